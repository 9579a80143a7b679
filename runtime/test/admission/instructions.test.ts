import { opcodeOf, opcodes } from "@threaded-contract/transform";
import { admit } from "../../src/meter/admit";
import { allowedInstructions } from "../../src/meter/allowed-instructions";
import { oip0002 } from "../../src/gas/oip0002";
import { expectCode } from "../../../test/support/expect-code";
import { plainContract, withManifest } from "../../../test/support/wasm/contracts";
import type { ModuleBuilder } from "../../../test/support/wasm/module-builder";

const admitBuilt = (builder: ModuleBuilder) => admit(withManifest(builder), oip0002);

/** A module with everything that an instruction may refer to. */
function roomy(code: string): ModuleBuilder {
  const builder = plainContract({ code: `${code} i32.const 0` });
  builder.table(4, 4).rawElements([3, 0, 1, 0]).dataCount(0);
  return builder;
}

describe("TC6004: instructions", () => {
  const refused: [string, string][] = [
    ["floats", "f64.const 1 drop"],
    ["float conversions", "f32.const 1 i32.trunc_f32_s drop"],
    ["saturating conversions", "f32.const 1 i32.trunc_sat_f32_s drop"],
    ["reinterpretation", "i32.const 1 f32.reinterpret_i32 drop"],
    ["floats in dead code", "block void br 0 f64.const 1 drop end"],
    ["float loads", "i32.const 0 f64.load 3 0 drop"],
    ["table.set", "i32.const 0 ref.null funcref table.set 0"],
    ["table.grow", "ref.null funcref i32.const 0 table.grow 0 drop"],
    ["table.fill", "i32.const 0 ref.null funcref i32.const 0 table.fill 0"],
    ["table.copy", "i32.const 0 i32.const 0 i32.const 0 table.copy 0 0"],
    ["table.init", "i32.const 0 i32.const 0 i32.const 0 table.init 0 0"],
    ["elem.drop", "elem.drop 0"],
    ["memory.init", "i32.const 0 i32.const 0 i32.const 0 memory.init 0 0"],
    ["data.drop", "data.drop 0"],
    ["SIMD", "0xfd 0x0c"],
    ["atomics", "0xfe 0x03"],
    ["garbage collection", "0xfb 0x00"],
    ["tail calls", "0x12 0x00"],
    ["indirect tail calls", "0x13 0x00 0x00"],
    ["exceptions: try", "0x06 0x40"],
    ["exceptions: catch_all", "0x19"],
    ["exceptions: throw", "0x08 0x00"],
    ["exceptions: try_table", "0x1f 0x40 0x00"],
    ["calls of references", "0x14 0x00"],
    ["an opcode nobody knows", "0xff"],
    ["a bulk opcode nobody knows", "0xfc 0x12"],
  ];

  test.each(refused)("%s", (_, code) => {
    expectCode("TC6004", () => admitBuilt(roomy(code)));
  });

  const accepted: [string, string][] = [
    ["integers", "i32.const 7 i32.const 3 i32.div_s i32.popcnt drop i64.const 1 i64.const 2 i64.rotl drop"],
    ["sign extension", "i32.const 200 i32.extend8_s drop"],
    [
      "bulk memory",
      "i32.const 0 i32.const 1 i32.const 2 memory.copy 0 0 i32.const 0 i32.const 1 i32.const 2 memory.fill 0",
    ],
    [
      "harmless references",
      "ref.null funcref ref.is_null drop ref.func 0 drop i32.const 0 table.get 0 drop table.size 0 drop",
    ],
    ["typed select", "i32.const 1 i32.const 2 i32.const 3 select-t i32 drop"],
    ["blocks of several values", "i32.const 1 i32.const 2 block #1 i32.add end drop"],
  ];

  test.each(accepted)("%s are allowed", (_, code) => {
    const builder = roomy(code);
    builder.type({ parameters: "i32 i32", results: "i32" });
    expect(admitBuilt(builder).exports.execute).toBe(true);
  });

  test("nothing with floats is on the list, and nothing unknown", () => {
    opcodes.forEach((info, code) => {
      if (info === undefined || info.isFloat) expect(allowedInstructions[code]).toBe(0);
    });
    expect(allowedInstructions[opcodeOf("i64.extend32_s")]).toBe(1);
  });
});

describe("TC6004: types, globals and segments", () => {
  const refused: [string, (builder: ModuleBuilder) => unknown][] = [
    ["a float parameter", (builder) => builder.function({ parameters: "f64", code: "" })],
    ["a float result", (builder) => builder.function({ results: "f32", code: "unreachable" })],
    ["a float local", (builder) => builder.function({ locals: "1 f64", code: "" })],
    ["a vector local", (builder) => builder.function({ locals: "1 v128", code: "" })],
    ["an external reference", (builder) => builder.function({ parameters: "externref", code: "" })],
    ["a float global", (builder) => builder.global("f64", false, "f64.const 0")],
    ["a mutable reference", (builder) => builder.global("funcref", true, "ref.null funcref")],
    ["an initial value from another global", (builder) => builder.global("i32", false, "global.get 0")],
    ["a computed initial value", (builder) => builder.global("i32", false, "i32.const 1 i32.const 2 i32.add")],
    ["a table of external references", (builder) => builder.table(1, 1, "externref")],
    ["an imported global", (builder) => builder.rawImport("env", "g", [3, 0x7f, 0])],
    ["an imported table", (builder) => builder.rawImport("env", "t", [1, 0x70, 0, 1])],
    ["a passive data segment", (builder) => builder.rawData([1, 1, 0])],
    ["a data segment at a computed place", (builder) => builder.rawData([0, 0x23, 0, 0x0b, 0])],
    ["an element segment at a computed place", (builder) => builder.table(1).rawElements([0, 0x23, 0, 0x0b, 0])],
    ["a computed table entry", (builder) => builder.table(1).rawElements([4, 0x41, 0, 0x0b, 1, 0x23, 0, 0x0b])],
  ];

  test.each(refused)("%s", (_, change) => {
    const builder = plainContract();
    builder.global("i32", false, "i32.const 0");
    change(builder);
    expectCode("TC6004", () => admitBuilt(builder));
  });
});
