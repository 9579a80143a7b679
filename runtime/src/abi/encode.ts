import { types as kinds } from "node:util";
import type { ByteWriter } from "./byte-writer";
import { classFields, type ClassTypes } from "./class-types";
import { describeType, describeValue, highest, lowest, ValueMismatch } from "./mismatch";
import type { IntegerExpression, TypeExpression } from "./type-expression";

/** Values nested deeper than this are refused, which also ends on values that contain themselves. */
export const VALUE_NESTING_LEVELS_MAX = 64;

/** Writes one JavaScript value as the ABI bytes of a type, or throws {@link ValueMismatch}. */
export class ValueEncoder {
  private level = 0;

  constructor(
    private readonly writer: ByteWriter,
    private readonly types: ClassTypes,
  ) {}

  encode(type: TypeExpression, value: unknown, path: string): void {
    if (++this.level > VALUE_NESTING_LEVELS_MAX) {
      throw new ValueMismatch(
        path,
        `at most ${VALUE_NESTING_LEVELS_MAX} levels of nesting`,
        "a deeper or circular value",
      );
    }
    this.encodeByKind(type, value, path);
    this.level--;
  }

  private encodeByKind(type: TypeExpression, value: unknown, path: string): void {
    switch (type.kind) {
      case "void":
        return;
      case "bool":
        if (typeof value !== "boolean") return refuse(type, value, path);
        this.writer.integer(value ? 1 : 0, 1);
        return;
      case "integer":
        return this.encodeInteger(type, value, path);
      case "string":
        if (typeof value !== "string") return refuse(type, value, path);
        this.writer.text(value);
        return;
      case "bytes":
        return this.encodeBytes(type, value, path);
      case "fixedBytes":
        this.writer.bytes(exactBytes(value, type.length) ?? refuse(type, value, path));
        return;
      case "address":
        this.writer.bytes(addressBytes(value) ?? refuse(type, value, path));
        return;
      case "typedArray":
        return this.encodeTypedArray(type, value, path);
      case "nullable":
        return this.encodeNullable(type, value, path);
      case "class":
        return this.encodeClass(type, value, path);
      default:
        return this.encodeCollection(type, value, path);
    }
  }

  private encodeInteger(type: IntegerExpression, value: unknown, path: string): void {
    const integral = typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value));
    if (!integral || value < lowest(type) || value > highest(type)) return refuse(type, value, path);
    this.writer.integer(value, type.bits / 8);
  }

  private encodeBytes(type: TypeExpression, value: unknown, path: string): void {
    const bytes = kinds.isUint8Array(value) ? value : kinds.isAnyArrayBuffer(value) ? new Uint8Array(value) : undefined;
    if (bytes === undefined) return refuse(type, value, path);
    this.writer.integer(bytes.length, 4).bytes(bytes);
  }

  private encodeTypedArray(type: TypeExpression & { kind: "typedArray" }, value: unknown, path: string): void {
    const name = type.element.bits === 64 ? `Big${type.name}` : type.name;
    // By name, since a value may come from another realm (a jest environment).
    if (!kinds.isTypedArray(value) || value[Symbol.toStringTag] !== name) return refuse(type, value, path);
    this.writer.integer(value.length, 4);
    for (const element of value) this.writer.integer(element, type.element.bits / 8);
  }

  private encodeNullable(type: TypeExpression & { kind: "nullable" }, value: unknown, path: string): void {
    if (value === undefined) return refuse(type, value, path);
    this.writer.integer(value === null ? 0 : 1, 1);
    if (value !== null) this.encode(type.inner, value, path);
  }

  private encodeClass(type: TypeExpression & { kind: "class" }, value: unknown, path: string): void {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(type, value, path);
    const fields = classFields(this.types, type.name);
    const known = new Set(fields.map((field) => field.name));
    const extra = Object.keys(value).find((key) => !known.has(key));
    if (extra !== undefined) {
      throw new ValueMismatch(path, `${type.name} with the fields ${[...known].join(", ")}`, `a field "${extra}"`);
    }
    for (const field of fields) {
      this.encode(field.type, (value as Record<string, unknown>)[field.name], `${path}.${field.name}`);
    }
  }

  private encodeCollection(
    type: TypeExpression & { kind: "list" | "set" | "map" },
    value: unknown,
    path: string,
  ): void {
    if (type.kind === "map") {
      if (!kinds.isMap(value)) return refuse(type, value, path);
      if (value.size >= 256 ** type.countBytes) return refuse(type, value, path);
      this.writer.integer(value.size, type.countBytes);
      let index = 0;
      for (const [key, element] of value) {
        this.encode(type.key, key, `${path} key ${index}`);
        this.encode(type.value, element, `${path} value ${index++}`);
      }
      return;
    }
    const fits = type.kind === "set" ? kinds.isSet(value) : Array.isArray(value);
    if (!fits) return refuse(type, value, path);
    const elements: readonly unknown[] = type.kind === "set" ? [...(value as Set<unknown>)] : (value as unknown[]);
    const countBytes = type.kind === "list" ? type.countBytes : 4;
    if (elements.length >= 256 ** countBytes) return refuse(type, value, path);
    this.writer.integer(elements.length, countBytes);
    for (let i = 0; i < elements.length; i++) this.encode(type.element, elements[i], `${path}[${i}]`);
  }
}

/** The 32 bytes of an address given as text or bytes, or undefined. */
export function addressBytes(value: unknown): Uint8Array | undefined {
  return exactBytes(value, 32);
}

/** Bytes of exactly that many, given as bytes or as text, or undefined. */
function exactBytes(value: unknown, length: number): Uint8Array | undefined {
  if (kinds.isUint8Array(value) && value.length === length) return value;
  const isText = typeof value === "string" && value.length === 2 + 2 * length && /^0x[0-9a-fA-F]*$/.test(value);
  return isText ? Buffer.from(value.slice(2), "hex") : undefined;
}

/** Bytes in memory of their own: a small `Buffer` is part of a larger one, which would be sent to workers as a whole. */
export function bytesOfHex(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits, "hex"));
}

function refuse(type: TypeExpression, value: unknown, path: string): never {
  throw new ValueMismatch(path, describeType(type), describeValue(value));
}
