import type { ByteReader } from "./byte-reader";
import { malformed, notAllowed } from "./refusal";
import {
  valueTypeName,
  ValueType,
  type ConstantExpression,
  type Export,
  type ExternalKind,
  type FunctionType,
  type GlobalType,
  type Import,
  type Limits,
  type TableType,
} from "./types";

/** Decoders of the parts that sections are made of. */
export function readValueType(reader: ByteReader): ValueType {
  const offset = reader.offset;
  const code = reader.byte();
  if (valueTypeName(code) === undefined) notAllowed(`the value type 0x${code.toString(16)}`, offset);
  return code as ValueType;
}

export function readFunctionType(reader: ByteReader): FunctionType {
  const offset = reader.offset;
  const form = reader.byte();
  if (form !== 0x60) notAllowed(`a type of the form 0x${form.toString(16)}`, offset);
  const parameters = Array.from({ length: reader.count() }, () => readValueType(reader));
  const results = Array.from({ length: reader.count() }, () => readValueType(reader));
  return { parameters, results };
}

export function readLimits(reader: ByteReader): Limits {
  const offset = reader.offset;
  const flags = reader.byte();
  if (flags > 7) malformed(`limits have the unknown flags 0x${flags.toString(16)}`, offset);
  const is64 = (flags & 4) !== 0;
  const read = () => (is64 ? Number(BigInt.asUintN(64, reader.s64())) : reader.u32());
  const minimum = read();
  const maximum = (flags & 1) !== 0 ? read() : null;
  if (maximum !== null && maximum < minimum) malformed("a maximum is below its minimum", offset);
  return { minimum, maximum, shared: (flags & 2) !== 0, is64 };
}

export function readTableType(reader: ByteReader): TableType {
  const offset = reader.offset;
  const element = readValueType(reader);
  if (element !== ValueType.funcref && element !== ValueType.externref) malformed("a table of numbers", offset);
  return { element, limits: readLimits(reader) };
}

export function readGlobalType(reader: ByteReader): GlobalType {
  const type = readValueType(reader);
  const offset = reader.offset;
  const mutable = reader.byte();
  if (mutable > 1) malformed("a global's mutability is neither 0 nor 1", offset);
  return { type, mutable: mutable === 1 };
}

const kinds: readonly ExternalKind[] = ["function", "table", "memory", "global"];

function readKind(reader: ByteReader): ExternalKind {
  const offset = reader.offset;
  const code = reader.byte();
  if (code === 4) notAllowed("exception tags", offset);
  return kinds[code] ?? malformed(`an unknown kind ${code}`, offset);
}

export function readImport(reader: ByteReader): Import {
  const offset = reader.offset;
  const module = reader.name();
  const name = reader.name();
  const kind = readKind(reader);
  switch (kind) {
    case "function":
      return { module, name, offset, kind, type: reader.u32() };
    case "table":
      return { module, name, offset, kind, table: readTableType(reader) };
    case "memory":
      return { module, name, offset, kind, memory: readLimits(reader) };
    case "global":
      return { module, name, offset, kind, global: readGlobalType(reader) };
  }
}

export function readExport(reader: ByteReader): Export {
  return { name: reader.name(), kind: readKind(reader), index: reader.u32() };
}

/** Moves past the immediates of an instruction that may stand in an initialiser. */
function skipConstantOperand(reader: ByteReader, opcode: number, offset: number): void {
  if (opcode === 0x23) reader.u32();
  else if (opcode === 0x43) reader.take(4);
  else if (opcode === 0x44) reader.take(8);
  else if (![0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e].includes(opcode)) {
    notAllowed(`opcode 0x${opcode.toString(16)} in an initialiser`, offset);
  }
}

/** An initialiser up to and including its `end`; longer ones than one constant come back as `other`. */
export function readConstantExpression(reader: ByteReader): ConstantExpression {
  let found: ConstantExpression | null = null;
  for (;;) {
    const offset = reader.offset;
    const opcode = reader.byte();
    if (opcode === 0x0b) return found ?? malformed("an empty initialiser", offset);
    let value: ConstantExpression = { kind: "other" };
    if (opcode === 0x41) value = { kind: "i32", value: BigInt(reader.s32()) };
    else if (opcode === 0x42) value = { kind: "i64", value: reader.s64() };
    else if (opcode === 0xd0) {
      readValueType(reader);
      value = { kind: "null" };
    } else if (opcode === 0xd2) value = { kind: "function", index: reader.u32() };
    else skipConstantOperand(reader, opcode, offset);
    found = found === null ? value : { kind: "other" };
  }
}
