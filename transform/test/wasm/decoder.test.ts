import { decodeModule, functionNames, OperatorReader, opcodes, ValueType } from "@threaded-contract/transform";
import { expectCode } from "../../../test/support/expect-code";
import { compileAssemblyScript } from "../../../test/support/wasm/compile";
import { ModuleBuilder } from "../../../test/support/wasm/module-builder";

const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

function sample(): ModuleBuilder {
  const builder = new ModuleBuilder();
  builder.import("log", { parameters: "i32 i64" });
  builder.memory(1, 10).table(3, 8);
  builder.global("i32", true, "i32.const -5");
  builder.global("i64", false, "i64.const 7");
  const entry = builder.function({
    parameters: "i32",
    results: "i32",
    locals: "2 i32 1 i64",
    code: "local.get 0",
    exported: "run",
  });
  builder.elements(1, [entry]).data(8, [1, 2, 3]).customSection("notes", "hello");
  return builder;
}

describe("a module is decoded whole", () => {
  const module = decodeModule(sample().build());

  test("types, imports and functions", () => {
    expect(module.types).toEqual([
      { parameters: [ValueType.i32, ValueType.i64], results: [] },
      { parameters: [ValueType.i32], results: [ValueType.i32] },
    ]);
    expect(module.imports).toMatchObject([{ module: "env", name: "log", kind: "function", type: 0 }]);
    expect(module.functions).toEqual([0, 1]);
    expect(module.importedFunctionCount).toBe(1);
    expect(module.bodies).toMatchObject([{ index: 1, localCount: 3, locals: [{ count: 2 }, { count: 1 }] }]);
  });

  test("memory, table and globals", () => {
    expect(module.memories).toEqual([{ minimum: 1, maximum: 10, shared: false, is64: false }]);
    expect(module.tables).toMatchObject([{ element: ValueType.funcref, limits: { minimum: 3, maximum: 8 } }]);
    expect(module.globals).toMatchObject([
      { type: ValueType.i32, mutable: true, initial: { kind: "i32", value: -5n } },
      { type: ValueType.i64, mutable: false, initial: { kind: "i64", value: 7n } },
    ]);
  });

  test("exports, segments and custom sections", () => {
    expect(module.exports).toEqual([{ name: "run", kind: "function", index: 1 }]);
    expect(module.elements).toMatchObject([{ mode: "active", position: { value: 1n }, functions: [1] }]);
    expect(module.data).toMatchObject([{ mode: "active", position: { value: 8n } }]);
    expect(module.customSections.map((section) => section.name)).toEqual(["notes"]);
  });
});

describe("all forms of element segments", () => {
  const forms: [string, number[], object][] = [
    ["active, functions", [0, 0x41, 0, 0x0b, 1, 0], { mode: "active", functions: [0] }],
    ["passive, functions", [1, 0, 1, 0], { mode: "passive", functions: [0] }],
    ["active with table", [2, 0, 0x41, 1, 0x0b, 0, 1, 0], { mode: "active", table: 0, functions: [0] }],
    ["declarative, functions", [3, 0, 1, 0], { mode: "declarative", functions: [0] }],
    ["active, expressions", [4, 0x41, 0, 0x0b, 2, 0xd2, 0, 0x0b, 0xd0, 0x70, 0x0b], { functions: [0, -1] }],
    ["passive, expressions", [5, 0x70, 1, 0xd2, 0, 0x0b], { mode: "passive", functions: [0] }],
    ["active with table, expressions", [6, 0, 0x41, 0, 0x0b, 0x70, 1, 0xd2, 0, 0x0b], { functions: [0] }],
    ["declarative, expressions", [7, 0x70, 1, 0xd2, 0, 0x0b], { mode: "declarative", functions: [0] }],
  ];

  test.each(forms)("%s", (_, bytes, expected) => {
    const builder = new ModuleBuilder().table(4);
    builder.function({ code: "" });
    const built = builder.rawElements(bytes).build();
    expect(WebAssembly.validate(built)).toBe(true);
    expect(decodeModule(built).elements).toMatchObject([expected]);
  });

  test("an initialiser that is not a constant is told apart", () => {
    const bytes = [4, 0x41, 0, 0x0b, 1, 0x23, 0, 0x0b];
    expect(decodeModule(new ModuleBuilder().table(4).rawElements(bytes).build()).elements[0]!.functions).toEqual([-2]);
  });
});

describe("what compilers write is read", () => {
  const source = `
    class Node { next: Node | null = null; values: i64[] = []; }
    export function run(n: i32): i64 {
      const node = new Node();
      for (let i = 0; i < n; i++) node.values.push(<i64>i << 3);
      const doubled = node.values.map<i64>((value: i64): i64 => value * 2);
      return doubled.reduce<i64>((sum: i64, value: i64): i64 => sum + value, 0);
    }`;
  const flags = [["-O0", "--debug"], ["-O3"], ["-Oz", "--runtime", "stub"], ["-O2", "--runtime", "minimal"]];

  test.each(flags)("%s %s", async (...options) => {
    const module = decodeModule(await compileAssemblyScript(source, options.filter(Boolean)));
    let count = 0;
    for (const body of module.bodies) {
      const operators = new OperatorReader(module.bytes, body.codeStart, body.end);
      while (operators.next()) {
        expect(opcodes[operators.opcode]).toBeDefined();
        count++;
      }
      expect(operators.end).toBe(body.end);
    }
    expect(count).toBeGreaterThan(100);
    if (options.includes("--debug")) expect([...functionNames(module).values()].join()).toContain("index/run");
  });
});

describe("what is damaged is refused with its place", () => {
  const cases: [string, number[]][] = [
    ["nothing at all", []],
    ["a wrong magic number", [0x00, 0x61, 0x73, 0x6e, 1, 0, 0, 0]],
    ["another version", [0x00, 0x61, 0x73, 0x6d, 2, 0, 0, 0]],
    ["a component", [0x00, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]],
    ["a section that leads past the end", [...header, 1, 5, 0]],
    ["a section with bytes left over", [...header, 1, 2, 0, 0]],
    ["a section out of order", [...header, 3, 1, 0, 1, 1, 0]],
    ["a section twice", [...header, 1, 1, 0, 1, 1, 0]],
    ["an unknown section", [...header, 14, 1, 0]],
    ["functions without code", [...header, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0]],
    ["code without functions", [...header, 10, 4, 1, 2, 0, 0x0b]],
    ["a body that does not end", [...header, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0x01]],
    ["a function of an unknown type", [...header, 3, 2, 1, 0]],
    ["an export that leads nowhere", [...header, 7, 5, 1, 1, 0x61, 0, 0]],
    ["a start function that does not exist", [...header, 8, 1, 0]],
    ["a count of four billion", [...header, 1, 5, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    ["a maximum below the minimum", [...header, 5, 4, 1, 1, 2, 1]],
    ["a mutability of two", [...header, 6, 6, 1, 0x7f, 2, 0x41, 0, 0x0b]],
  ];

  test.each(cases)("%s", (_, bytes) => {
    const error = expectCode("TC6001", () => decodeModule(Uint8Array.from(bytes)));
    expect(error.shortMessage).toMatch(/at byte \d+/);
  });

  const foreign: [string, number[]][] = [
    ["exception tags", [...header, 13, 1, 0]],
    ["struct types", [...header, 1, 3, 1, 0x5f, 0]],
    ["typed references", [...header, 1, 6, 1, 0x60, 1, 0x64, 0, 0]],
  ];

  test.each(foreign)("%s are not allowed", (_, bytes) => {
    expectCode("TC6004", () => decodeModule(Uint8Array.from(bytes)));
  });

  test("a sample is refused wherever it is cut off", () => {
    const bytes = sample().build();
    const boundaries = new Set(decodeModule(bytes).sections.map((section) => section.header));
    for (let length = 0; length < bytes.length; length++) {
      // A cut between sections may leave a smaller, complete module.
      if (boundaries.has(length)) continue;
      expectCode("TC6001", () => decodeModule(bytes.subarray(0, length)));
    }
  });
});
