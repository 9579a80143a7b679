import type { ThreadedContractError } from "@threaded-contract/transform";
import { opcodes, OperatorReader } from "@threaded-contract/transform";
import { oip0002 } from "../../src/gas/oip0002";
import { opnet } from "../../src/gas/opnet";
import { classifyTrap } from "../../src/meter/classify-trap";
import { trapFrame } from "../../src/meter/engine-stack";
import { findShippedOffset, TrapMapBuilder } from "../../src/meter/trap-map";
import { expectCode } from "../../../test/support/expect-code";
import { plainContract, withManifest } from "../../../test/support/wasm/contracts";
import type { ModuleBuilder } from "../../../test/support/wasm/module-builder";
import { admitExactly, instantiate } from "../support/executions";

function trapOf(builder: ModuleBuilder, argument = 0) {
  const admitted = admitExactly(withManifest(builder), oip0002);
  const { exports } = instantiate(admitted, 1_000_000n);
  try {
    exports["execute"](argument);
  } catch (error) {
    return { error, admitted, exhausted: exports["tc:exhausted"].value as number };
  }
  throw new Error("nothing trapped");
}

const classify = ({ admitted, error, exhausted }: ReturnType<typeof trapOf>) =>
  classifyTrap(admitted, error, exhausted);

describe("a trap is told by the instruction", () => {
  const traps: [string, string, string][] = [
    ["TC5003", "unreachable", "unreachable"],
    ["TC5004", "i32.div_s", "i32.const 1 local.get 0 i32.div_s drop"],
    ["TC5004", "i32.div_s", "i32.const -2147483648 i32.const -1 i32.div_s drop"],
    ["TC5004", "i64.rem_u", "i64.const 1 i64.const 0 i64.rem_u drop"],
    ["TC5005", "i32.load", "i32.const -1 i32.load 0 0 drop"],
    ["TC5005", "i64.store16", "i32.const 65535 i64.const 0 i64.store16 0 0"],
    ["TC5005", "memory.fill", "i32.const 65535 i32.const 0 i32.const 2 memory.fill 0"],
    ["TC5005", "memory.copy", "i32.const 0 i32.const 65535 i32.const 2 memory.copy 0 0"],
    ["TC5006", "call_indirect", "i32.const 99 call_indirect 1 0"],
    ["TC5006", "call_indirect", "i32.const 3 call_indirect 1 0"],
    ["TC5006", "call_indirect", "i32.const 1 call_indirect 1 0"],
    ["TC5006", "table.get", "i32.const 99 table.get 0 drop"],
  ];

  test.each(traps)("%s: %s in %s", (code, name, instructions) => {
    const builder = plainContract({ code: `nop block void ${instructions} end i32.const 0` });
    builder.type({});
    builder.table(4, 4).elements(1, [0]);
    const result = trapOf(builder);
    const { offset, ...rest } = classify(result);
    expect(rest).toEqual({ code, functionIndex: 0 });
    const operators = new OperatorReader(result.admitted.bytes, offset, result.admitted.bytes.length);
    operators.next();
    expect(opcodes[operators.opcode]!.name).toBe(name);
  });

  test("in whatever function it happens", () => {
    const builder = plainContract({ code: "call 1 i32.const 0" });
    builder.function({ code: "call 2" });
    builder.function({ code: "nop nop unreachable" });
    const result = trapOf(builder);
    const { functionIndex, offset } = classify(result);
    expect(functionIndex).toBe(2);
    expect(result.admitted.bytes[offset]).toBe(0x00);
    expect([...result.admitted.bytes.subarray(offset - 2, offset + 2)]).toEqual([0x01, 0x01, 0x00, 0x0b]);
  });

  test("and the place is the same under every schedule", () => {
    const bytes = withManifest(plainContract({ code: "i32.const 1 local.get 0 i32.div_s" }));
    const places = [oip0002, opnet()].map((schedule) => {
      const admitted = admitExactly(bytes, schedule);
      const { exports } = instantiate(admitted, 1_000_000n);
      try {
        exports["execute"](0);
      } catch (error) {
        return classifyTrap(admitted, error, 0);
      }
      return null;
    });
    expect(places[0]).not.toBeNull();
    expect(places[1]).toEqual(places[0]);
  });
});

describe("the engine's text", () => {
  const place = { functionIndex: 3, offset: 0x5b };
  const lines = [
    "    at wasm://wasm/1c2d3e4f:wasm-function[3]:0x5b",
    "    at thread:0 (wasm://wasm/1c2d3e4f:wasm-function[3]:0x5b)",
    "    at execute (wasm://wasm/1c2d3e4f:wasm-function[3]:0x5b)\n    at Object.run (/file.js:1:1)",
  ];

  test.each(lines)("is read as each version of Node writes it: %s", (line) => {
    const error = new WebAssembly.RuntimeError("anything");
    error.stack = `RuntimeError: anything\n${line}`;
    expect(trapFrame(error)).toEqual(place);
  });

  test("says nothing where it names no code of ours", () => {
    const error = new WebAssembly.RuntimeError("anything");
    error.stack = "RuntimeError: anything\n    at file.js:1:1";
    expect(trapFrame(error)).toBeUndefined();
    expect(trapFrame(new Error("wasm://wasm/1:wasm-function[3]:0x5b"))).toBeUndefined();
    expect(trapFrame("wasm")).toBeUndefined();
    expect(trapFrame(null)).toBeUndefined();
  });

  test("does not matter to the code", () => {
    const result = trapOf(plainContract({ code: "unreachable" }));
    (result.error as Error).message = "integer divide by zero";
    expect(classify(result).code).toBe("TC5003");
  });

  test("is found whatever writes the stacks, with one frame allowed", () => {
    const holder = Error as unknown as { prepareStackTrace: unknown };
    const [before, limit] = [holder.prepareStackTrace, Error.stackTraceLimit];
    const result = (() => {
      Error.stackTraceLimit = 1;
      holder.prepareStackTrace = () => "something else";
      try {
        const trapped = trapOf(plainContract({ code: "unreachable" }));
        return classify(trapped);
      } finally {
        holder.prepareStackTrace = before;
        Error.stackTraceLimit = limit;
      }
    })();
    expect(result).toMatchObject({ code: "TC5003", functionIndex: 0 });
  });
});

describe("what cannot be explained is never a receipt's code", () => {
  const result = () => trapOf(plainContract({ code: "unreachable" }));

  test("an error that is no trap", () => {
    expectCode("TC6017", () => classifyTrap(result().admitted, new TypeError("host"), 0));
    expectCode("TC6017", () => classifyTrap(result().admitted, undefined, 0));
  });

  test("a trap without a place", () => {
    const error = new WebAssembly.RuntimeError("unreachable");
    error.stack = "";
    expectCode("TC6017", () => classifyTrap(result().admitted, error, 0));
  });

  test("a place before all code", () => {
    const error = new WebAssembly.RuntimeError("unreachable");
    error.stack = "    at wasm://wasm/1:wasm-function[0]:0x1";
    expectCode("TC6017", () => classifyTrap(result().admitted, error, 0));
  });

  test("with the cause kept for whoever looks into it", () => {
    const error = new RangeError("Maximum call stack size exceeded");
    try {
      classifyTrap(result().admitted, error, 0);
    } catch (thrown) {
      expect((thrown as ThreadedContractError).cause).toBe(error);
    }
    expect.assertions(1);
  });
});

test("a place is mapped to the last one at or before it", () => {
  const builder = new TrapMapBuilder();
  for (let pair = 0; pair < 2_000; pair++) builder.add(100 + pair * 10, pair);
  const map = builder.finish();
  expect(findShippedOffset(map, 99)).toBeUndefined();
  expect(findShippedOffset(map, 100)).toBe(0);
  expect(findShippedOffset(map, 109)).toBe(0);
  expect(findShippedOffset(map, 110)).toBe(1);
  expect(findShippedOffset(map, 1_000_000)).toBe(1_999);
});
