import type { ByteReader } from "./byte-reader";
import { malformed } from "./refusal";
import { readConstantExpression, readValueType } from "./sections";
import { ValueType, type ConstantExpression, type DataSegment, type ElementSegment } from "./types";

function elementFunction(expression: ConstantExpression): number {
  if (expression.kind === "function") return expression.index;
  return expression.kind === "null" ? -1 : -2;
}

/** An element segment in any of its eight forms. */
export function readElementSegment(reader: ByteReader): ElementSegment {
  const offset = reader.offset;
  const flags = reader.u32();
  if (flags > 7) malformed(`an element segment has the unknown flags ${flags}`, offset);
  const isActive = (flags & 1) === 0;
  const hasTable = isActive && (flags & 2) !== 0;
  const usesExpressions = (flags & 4) !== 0;
  const table = hasTable ? reader.u32() : 0;
  const position = isActive ? readConstantExpression(reader) : null;
  if ((flags & 3) !== 0) {
    const kindOffset = reader.offset;
    if (usesExpressions) readValueType(reader);
    else if (reader.byte() !== 0) malformed("an unknown element kind", kindOffset);
  }
  const functions = Array.from({ length: reader.count() }, () =>
    usesExpressions ? elementFunction(readConstantExpression(reader)) : reader.u32(),
  );
  const mode = isActive ? "active" : (flags & 2) !== 0 ? "declarative" : "passive";
  return { mode, table, position, functions, offset };
}

/** A data segment in any of its three forms. */
export function readDataSegment(reader: ByteReader): DataSegment {
  const offset = reader.offset;
  const flags = reader.u32();
  if (flags > 2) malformed(`a data segment has the unknown flags ${flags}`, offset);
  const memory = flags === 2 ? reader.u32() : 0;
  const position = flags === 1 ? null : readConstantExpression(reader);
  const length = reader.u32();
  const start = reader.offset;
  reader.take(length);
  return { mode: flags === 1 ? "passive" : "active", memory, position, start, end: reader.offset };
}

/** Whether a value type is a reference. */
export function isReferenceType(type: ValueType): boolean {
  return type === ValueType.funcref || type === ValueType.externref;
}
