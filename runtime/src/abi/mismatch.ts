import { inspect } from "node:util";
import type { TypeExpression } from "./type-expression";

/** A JavaScript value that is not of the type the ABI asks for; `path` says where inside the argument. */
export class ValueMismatch extends Error {
  constructor(
    readonly path: string,
    readonly expected: string,
    readonly got: string,
  ) {
    super(`"${path}": expected ${expected}, got ${got}`);
  }
}

const GOT_CHARACTERS_MAX = 80;

/** A short text for a refused value. */
export function describeValue(value: unknown): string {
  const text = inspect(value, { depth: 1, breakLength: Infinity, maxArrayLength: 3, maxStringLength: 40 });
  const kind = value === null || value === undefined ? "" : `${typeof value} `;
  return kind + (text.length > GOT_CHARACTERS_MAX ? `${text.slice(0, GOT_CHARACTERS_MAX)}…` : text);
}

/** What a caller should pass for a type. */
export function describeType(type: TypeExpression): string {
  switch (type.kind) {
    case "integer":
      return `${type.name} (${type.bits <= 32 ? "a number" : "a bigint"} from ${lowest(type)} to ${highest(type)})`;
    case "bool":
      return "bool (true or false)";
    case "bytes":
      return `${type.name} (a Uint8Array)`;
    case "fixedBytes":
      return `${type.length} bytes (a Uint8Array, or 0x and ${type.length * 2} hexadecimal digits)`;
    case "address":
      return "Address (0x and 64 hexadecimal digits, or 32 bytes)";
    case "typedArray":
      return `${type.name} (a ${type.element.bits === 64 ? `Big${type.name}` : type.name})`;
    case "list":
      return `${type.name} (an array)`;
    case "set":
      return `${type.name} (a Set)`;
    case "map":
      return `${type.name} (a Map)`;
    case "class":
      return `${type.name} (a plain object)`;
    case "nullable":
      return `${describeType(type.inner)} or null`;
    default:
      return type.name;
  }
}

/** Smallest value of an integer type. */
export function lowest(type: { bits: number; signed: boolean }): bigint {
  return type.signed ? -(1n << BigInt(type.bits - 1)) : 0n;
}

/** Largest value of an integer type. */
export function highest(type: { bits: number; signed: boolean }): bigint {
  return (1n << BigInt(type.signed ? type.bits - 1 : type.bits)) - 1n;
}
