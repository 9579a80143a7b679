import { Immediate, opcodeOf, opcodes } from "@threaded-contract/transform";
import { assemble } from "../../../test/support/wasm/assemble";
import { ModuleBuilder } from "../../../test/support/wasm/module-builder";

const typeNames: Readonly<Record<string, string>> = { i: "i32", l: "i64", f: "f32", d: "f64", r: "funcref" };

const immediateText: Partial<Record<Immediate, string>> = {
  [Immediate.none]: "",
  [Immediate.index]: "0",
  [Immediate.i32]: "5",
  [Immediate.i64]: "5",
  [Immediate.f32]: "5",
  [Immediate.f64]: "5",
  [Immediate.memory]: "0 4",
  [Immediate.referenceType]: "funcref",
  [Immediate.twoIndices]: "0 0",
};

const spaced = (letters: string) => [...letters].map((letter) => typeNames[letter]).join(" ");

/** A module whose only function is the instruction, with exactly its operands and results. */
function moduleOf(name: string): Uint8Array {
  const { immediate, parameters, results } = opcodes[opcodeOf(name)]!;
  const builder = new ModuleBuilder().memory(1).table(1).rawElements([1, 0, 0]).dataCount(1).rawData([1, 0]);
  const operands = [...parameters!].map((_, position) => `local.get ${position}`).join(" ");
  builder.function({
    parameters: spaced(parameters!),
    results: spaced(results!),
    code: `${operands} ${name} ${immediateText[immediate]}`,
  });
  return builder.export("f", "function", 0).build();
}

const fixed = opcodes.flatMap((info) =>
  info !== undefined && info.parameters !== null && info.results !== null && info.name !== "unreachable"
    ? [info.name]
    : [],
);

describe("the opcode table agrees with the engine", () => {
  test.each(fixed)("%s takes and gives what the table says", (name) => {
    expect(WebAssembly.validate(moduleOf(name))).toBe(true);
  });

  test("only these depend on their immediates, or never return", () => {
    const names = opcodes.flatMap((info) => (info === undefined ? [] : [info.name]));
    expect(names.filter((name) => !fixed.includes(name))).toEqual([
      ...["unreachable", "block", "loop", "if", "else", "end", "br", "br_if", "br_table", "return"],
      ...["call", "call_indirect", "drop", "select", "select t"],
      ...["local.get", "local.set", "local.tee", "global.get", "global.set"],
    ]);
  });
});

test("floats are marked", () => {
  const floats = opcodes.filter((info) => info?.isFloat).map((info) => info!.name);
  expect(floats).toContain("f32.const");
  expect(floats).toContain("i32.trunc_f64_s");
  expect(floats).toContain("i64.trunc_sat_f32_u");
  expect(floats).toContain("i32.reinterpret_f32");
  expect(floats).toContain("f64.load");
  expect(floats.every((name) => /f32|f64/.test(name))).toBe(true);
  expect(opcodes.filter((info) => info !== undefined && !info.isFloat && /f32|f64/.test(info.name))).toEqual([]);
});

test("what can trap is marked", () => {
  expect(opcodes[opcodeOf("i32.div_s")]!.trap).toBe("division");
  expect(opcodes[opcodeOf("i64.rem_u")]!.trap).toBe("division");
  expect(opcodes[opcodeOf("i32.load8_u")]!.trap).toBe("memory");
  expect(opcodes[opcodeOf("memory.fill")]!.trap).toBe("memory");
  expect(opcodes[opcodeOf("call_indirect")]!.trap).toBe("indirect-call");
  expect(opcodes[opcodeOf("i32.add")]!.trap).toBeNull();
});

test("the assembler of the tests writes bytes", () => {
  expect([...assemble("i32.const -1 i64.const -1 memory.fill 0 block #3 end")]).toEqual([
    0x41, 0x7f, 0x42, 0x7f, 0xfc, 0x0b, 0x00, 0x02, 0x03, 0x0b,
  ]);
});
