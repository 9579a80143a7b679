import * as limits from "../../src/limits";
import { admit } from "../../src/meter/admit";
import { oip0002 } from "../../src/gas/oip0002";
import { expectCode } from "../../../test/support/expect-code";
import { manifestText, plainContract, withManifest } from "../../../test/support/wasm/contracts";
import { ModuleBuilder } from "../../../test/support/wasm/module-builder";

const admitBuilt = (builder: ModuleBuilder) => admit(withManifest(builder), oip0002);

interface LimitCase {
  readonly limit: number;
  /** A module that uses exactly `count` of what is limited. */
  readonly build: (count: number) => ModuleBuilder;
}

const repeat = (code: string, count: number) => `${code} `.repeat(count);

/** One function whose body has exactly that many bytes. */
function bodyOf(byteCount: number): ModuleBuilder {
  const builder = plainContract();
  // One byte of local groups and one for `end`; each `nop` is one byte.
  builder.function({ code: repeat("nop", byteCount - 2) });
  return builder;
}

const cases: Record<string, LimitCase> = {
  "bytes of a function body": { limit: limits.FUNCTION_BODY_BYTES_MAXIMUM, build: bodyOf },
  "loops of a function": {
    limit: limits.FUNCTION_LOOPS_MAXIMUM,
    build: (count) => plainContract({ code: `${repeat("loop void end", count)} local.get 0` }),
  },
  "nested blocks": {
    // The function's own block counts too.
    limit: limits.BLOCK_NESTING_MAXIMUM - 1,
    build: (count) => plainContract({ code: `${repeat("block void", count)} ${repeat("end", count)} local.get 0` }),
  },
  functions: {
    limit: limits.MODULE_FUNCTIONS_MAXIMUM,
    build: (count) => {
      const builder = plainContract();
      for (let index = 1; index < count; index++) builder.function({ code: "" });
      return builder;
    },
  },
  "parameters of a function": {
    limit: limits.FUNCTION_PARAMETERS_MAXIMUM,
    build: (count) => {
      const builder = plainContract();
      builder.function({ parameters: repeat("i32", count).trim(), code: "" });
      return builder;
    },
  },
  "results of a function": {
    limit: limits.BLOCK_VALUES_MAXIMUM,
    build: (count) => {
      const builder = plainContract();
      builder.function({ results: repeat("i32", count).trim(), code: "unreachable" });
      return builder;
    },
  },
  "parameters of a block": {
    limit: limits.BLOCK_VALUES_MAXIMUM,
    build: (count) => {
      const builder = plainContract({
        code: `${repeat("i32.const 0", count)} block #1 ${repeat("drop", count)} end local.get 0`,
      });
      builder.type({ parameters: repeat("i32", count).trim() });
      return builder;
    },
  },
  "locals of a function": {
    limit: limits.FUNCTION_LOCALS_MAXIMUM,
    build: (count) => {
      const builder = plainContract();
      builder.function({ locals: `${count} i32`, code: "" });
      return builder;
    },
  },
  imports: {
    limit: limits.MODULE_IMPORTS_MAXIMUM,
    build: (count) =>
      plainContract({}, (empty) => {
        for (let index = 0; index < count; index++) empty.import("load", { parameters: "i32 i32" });
      }),
  },
  globals: {
    limit: limits.MODULE_GLOBALS_MAXIMUM,
    build: (count) => {
      const builder = plainContract();
      for (let index = 0; index < count; index++) builder.global("i32", false, "i32.const 0");
      return builder;
    },
  },
  exports: {
    limit: limits.MODULE_EXPORTS_MAXIMUM,
    build: (count) => {
      const builder = plainContract();
      for (let index = 2; index < count; index++) builder.export(`e${index}`, "function", 0);
      return builder;
    },
  },
  "function types": {
    limit: limits.MODULE_TYPES_MAXIMUM,
    build: (count) => {
      const builder = plainContract();
      const pick = (index: number) =>
        [...index.toString(2).padStart(13, "0")].map((bit) => (bit === "1" ? "i64" : "i32"));
      for (let index = 1; index < count; index++) builder.type({ parameters: pick(index).join(" ") });
      return builder;
    },
  },
  "data segments": {
    limit: limits.MODULE_SEGMENTS_MAXIMUM,
    build: (count) => {
      const builder = plainContract();
      for (let index = 0; index < count; index++) builder.data(0, []);
      return builder;
    },
  },
  "element segments": {
    limit: limits.MODULE_SEGMENTS_MAXIMUM,
    build: (count) => {
      const builder = plainContract().table(1);
      for (let index = 0; index < count; index++) builder.elements(0, []);
      return builder;
    },
  },
  "entries of the table": { limit: limits.TABLE_ENTRIES_MAXIMUM, build: (count) => plainContract().table(count) },
  tables: {
    limit: 1,
    build: (count) => {
      const builder = plainContract();
      for (let index = 0; index < count; index++) builder.table(1);
      return builder;
    },
  },
  "values × calls of a function": {
    limit: limits.FUNCTION_COMPLEXITY_MAXIMUM / 1_000,
    build: (count) => {
      const builder = plainContract();
      builder.function({ locals: "999 i32", code: repeat("i32.const 0 call 0 drop", count - 1) });
      return builder;
    },
  },
  "values × branching points of a function": {
    limit: limits.FUNCTION_COMPLEXITY_MAXIMUM / 1_000,
    // 999 locals and one operand, and one point for the function itself.
    build: (count) => {
      const builder = plainContract();
      builder.function({ locals: "999 i32", code: `${repeat("i32.const 0 br_if 0", count - 1)}` });
      return builder;
    },
  },
};

describe("TC6005: at the limit and one past it", () => {
  test.each(Object.entries(cases))("%s", (_, { limit, build }) => {
    expect(admitBuilt(build(limit)).exports.execute).toBe(true);
    expectCode("TC6005", () => admitBuilt(build(limit + 1)));
  });

  test("bytes of a module", () => {
    const empty = withManifest(plainContract()).length;
    const padded = (length: number) => {
      const builder = plainContract().customSection("padding", new Uint8Array(length - empty - 13));
      return withManifest(builder, manifestText());
    };
    expect(padded(limits.MODULE_BYTES_MAXIMUM).length).toBe(limits.MODULE_BYTES_MAXIMUM);
    expect(admit(padded(limits.MODULE_BYTES_MAXIMUM), oip0002).exports.execute).toBe(true);
    expectCode("TC6005", () => admit(padded(limits.MODULE_BYTES_MAXIMUM + 1), oip0002));
  });

  test("values × branching points of a module", () => {
    const each = limits.FUNCTION_COMPLEXITY_MAXIMUM;
    const build = (count: number) => {
      const builder = plainContract();
      for (let index = 0; index < count; index++) {
        builder.function({ locals: "1999 i32", code: repeat("i32.const 0 br_if 0", each / 2_000 - 1) });
      }
      return builder;
    };
    const count = limits.MODULE_COMPLEXITY_MAXIMUM / each;
    // `execute` needs a little of the module's limit.
    expectCode("TC6005", () => admitBuilt(build(count)));
    expect(admitBuilt(build(count - 1)).exports.execute).toBe(true);
  });
});

describe("TC6006: memory", () => {
  const withMemory = (prepare: (builder: ModuleBuilder) => unknown, exported = true) => {
    const builder = new ModuleBuilder();
    prepare(builder);
    if (exported) builder.export("memory", "memory", 0);
    builder.function({ parameters: "i32", results: "i32", code: "local.get 0", exported: "execute" });
    return builder;
  };

  test("at the limit of pages and one past it", () => {
    const pages = limits.MEMORY_PAGES_MAXIMUM;
    expect(admitBuilt(withMemory((builder) => builder.memory(pages))).memory.initialPages).toBe(pages);
    expectCode("TC6006", () => admitBuilt(withMemory((builder) => builder.memory(pages + 1))));
  });

  test("a larger maximum counts as the limit, a smaller one stays", () => {
    expect(admitBuilt(withMemory((builder) => builder.memory(1, 65_536))).memory.maximumPages).toBe(1024);
    expect(admitBuilt(withMemory((builder) => builder.memory(1, 5))).memory.maximumPages).toBe(5);
  });

  const refused: [string, (builder: ModuleBuilder) => unknown][] = [
    ["none", () => undefined],
    ["two", (builder) => builder.memory(1).memory(1)],
    ["a shared one", (builder) => builder.memory(1, 2, 2)],
    ["a 64-bit one", (builder) => builder.memory(1, 2, 4)],
    ["an imported one", (builder) => builder.rawImport("env", "memory", [2, 0, 1])],
    ["data beyond the initial pages", (builder) => builder.memory(1).data(65_535, [1, 2])],
    ["data at a negative place", (builder) => builder.memory(1).data(-1, [1])],
  ];

  test.each(refused)("%s", (name, prepare) => {
    expectCode("TC6006", () => admitBuilt(withMemory(prepare, name !== "none")));
  });

  test("one that is not exported", () => {
    expectCode("TC6006", () => admitBuilt(withMemory((builder) => builder.memory(1), false)));
  });

  test("data up to the last byte is fine", () => {
    expect(admitBuilt(withMemory((builder) => builder.memory(1).data(65_534, [1, 2]))).memory.initialPages).toBe(1);
  });
});

test("an element segment that leaves the table is refused", () => {
  expect(admitBuilt(plainContract().table(2).elements(1, [0])).exports.execute).toBe(true);
  expectCode("TC6001", () => admitBuilt(plainContract().table(2).elements(2, [0])));
});
