import type { ByteReader } from "./byte-reader";
import { classFields, type ClassTypes } from "./class-types";
import { VALUE_NESTING_LEVELS_MAX } from "./encode";
import { TYPED_ARRAYS, type CountBytes, type TypeExpression } from "./type-expression";

/** Reads ABI bytes of a type as a JavaScript value; a RangeError means that the bytes are not of that type. */
export class ValueDecoder {
  private level = 0;

  constructor(
    private readonly reader: ByteReader,
    private readonly types: ClassTypes,
  ) {}

  decode(type: TypeExpression): unknown {
    if (++this.level > VALUE_NESTING_LEVELS_MAX) throw new RangeError("the value is nested too deeply");
    const value = this.decodeByKind(type);
    this.level--;
    return value;
  }

  private decodeByKind(type: TypeExpression): unknown {
    switch (type.kind) {
      case "void":
        return undefined;
      case "bool":
        return this.decodeFlag();
      case "integer":
        return this.reader.integer(type.bits / 8, type.signed);
      case "string":
        return this.reader.text();
      case "bytes":
        return this.reader.bytes(this.reader.unsigned32());
      case "fixedBytes":
        return this.reader.bytes(type.length);
      case "address":
        return `0x${Buffer.from(this.reader.bytes(32)).toString("hex")}`;
      case "nullable":
        return this.decodeFlag() ? this.decode(type.inner) : null;
      case "class":
        return this.decodeClass(type.name);
      case "map":
        return this.decodeMap(type);
      case "typedArray":
        return this.decodeTypedArray(type);
      case "set":
        return new Set(this.decodeList(type.element, 4));
      case "list":
        return this.decodeList(type.element, type.countBytes);
    }
  }

  private decodeFlag(): boolean {
    const flag = this.reader.unsigned8();
    if (flag > 1) throw new RangeError(`${flag} is neither true nor false`);
    return flag === 1;
  }

  private decodeClass(name: string): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    for (const field of classFields(this.types, name)) value[field.name] = this.decode(field.type);
    return value;
  }

  private decodeMap(type: TypeExpression & { kind: "map" }): Map<unknown, unknown> {
    const count = this.reader.count(leastBytes(type.key), type.countBytes);
    const map = new Map<unknown, unknown>();
    for (let i = 0; i < count; i++) {
      const key = this.decode(type.key);
      map.set(key, this.decode(type.value));
    }
    return map;
  }

  private decodeTypedArray(type: TypeExpression & { kind: "typedArray" }): unknown {
    const byteCount = type.element.bits / 8;
    const array = TYPED_ARRAYS[type.name].make(this.reader.count(byteCount));
    for (let i = 0; i < array.length; i++) array[i] = this.reader.integer(byteCount, type.element.signed);
    return array;
  }

  private decodeList(element: TypeExpression, countBytes: CountBytes): unknown[] {
    const count = this.reader.count(leastBytes(element), countBytes);
    const list: unknown[] = [];
    for (let i = 0; i < count; i++) list.push(this.decode(element));
    return list;
  }
}

/** A lower bound for the bytes of an element; a class may be empty, which still costs its host one list entry. */
function leastBytes(type: TypeExpression): number {
  return type.kind === "integer" ? type.bits / 8 : type.kind === "class" || type.kind === "void" ? 0 : 1;
}
