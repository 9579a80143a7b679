import { ByteReader } from "../../src/abi/byte-reader";
import { ByteWriter } from "../../src/abi/byte-writer";
import type { ClassTypes } from "../../src/abi/class-types";
import { ValueDecoder } from "../../src/abi/decode";
import { ValueEncoder, VALUE_NESTING_LEVELS_MAX } from "../../src/abi/encode";
import { ValueMismatch } from "../../src/abi/mismatch";
import { parseType } from "../../src/abi/type-expression";

const types: ClassTypes = {
  Base: { base: null, fields: [{ name: "id", type: "u32" }] },
  Point: { base: "Base", fields: [{ name: "x", type: "i16" }, { name: "name", type: "string | null" }] }, // prettier-ignore
  Node: { base: null, fields: [{ name: "next", type: "Node | null" }] },
  Empty: { base: null, fields: [] },
  Circular: { base: "Circular", fields: [] },
};

function encode(type: string, value: unknown): Uint8Array {
  const writer = new ByteWriter();
  new ValueEncoder(writer, types).encode(parseType(type), value, "value");
  return writer.finish();
}

function decode(type: string, bytes: Uint8Array): unknown {
  const reader = new ByteReader(bytes);
  const value = new ValueDecoder(reader, types).decode(parseType(type));
  expect(reader.remaining).toBe(0);
  return value;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("ABI bytes", () => {
  test.each<[string, unknown, string]>([
    ["bool", true, "01"],
    ["bool", false, "00"],
    ["u8", 255, "ff"],
    ["i8", -128, "80"],
    ["u16", 0x1234, "1234"],
    ["i16", -2, "fffe"],
    ["u32", 4294967295, "ffffffff"],
    ["i32", -2147483648, "80000000"],
    ["usize", 1, "00000001"],
    ["u64", 0x0102030405060708n, "0102030405060708"],
    ["i64", -1n, "ffffffffffffffff"],
    ["u128", 1n << 127n, "80000000000000000000000000000000"],
    ["u256", 5n, "05".padStart(64, "0")],
    ["string", "héé", "0000000568c3a9c3a9"],
    ["string", "", "00000000"],
    ["Uint8Array", Uint8Array.of(1, 2), "000000020102"],
    ["ArrayBuffer", Uint8Array.of(9), "0000000109"],
    ["StaticArray<u8>", Uint8Array.of(9), "0000000109"],
    ["Uint16Array", Uint16Array.of(1, 2), "0000000200010002"],
    ["Int64Array", BigInt64Array.of(-1n), "00000001ffffffffffffffff"],
    ["Array<u8>", [1, 2], "000000020102"],
    ["u16[]", [1], "000000010001"],
    ["StaticArray<bool>", [true], "0000000101"],
    ["Set<u8>", new Set([3, 1]), "000000020301"],
    ["Map<string,u8>", new Map([["a", 7]]), "00000001000000016107"],
    ["string | null", null, "00"],
    ["string | null", "a", "010000000161"],
    ["Point", { id: 1, x: -1, name: null }, "00000001ffff00"],
    ["Array<Point|null>", [null, { id: 2, x: 0, name: "" }], "0000000200010000000200000100000000"],
    ["Array<Empty>", [{}, {}], "00000002"],
    ["Node", { next: { next: null } }, "0100"],
  ])("of %s %p are %s, and back", (type, value, expected) => {
    const bytes = encode(type, value);
    expect(hex(bytes)).toBe(expected);
    expect(decode(type, bytes)).toEqual(value);
  });

  test("take safe integers for 64 bits and more, and addresses in two forms", () => {
    expect(hex(encode("u64", 5))).toBe("0000000000000005");
    expect(hex(encode("i128", -1))).toBe("f".repeat(32));
    const address = `0x${"ab".repeat(32)}`;
    expect(decode("Address", encode("Address", address))).toBe(address);
    expect(decode("Address", encode("Address", Buffer.from("ab".repeat(32), "hex")))).toBe(address);
  });

  test.each<[string, unknown, string]>([
    ["u8", 256, "value"],
    ["u8", -1, "value"],
    ["u8", 1.5, "value"],
    ["u8", "1", "value"],
    ["u8", undefined, "value"],
    ["u64", 2 ** 53, "value"],
    ["u64", 1n << 64n, "value"],
    ["i256", 1n << 255n, "value"],
    ["bool", 1, "value"],
    ["string", null, "value"],
    ["Uint8Array", [1], "value"],
    ["Uint16Array", new Int16Array(1), "value"],
    ["Array<u8>", new Set([1]), "value"],
    ["Array<u8>", [1, 300], "value[1]"],
    ["Map<string,u8>", new Map([["a", "b"]]), "value value 0"],
    ["Map<string,u8>", {}, "value"],
    ["Point", { id: 1, x: "", name: null }, "value.x"],
    ["Point", { id: 1, x: 0 }, "value.name"],
    ["Point", { id: 1, x: 0, name: null, y: 0 }, "value"],
    ["Point", null, "value"],
    ["Address", "0x12", "value"],
  ])("refuse for %s the value %p at %s", (type, value, path) => {
    expect.assertions(2);
    try {
      encode(type, value);
    } catch (error) {
      expect(error).toBeInstanceOf(ValueMismatch);
      expect((error as ValueMismatch).path).toBe(path);
    }
  });

  test("refuse a circular value instead of overflowing the stack", () => {
    const node: { next: unknown } = { next: null };
    node.next = node;
    expect(() => encode("Node", node)).toThrow(ValueMismatch);
    expect(VALUE_NESTING_LEVELS_MAX).toBe(64);
  });

  test.each<[string, string]>([
    ["u32", "0000"],
    ["bool", "02"],
    ["string", "00000005aa"],
    ["Array<u32>", "ffffffff00000000"],
    ["Array<Empty>", "ffffffff"],
    ["Map<u8,u8>", "ffffffff"],
    ["Missing", "00"],
    ["Circular", "00"],
  ])("of %s that are %s are refused when read", (type, bytes) => {
    expect(() => decode(type, Buffer.from(bytes, "hex"))).toThrow(RangeError);
  });

  test.each(["", "Array<", "Array<u8", "u8>", "Map<u8>", "1x", "u8 |", "Array<u8>>"])("refuse the type %p", (type) => {
    expect(() => parseType(type)).toThrow(RangeError);
  });
});
