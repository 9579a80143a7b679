import { ByteWriter, formatVerification, verifyModule, type ThreadKind } from "@threaded-contract/transform";
import { assemble } from "../../../test/support/wasm/assemble";
import { manifestText, plainContract, threadEntry, withManifest } from "../../../test/support/wasm/contracts";
import type { ModuleBuilder, Signature } from "../../../test/support/wasm/module-builder";

const store: Signature = { parameters: "i32 i32" };
const spawn: Signature = { parameters: "i32 i32 i64 i32 i32 i32 i32 i32", results: "i64" };

interface Case {
  readonly kind?: ThreadKind;
  readonly imports?: readonly (readonly [name: string, signature: Signature, module?: string])[];
  /** The code of the thread's entry. */
  readonly code: string;
  /** Adds functions after the entry and returns what stands in the table beside it. */
  readonly rest?: (builder: ModuleBuilder, entry: number) => readonly number[];
}

/** A contract with one thread, whose entry is the function after `execute`. */
function verify({ kind = "readonly", imports = [], code, rest }: Case) {
  const builder = plainContract({}, (empty) =>
    imports.forEach(([name, type, module]) => empty.import(name, type, module)),
  );
  const entry = builder.function({ parameters: "i32", code, exported: "thread:0" });
  const others = rest?.(builder, entry) ?? [];
  builder.table(16).elements(1, [entry, ...others]);
  return verifyModule(withManifest(builder, manifestText([threadEntry(0, 1, kind)])));
}

function unsigned(value: number): Uint8Array {
  const out = new ByteWriter();
  out.u32(value);
  return out.finish();
}

const codesOf = (report: ReturnType<typeof verify>) => report.findings.map((finding) => finding.code);

test("a thread that computes passes", () => {
  const report = verify({ code: "local.get 0 drop" });
  expect(report.findings).toEqual([]);
  expect(report.passed).toBe(true);
  expect(report.threads).toMatchObject([{ export: "thread:0", kind: "readonly", imports: [] }]);
});

test("reading, calling and returning are allowed", () => {
  const imports: Case["imports"] = [
    ["load", { parameters: "i32 i32" }],
    ["call", { parameters: "i32 i32 i32 i32", results: "i32" }],
    ["thread_return", { parameters: "i32 i32" }],
    ["exit", { parameters: "i32 i32 i32" }],
  ];
  const code = `local.get 0 local.get 0 call 0
    local.get 0 local.get 0 local.get 0 local.get 0 call 1 drop
    local.get 0 local.get 0 call 2  local.get 0 local.get 0 local.get 0 call 3`;
  const report = verify({ imports, code });
  expect(report.findings).toEqual([]);
  expect(report.threads[0]!.imports.map((found) => found.capability)).toEqual(["read", "call", "result", "exit"]);
});

describe("each forbidden capability has its code", () => {
  const cases: [string, string, Signature, string][] = [
    ["TC3001", "emit", { parameters: "i32 i32" }, "local.get 0 local.get 0 call 0"],
    ["TC3003", "store", store, "local.get 0 local.get 0 call 0"],
    ["TC2008", "thread_result", { parameters: "i32" }, "local.get 0 call 0"],
    [
      "TC2008",
      "thread_join",
      { parameters: "i64 i32 i32", results: "i32" },
      "i64.const 0 local.get 0 local.get 0 call 0 drop",
    ],
    [
      "TC3004",
      "updateFromAddress",
      { parameters: "i32 i32 i32 i32", results: "i32" },
      "local.get 0 local.get 0 local.get 0 local.get 0 call 0 drop",
    ],
    [
      "TC3002",
      "thread_spawn",
      spawn,
      "local.get 0 local.get 0 i64.const 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 call 0 drop",
    ],
    ["TC3005", "tstore", { parameters: "i32 i32" }, "local.get 0 local.get 0 call 0"],
  ];

  test.each(cases)("%s: %s", (code, name, signature, call) => {
    expect(codesOf(verify({ imports: [[name, signature]], code: call }))).toContain(code);
  });

  test("a reserving thread may write", () => {
    const imports: Case["imports"] = [["store", store]];
    const code = "local.get 0 local.get 0 call 0";
    expect(codesOf(verify({ kind: "reservation", imports, code }))).toEqual([]);
    expect(codesOf(verify({ kind: "memory", imports, code }))).toEqual(["TC3003"]);
  });

  test("clocks and randomness", () => {
    const report = verify({ imports: [["seed", { results: "f64" }]], code: "call 0 drop" });
    expect(codesOf(report)).toEqual(["TC6003", "TC3006"]);
  });

  test("an import nobody knows", () => {
    const report = verify({ imports: [["mystery", {}, "wasi"]], code: "call 0" });
    expect(codesOf(report)).toEqual(["TC6003", "TC3007"]);
  });

  test("the main execution may do all that", () => {
    const builder = plainContract({ code: "local.get 0 local.get 0 call 0 local.get 0" }, (empty) =>
      empty.import("emit", store),
    );
    expect(verifyModule(withManifest(builder)).passed).toBe(true);
  });
});

describe("what is hidden is found", () => {
  const imports: Case["imports"] = [["emit", store]];
  const emits = { code: "i32.const 0 i32.const 0 call 0" };

  test("behind helpers, with the way there", () => {
    // 0 emit, 1 execute, 2 entry, 3 helper, 4 the one that emits
    const report = verify({
      imports,
      code: "call 3",
      rest: (builder) => {
        builder.function({ code: "call 4" });
        builder.function(emits);
        return [];
      },
    });
    expect(report.findings).toMatchObject([
      {
        code: "TC3001",
        entry: "thread:0",
        path: ["thread:0 (#2)", "function (#3)", "function (#4)", "env.emit (#0)"],
      },
    ]);
  });

  test("behind an indirect call with a computed index", () => {
    // The types are emit's, execute's, the entry's, () -> () and (i64) -> ().
    const rest = (builder: ModuleBuilder) => {
      const index = builder.function(emits);
      builder.type({ parameters: "i64" });
      return [index];
    };
    const ofItsType = verify({ imports, code: "local.get 0 call_indirect 3 0", rest });
    expect(codesOf(ofItsType)).toEqual(["TC3001"]);
    const ofAnotherType = verify({ imports, code: "i64.const 0 local.get 0 call_indirect 4 0", rest });
    expect(codesOf(ofAnotherType)).toEqual([]);
  });

  test("behind a reference that is in no table yet", () => {
    const report = verify({
      imports,
      code: "ref.func 3 drop local.get 0 call_indirect 3 0",
      rest: (builder) => {
        builder.function({ ...emits, exported: "later" });
        return [];
      },
    });
    expect(codesOf(report)).toEqual(["TC3001"]);
  });

  test("behind a passive segment", () => {
    const report = verify({
      imports,
      code: "local.get 0 call_indirect 3 0",
      rest: (builder) => {
        const index = builder.function(emits);
        builder.rawElements([1, 0, 1, index]);
        return [];
      },
    });
    expect(codesOf(report)).toEqual(["TC3001"]);
  });

  test("behind another thread's entry", () => {
    const builder = plainContract({}, (empty) => empty.import("store", store));
    const first = builder.function({
      parameters: "i32",
      code: "local.get 0 i32.const 2 call_indirect 2 0",
      exported: "thread:0",
    });
    const second = builder.function({
      parameters: "i32",
      code: "local.get 0 local.get 0 call 0",
      exported: "thread:1",
    });
    builder.table(16).elements(1, [first, second]);
    const threads = [threadEntry(0, 1, "readonly"), threadEntry(1, 2, "reservation")];
    const report = verifyModule(withManifest(builder, manifestText(threads)));
    expect(report.findings).toMatchObject([{ code: "TC3003", entry: "thread:0" }]);
  });

  test("an import in the table itself", () => {
    const report = verify({ imports, code: "local.get 0 local.get 0 local.get 0 call_indirect 0 0", rest: () => [0] });
    expect(codesOf(report)).toEqual(["TC3001"]);
  });
});

describe("modules made by hand", () => {
  test("spawning without a thread table", () => {
    const builder = plainContract({}, (empty) => empty.import("thread_spawn", spawn));
    expect(codesOf(verifyModule(withManifest(builder)))).toEqual(["TC3008"]);
    const bare = plainContract({}, (empty) => empty.import("thread_spawn", spawn)).build();
    expect(codesOf(verifyModule(bare))).toEqual(["TC3008"]);
  });

  test("an import with another signature", () => {
    const builder = plainContract({}, (empty) => empty.import("load", { parameters: "i64 i32" }));
    expect(codesOf(verifyModule(withManifest(builder)))).toEqual(["TC6003"]);
  });

  const bogus: [string, object][] = [
    ["an entry that is not exported", { export: "thread:7" }],
    ["the table entry of another function", { entry: 2 }],
    ["a place outside the table", { entry: 8 }],
    ["a tag of another type", { tag: 1 }],
  ];

  test.each(bogus)("%s", (_, changes) => {
    const builder = plainContract();
    const entry = builder.function({ parameters: "i32", code: "", exported: "thread:0" });
    builder.table(8).elements(1, [entry, 0]);
    const report = verifyModule(withManifest(builder, manifestText([{ ...threadEntry(0, 1), ...changes }])));
    expect(codesOf(report)).toContain("TC6007");
  });

  test("the place of an entry in the table may be empty, since the host calls the export", () => {
    const builder = plainContract();
    builder.function({ parameters: "i32", code: "", exported: "thread:0" });
    builder.table(8).elements(2, [0]);
    expect(verifyModule(withManifest(builder, manifestText([threadEntry(0, 1)]))).passed).toBe(true);
  });

  test("a later segment that replaces the entry", () => {
    const builder = plainContract();
    const entry = builder.function({ parameters: "i32", code: "", exported: "thread:0" });
    builder.table(8).elements(1, [entry]).elements(1, [0]);
    const report = verifyModule(withManifest(builder, manifestText([threadEntry(0, 1)])));
    expect(codesOf(report)).toContain("TC6007");
  });
});

test("many threads cost no more than one, and a report lists a hundred findings", () => {
  const count = 2_000;
  const builder = plainContract({}, (empty) => empty.import("emit", store));
  // A chain through all functions, the last of which emits: every thread reaches it.
  const entries = Array.from({ length: count }, (_, number) =>
    builder.function({
      parameters: "i32",
      code: number === count - 1 ? "local.get 0 local.get 0 call 0" : `local.get 0 call ${number + 3}`,
      exported: `thread:${number}`,
    }),
  );
  entries.forEach((index, number) =>
    builder.rawElements([0, ...assemble(`i32.const ${number} end`), 1, ...unsigned(index)]),
  );
  const threads = entries.map((_, number) => threadEntry(number, number));
  const report = verifyModule(withManifest(builder.table(count), manifestText(threads)));
  expect(report.threads).toHaveLength(count);
  expect(report.threads.every((thread) => thread.imports.length === 1)).toBe(true);
  expect(codesOf(report)).toEqual(new Array(100).fill("TC3001"));
  expect(report.findings[0]!.path).toHaveLength(count + 1);
});

test("code that calls nothing there is no module", () => {
  const builder = plainContract({ code: "call 99 local.get 0" });
  expect(() => verifyModule(withManifest(builder))).toThrow(/^TC6001:/);
  const indirect = plainContract({ code: "local.get 0 call_indirect 99 0 local.get 0" });
  expect(() => verifyModule(withManifest(indirect))).toThrow(/^TC6001:/);
});

test("the text names threads, abilities, imports and ways", () => {
  const passed = verify({ imports: [["load", { parameters: "i32 i32" }]], code: "local.get 0 local.get 0 call 0" });
  expect(formatVerification(passed)).toMatchSnapshot();
  const failed = verify({
    imports: [["emit", store]],
    code: "call 3",
    rest: (builder) => [builder.function({ code: "i32.const 0 i32.const 0 call 0" })],
  });
  expect(formatVerification(failed)).toMatchSnapshot();
});
