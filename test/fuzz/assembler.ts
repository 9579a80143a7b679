/** A small WebAssembly assembler for fuzzed programs: enough sections for a contract, nothing else. */

export type Bytes = readonly number[] | Uint8Array;

/** Unsigned LEB128. */
export function unsigned(value: number): number[] {
  const out: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...out, rest];
    out.push((rest % 128) | 0x80);
  }
}

/** Signed LEB128. */
export function signed(value: number | bigint): number[] {
  // Most numbers are small, and those of 64 bits slow.
  let rest: bigint | number = typeof value === "bigint" && -64n <= value && value < 64n ? Number(value) : value;
  const out: number[] = [];
  if (typeof rest === "number") {
    for (; rest < -64 || rest > 63; rest >>= 7) out.push((rest & 0x7f) | 0x80);
    return [...out, rest & 0x7f];
  }
  for (; rest < -64n || rest > 63n; rest >>= 7n) out.push(Number(rest & 0x7fn) | 0x80);
  return [...out, Number(rest & 0x7fn)];
}

function join(...parts: readonly Bytes[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function vector(items: readonly Bytes[]): Uint8Array {
  return join(unsigned(items.length), ...items);
}

function name(text: string): Uint8Array {
  const bytes = Buffer.from(text, "utf8");
  return join(unsigned(bytes.length), bytes);
}

function section(id: number, content: Bytes): Uint8Array {
  return join([id], unsigned(content.length), content);
}

export const I32 = 0x7f;
export const I64 = 0x7e;

export interface FunctionType {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
}

function encodeType({ parameters, results }: FunctionType): number[] {
  return [0x60, parameters.length, ...parameters, results.length, ...results];
}

/** Instructions of one body, counted while they are written: under `oip0002` every operator costs one unit. */
export class Code {
  readonly bytes: number[] = [];
  /** Operators written so far. */
  count = 0;

  emit(opcode: number, ...immediates: Bytes[]): this {
    this.bytes.push(opcode);
    for (const immediate of immediates) this.bytes.push(...immediate);
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

/** Numbers of function types, each of which is written once. */
class Types {
  private readonly indices = new Map<string, number>();
  readonly encoded: number[][] = [];

  index(type: FunctionType): number {
    const encoded = encodeType(type);
    const key = encoded.join();
    const known = this.indices.get(key);
    if (known !== undefined) return known;
    this.indices.set(key, this.encoded.length);
    return this.encoded.push(encoded) - 1;
  }
}

/** Assembles the binary. */
export function assemble(parts: ModuleParts): Uint8Array {
  const types = new Types();
  for (const type of parts.types) types.index(type);
  const imports = parts.imports.map((i) => join(name("env"), name(i.name), [0], unsigned(types.index(i.type))));
  const functions = parts.functions.map((f) => unsigned(types.index(f.type)));
  const bodies = parts.functions.map(({ locals, code }) => {
    const declared = vector(locals.map(({ count, type }) => [...unsigned(count), type]));
    return join(unsigned(declared.length + code.length + 1), declared, code, [0x0b]);
  });
  const size = unsigned(parts.table.length + 1);
  const globals = parts.globals.map((g) => [g.type, 1, g.type === I64 ? 0x42 : 0x41, ...signed(g.initial), 0x0b]);
  const exported = parts.exports.map((e) => join(name(e.name), [0], unsigned(e.index)));
  const data = parts.data.map((d) => join([0, 0x41], signed(d.offset), [0x0b], unsigned(d.bytes.length), d.bytes));
  const elements = [join([0, 0x41, 1, 0x0b], vector(parts.table.map((index) => unsigned(index))))];
  return join(
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, vector(types.encoded)),
    section(2, vector(imports)),
    section(3, vector(functions)),
    section(4, vector([[0x70, 1, ...size, ...size]])),
    section(5, vector([[0, ...unsigned(parts.pages)]])),
    section(6, vector(globals)),
    section(7, vector([...exported, join(name("memory"), [2, 0])])),
    ...(parts.table.length > 0 ? [section(9, vector(elements))] : []),
    section(10, vector(bodies)),
    section(11, vector(data)),
    ...parts.custom.map((custom) => section(0, join(name(custom.name), custom.content))),
  );
}
