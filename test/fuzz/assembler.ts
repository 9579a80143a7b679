/** A small WebAssembly assembler for fuzzed programs: enough sections for a contract, nothing else. */

export type Bytes = readonly number[];

/** Unsigned LEB128. */
export function unsigned(value: number | bigint): number[] {
  let rest = BigInt(value);
  const out: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    out.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return out;
}

/** Signed LEB128. */
export function signed(value: number | bigint): number[] {
  let rest = BigInt(value);
  const out: number[] = [];
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    if ((rest === 0n && (low & 0x40) === 0) || (rest === -1n && (low & 0x40) !== 0)) return [...out, low];
    out.push(low | 0x80);
  }
}

export function vector(items: readonly Bytes[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

export function name(text: string): number[] {
  const bytes = [...Buffer.from(text, "utf8")];
  return [...unsigned(bytes.length), ...bytes];
}

export function section(id: number, content: Bytes): number[] {
  return [id, ...unsigned(content.length), ...content];
}

export const I32 = 0x7f;
export const I64 = 0x7e;

export interface FunctionType {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
}

function encodeType(type: FunctionType): number[] {
  return [0x60, ...vector(type.parameters.map((p) => [p])), ...vector(type.results.map((r) => [r]))];
}

/** Instructions of one body, counted while they are written: under `oip0002` every operator costs one unit. */
export class Code {
  readonly bytes: number[] = [];
  /** Operators written so far. */
  count = 0;

  emit(opcode: number, ...immediates: Bytes[]): this {
    this.bytes.push(opcode, ...immediates.flat());
    this.count++;
    return this;
  }
  i32(value: number): this {
    return this.emit(0x41, signed(value));
  }
  i64(value: bigint): this {
    return this.emit(0x42, signed(value));
  }
  get(local: number): this {
    return this.emit(0x20, unsigned(local));
  }
  set(local: number): this {
    return this.emit(0x21, unsigned(local));
  }
  call(index: number): this {
    return this.emit(0x10, unsigned(index));
  }
  load64(): this {
    return this.emit(0x29, [3], [0]);
  }
  store64(): this {
    return this.emit(0x37, [3], [0]);
  }
}

export interface FunctionBody {
  readonly type: FunctionType;
  readonly locals: readonly { readonly count: number; readonly type: number }[];
  readonly code: Bytes;
}

export interface ModuleParts {
  /** Types that must have the lowest indices, in order: `call_indirect` names them. */
  readonly types: readonly FunctionType[];
  readonly imports: readonly { readonly name: string; readonly type: FunctionType }[];
  readonly functions: readonly FunctionBody[];
  readonly pages: number;
  readonly globals: readonly { readonly type: number; readonly initial: bigint }[];
  readonly exports: readonly { readonly name: string; readonly index: number }[];
  /** Function indices in table slots 1, 2, …: slot 0 stays empty, as in AssemblyScript's output. */
  readonly table: readonly number[];
  readonly data: readonly { readonly offset: number; readonly bytes: Uint8Array }[];
  readonly custom: readonly { readonly name: string; readonly content: Uint8Array }[];
}

/** Assembles the binary. */
export function assemble(parts: ModuleParts): Uint8Array {
  const types: string[] = [];
  const typeIndex = (type: FunctionType): number => {
    const key = JSON.stringify(encodeType(type));
    if (!types.includes(key)) types.push(key);
    return types.indexOf(key);
  };
  for (const type of parts.types) typeIndex(type);
  const imports = parts.imports.map((i) => [...name("env"), ...name(i.name), 0, ...unsigned(typeIndex(i.type))]);
  const functions = parts.functions.map((f) => unsigned(typeIndex(f.type)));
  const bodies = parts.functions.map((f) => {
    const body = [...vector(f.locals.map((l) => [...unsigned(l.count), l.type])), ...f.code, 0x0b];
    return [...unsigned(body.length), ...body];
  });
  const tableSize = parts.table.length + 1;
  const globals = parts.globals.map((g) => [g.type, 1, g.type === I64 ? 0x42 : 0x41, ...signed(g.initial), 0x0b]);
  const exported = [...parts.exports.map((e) => [...name(e.name), 0, ...unsigned(e.index)]), [...name("memory"), 2, 0]];
  const data = parts.data.map((d) => [0, 0x41, ...signed(d.offset), 0x0b, ...unsigned(d.bytes.length), ...d.bytes]);
  const elements = [[0, 0x41, 1, 0x0b, ...vector(parts.table.map((f) => unsigned(f)))]];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types.map((t) => JSON.parse(t) as number[]))),
    ...section(2, vector(imports)),
    ...section(3, vector(functions)),
    ...section(4, vector([[0x70, 1, ...unsigned(tableSize), ...unsigned(tableSize)]])),
    ...section(5, vector([[0, ...unsigned(parts.pages)]])),
    ...section(6, vector(globals)),
    ...section(7, vector(exported)),
    ...(parts.table.length > 0 ? section(9, vector(elements)) : []),
    ...section(10, vector(bodies)),
    ...section(11, vector(data)),
    ...parts.custom.flatMap((c) => section(0, [...name(c.name), ...c.content])),
  ]);
}
