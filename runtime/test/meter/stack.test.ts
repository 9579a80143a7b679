import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { oip0002 } from "../../src/gas/oip0002";
import { STACK_BYTES_MAXIMUM, STACK_FRAME_BYTES } from "../../src/limits";
import { classifyTrap } from "../../src/meter/classify-trap";
import { Exhausted } from "../../src/meter/meter-exports";
import { expectCode } from "../../../test/support/expect-code";
import { plainContract, withManifest } from "../../../test/support/wasm/contracts";
import type { FunctionSource, ModuleBuilder } from "../../../test/support/wasm/module-builder";
import { admitExactly, instantiate } from "../support/executions";

const GAS = 1_000_000_000n;

/** Runs `execute(argument)` with that much stack: what it returned, or the code with which it trapped. */
function run(
  builder: ModuleBuilder,
  stackBytes: number,
  argument = 0,
): { result: unknown; stackLeft: number; calls: number } {
  const admitted = admitExactly(withManifest(builder), oip0002);
  const { exports } = instantiate(admitted, GAS, stackBytes);
  let result: unknown;
  try {
    result = exports["execute"](argument);
  } catch (error) {
    result = classifyTrap(admitted, error, exports["tc:exhausted"].value).code;
  }
  return { result, stackLeft: exports["tc:stack"].value as number, calls: (exports["tc:g0"]?.value as number) ?? 0 };
}

/** `execute` calls function 1, which the caller adds; global 0 counts. */
function calling(code = "local.get 0 call 1"): ModuleBuilder {
  const builder = plainContract({ code });
  builder.global("i32", true, "i32.const 0");
  return builder;
}

const count = "global.get 0 i32.const 1 i32.add global.set 0";

// A frame, one i32 parameter and the deepest operands, in values of eight bytes.
const EXECUTE_BYTES = STACK_FRAME_BYTES + 4 + 8;
const RECURSIVE_BYTES = STACK_FRAME_BYTES + 4 + 2 * 8;

describe("a recursion ends exactly where its frames no longer fit", () => {
  const recursive: Record<string, () => ModuleBuilder> = {
    directly: () => {
      const builder = calling();
      builder.function({ parameters: "i32", results: "i32", code: `${count} local.get 0 call 1` });
      return builder;
    },
    "through the table": () => {
      const builder = calling().table(4).elements(2, [1]);
      builder.function({
        parameters: "i32",
        results: "i32",
        code: `${count} local.get 0 i32.const 2 call_indirect 0 0`,
      });
      return builder;
    },
    "through one another": () => {
      const builder = calling();
      builder.function({ parameters: "i32", results: "i32", code: `${count} local.get 0 call 2` });
      builder.function({ parameters: "i32", results: "i32", code: `${count} local.get 0 call 1` });
      return builder;
    },
  };

  test.each(Object.entries(recursive))("%s", (_, build) => {
    for (const frames of [1, 10, 1_000]) {
      const fits = EXECUTE_BYTES + frames * RECURSIVE_BYTES;
      expect(run(build(), fits)).toMatchObject({ result: "TC5007", calls: frames });
      expect(run(build(), fits + RECURSIVE_BYTES - 1)).toMatchObject({ result: "TC5007", calls: frames });
      expect(run(build(), fits - 1)).toMatchObject({ result: "TC5007", calls: frames - 1 });
    }
  });

  test("with all locals and the deepest operands counted", () => {
    const build = () => {
      const builder = calling();
      const operands = "i32.const 1 i32.const 2 i32.const 3 drop drop drop";
      builder.function({
        parameters: "i32",
        results: "i32",
        locals: "3 i32 2 i64",
        code: `${count} ${operands} local.get 0 call 1`,
      });
      return builder;
    };
    const frame = STACK_FRAME_BYTES + 4 + 3 * 4 + 2 * 8 + 3 * 8;
    expect(run(build(), EXECUTE_BYTES + 100 * frame).calls).toBe(100);
    expect(run(build(), EXECUTE_BYTES + 100 * frame - 1).calls).toBe(99);
  });
});

describe("functions off every cycle cost nothing and are counted all the same", () => {
  const leaf: FunctionSource = { parameters: "i32", results: "i32", code: "local.get 0" };
  const chain = () => {
    const builder = calling();
    builder.function({ ...leaf, code: "local.get 0 call 2" });
    builder.function({ ...leaf, locals: "10 i64", code: "local.get 0 call 3" });
    builder.function(leaf);
    return builder;
  };
  const chainBytes = EXECUTE_BYTES + 2 * (STACK_FRAME_BYTES + 4 + 8) + (STACK_FRAME_BYTES + 4 + 80 + 8);

  test("a chain fits in exactly its size", () => {
    expect(run(chain(), chainBytes, 7)).toMatchObject({ result: 7, stackLeft: chainBytes });
    expect(run(chain(), chainBytes - 1, 7).result).toBe("TC5007");
  });

  test("a recursive function charges for the deepest of them", () => {
    const build = () => {
      const builder = calling();
      builder.function({ ...leaf, code: `${count} local.get 0 call 2 call 1` });
      builder.function({ ...leaf, locals: "10 i64", code: "local.get 0" });
      return builder;
    };
    const frame = RECURSIVE_BYTES + STACK_FRAME_BYTES + 4 + 80 + 8;
    expect(run(build(), EXECUTE_BYTES + 5 * frame).calls).toBe(5);
    expect(run(build(), EXECUTE_BYTES + 5 * frame - 1).calls).toBe(4);
  });

  test("one that recurses through the table charges for the deepest function of that type in it", () => {
    const build = () => {
      const builder = calling().table(4).elements(2, [1, 2]);
      builder.function({ ...leaf, code: `${count} local.get 0 i32.const 2 call_indirect 0 0` });
      builder.function({ ...leaf, locals: "10 i64" });
      return builder;
    };
    const frame = RECURSIVE_BYTES + STACK_FRAME_BYTES + 4 + 80 + 8;
    expect(run(build(), EXECUTE_BYTES + 5 * frame).calls).toBe(5);
    expect(run(build(), EXECUTE_BYTES + 5 * frame - 1).calls).toBe(4);
  });
});

describe("every way out of a function gives its stack back", () => {
  const ways: Record<string, string> = {
    "the end": "i32.const 7",
    return: "i32.const 7 return",
    "return from nested blocks": "block void loop void i32.const 7 return end end unreachable",
    "a branch to the function's own label": "block void i32.const 7 br 1 end unreachable",
    "br_if to it": "i32.const 7 i32.const 1 br_if 0 drop unreachable",
    "br_table to it": "block void i32.const 7 i32.const 5 br_table 2 1 1 1 end unreachable",
    "return in an if": "local.get 0 if void i32.const 7 return else i32.const 8 return end unreachable",
    "values left below the result": "i32.const 1 i32.const 2 i32.const 7 return",
  };

  test.each(Object.entries(ways))("%s", (_, code) => {
    const builder = calling("local.get 0 call 1");
    // The call in code that never runs makes the function recursive.
    builder.function({
      parameters: "i32",
      results: "i32",
      code: `local.get 0 i32.eqz if void i32.const 0 call 1 drop end ${code}`,
    });
    expect(run(builder, 10_000, 1)).toMatchObject({ result: 7, stackLeft: 10_000 });
  });

  test.each([0, 1])("several results, by way %i", (argument) => {
    const builder = calling("local.get 0 call 1 i32.wrap_i64 i32.sub");
    builder.function({
      parameters: "i32",
      results: "i32 i64",
      code: "local.get 0 i32.eqz if void i32.const 1 call 1 drop drop end i32.const 9 i64.const 2 local.get 0 br_if 0 return",
    });
    expect(run(builder, 10_000, argument)).toMatchObject({ result: 7, stackLeft: 10_000 });
  });
});

/** Runs metered bytes in a process with engine flags; no code of the product takes part. */
function runInEngine(metered: Uint8Array, flags: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "threaded-contract-"));
  try {
    const file = join(folder, "metered.wasm");
    writeFileSync(file, metered);
    const script = `
      const memory = new WebAssembly.Memory({ initial: 1, maximum: 1024 });
      const module = new WebAssembly.Module(require("fs").readFileSync(${JSON.stringify(file)}));
      const { exports } = new WebAssembly.Instance(module, { tc: { memory } });
      const seen = [];
      for (let round = 0; round < 200; round++) {
        exports["tc:gas"].value = ${GAS}n;
        exports["tc:stack"].value = ${STACK_BYTES_MAXIMUM};
        exports["tc:exhausted"].value = 0;
        exports["tc:g0"].value = 0;
        try { exports.execute(0); } catch {}
        seen.push([exports["tc:exhausted"].value, exports["tc:g0"].value, exports["tc:gas"].value, exports["tc:stack"].value].join());
      }
      console.log([...new Set(seen)].join(";"));`;
    return execFileSync(process.execPath, [...flags, "-e", script], { encoding: "utf8" }).trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("every tier of the engine stops at the same call with the same gas", () => {
  const builder = calling();
  builder.function({
    parameters: "i32",
    results: "i32",
    locals: "2 i64",
    code: `${count} local.get 0 call 1 i32.const 1 i32.add`,
  });
  const { instrumented } = admitExactly(withManifest(builder), oip0002);
  const results = [["--liftoff", "--no-wasm-tier-up"], ["--no-liftoff"], []].map((flags) =>
    runInEngine(instrumented, flags),
  );
  expect(results[0]).toMatch(new RegExp(`^${Exhausted.stack},\\d+,\\d+,\\d+$`));
  expect(new Set(results).size).toBe(1);
});

test("the engine's own stack overflow is a failure of the machine, never a code of a receipt", () => {
  const builder = calling();
  builder.function({ parameters: "i32", results: "i32", code: "local.get 0 call 1 i32.const 1 i32.add" });
  const admitted = admitExactly(withManifest(builder), oip0002);
  const { exports } = instantiate(admitted, 2n ** 60n, -1);
  let thrown: unknown;
  try {
    exports["execute"](0);
  } catch (error) {
    thrown = error;
  }
  expect((thrown as Error).name).toBe("RangeError");
  expectCode("TC6018", () => classifyTrap(admitted, thrown, exports["tc:exhausted"].value));
});
