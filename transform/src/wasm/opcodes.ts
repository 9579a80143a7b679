/** What follows an opcode in the binary. */
export const Immediate = {
  none: 0,
  blockType: 1,
  /** One index: a label, function, local, global, table or segment. */
  index: 2,
  labels: 3,
  /** A type index and a table index. */
  indirect: 4,
  memory: 5,
  i32: 6,
  i64: 7,
  f32: 8,
  f64: 9,
  referenceType: 10,
  valueTypes: 11,
  twoIndices: 12,
} as const;

export type Immediate = (typeof Immediate)[keyof typeof Immediate];

/** How an instruction can trap on its own. */
export type TrapKind = "unreachable" | "division" | "memory" | "indirect-call" | "table" | "conversion";

/** What is known of an instruction. */
export interface OpcodeInfo {
  /** The name in the text format. */
  readonly name: string;
  readonly immediate: Immediate;
  /** Operand types as letters (`i` i32, `l` i64, `f` f32, `d` f64, `r` reference), or null where they depend on the immediate. */
  readonly parameters: string | null;
  readonly results: string | null;
  readonly isFloat: boolean;
  readonly trap: TrapKind | null;
}

/** Opcodes with the prefix byte 0xFC are numbered from here in this product. */
export const BULK_PREFIX = 0x100;

const table: (OpcodeInfo | undefined)[] = [];

function define(
  code: number,
  name: string,
  immediate: Immediate,
  parameters: string | null,
  results: string | null,
  trap: TrapKind | null = null,
): void {
  const isFloat = /^f(32|64)\.|_f(32|64)(_[su])?$/.test(name);
  table[code] = Object.freeze({ name, immediate, parameters, results, isFloat, trap });
}

/** Defines consecutive opcodes `prefix.name` of one shape. */
function defineRow(first: number, prefix: string, rowNames: string, parameters: string, results: string): void {
  rowNames.split(" ").forEach((name, position) => {
    const traps = /^(div|rem)_/.test(name) ? "division" : /^trunc_f/.test(name) ? "conversion" : null;
    define(first + position, `${prefix}.${name}`, Immediate.none, parameters, results, traps);
  });
}

function defineControl(): void {
  define(0x00, "unreachable", Immediate.none, "", "", "unreachable");
  define(0x01, "nop", Immediate.none, "", "");
  define(0x02, "block", Immediate.blockType, null, null);
  define(0x03, "loop", Immediate.blockType, null, null);
  define(0x04, "if", Immediate.blockType, null, null);
  define(0x05, "else", Immediate.none, null, null);
  define(0x0b, "end", Immediate.none, null, null);
  define(0x0c, "br", Immediate.index, null, null);
  define(0x0d, "br_if", Immediate.index, null, null);
  define(0x0e, "br_table", Immediate.labels, null, null);
  define(0x0f, "return", Immediate.none, null, null);
  define(0x10, "call", Immediate.index, null, null);
  define(0x11, "call_indirect", Immediate.indirect, null, null, "indirect-call");
  define(0x1a, "drop", Immediate.none, null, "");
  define(0x1b, "select", Immediate.none, null, null);
  define(0x1c, "select t", Immediate.valueTypes, null, null);
  define(0x20, "local.get", Immediate.index, "", null);
  define(0x21, "local.set", Immediate.index, null, "");
  define(0x22, "local.tee", Immediate.index, null, null);
  define(0x23, "global.get", Immediate.index, "", null);
  define(0x24, "global.set", Immediate.index, null, "");
  define(0x25, "table.get", Immediate.index, "i", "r", "table");
  define(0x26, "table.set", Immediate.index, "ir", "", "table");
  define(0xd0, "ref.null", Immediate.referenceType, "", "r");
  define(0xd1, "ref.is_null", Immediate.none, "r", "i");
  define(0xd2, "ref.func", Immediate.index, "", "r");
}

function defineMemory(): void {
  const loads: [string, string][] = [
    ["i32.load", "i"],
    ["i64.load", "l"],
    ["f32.load", "f"],
    ["f64.load", "d"],
  ];
  loads.forEach(([name, type], position) => define(0x28 + position, name, Immediate.memory, "i", type, "memory"));
  "i32.load8_s i32.load8_u i32.load16_s i32.load16_u"
    .split(" ")
    .forEach((name, position) => define(0x2c + position, name, Immediate.memory, "i", "i", "memory"));
  "i64.load8_s i64.load8_u i64.load16_s i64.load16_u i64.load32_s i64.load32_u"
    .split(" ")
    .forEach((name, position) => define(0x30 + position, name, Immediate.memory, "i", "l", "memory"));
  const stores: [string, string][] = [
    ["i32.store", "ii"],
    ["i64.store", "il"],
    ["f32.store", "if"],
    ["f64.store", "id"],
    ["i32.store8", "ii"],
    ["i32.store16", "ii"],
    ["i64.store8", "il"],
    ["i64.store16", "il"],
    ["i64.store32", "il"],
  ];
  stores.forEach(([name, types], position) => define(0x36 + position, name, Immediate.memory, types, "", "memory"));
  define(0x3f, "memory.size", Immediate.index, "", "i");
  define(0x40, "memory.grow", Immediate.index, "i", "i");
}

function defineNumeric(): void {
  define(0x41, "i32.const", Immediate.i32, "", "i");
  define(0x42, "i64.const", Immediate.i64, "", "l");
  define(0x43, "f32.const", Immediate.f32, "", "f");
  define(0x44, "f64.const", Immediate.f64, "", "d");
  const compare = "eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u";
  const floatCompare = "eq ne lt gt le ge";
  const integer = "add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u rotl rotr";
  const floatUnary = "abs neg ceil floor trunc nearest sqrt";
  const floatBinary = "add sub mul div min max copysign";
  defineRow(0x45, "i32", "eqz", "i", "i");
  defineRow(0x46, "i32", compare, "ii", "i");
  defineRow(0x50, "i64", "eqz", "l", "i");
  defineRow(0x51, "i64", compare, "ll", "i");
  defineRow(0x5b, "f32", floatCompare, "ff", "i");
  defineRow(0x61, "f64", floatCompare, "dd", "i");
  defineRow(0x67, "i32", "clz ctz popcnt", "i", "i");
  defineRow(0x6a, "i32", integer, "ii", "i");
  defineRow(0x79, "i64", "clz ctz popcnt", "l", "l");
  defineRow(0x7c, "i64", integer, "ll", "l");
  defineRow(0x8b, "f32", floatUnary, "f", "f");
  defineRow(0x92, "f32", floatBinary, "ff", "f");
  defineRow(0x99, "f64", floatUnary, "d", "d");
  defineRow(0xa0, "f64", floatBinary, "dd", "d");
  defineConversions();
  defineRow(0xc0, "i32", "extend8_s extend16_s", "i", "i");
  defineRow(0xc2, "i64", "extend8_s extend16_s extend32_s", "l", "l");
}

function defineConversions(): void {
  defineRow(0xa7, "i32", "wrap_i64", "l", "i");
  defineRow(0xa8, "i32", "trunc_f32_s trunc_f32_u", "f", "i");
  defineRow(0xaa, "i32", "trunc_f64_s trunc_f64_u", "d", "i");
  defineRow(0xac, "i64", "extend_i32_s extend_i32_u", "i", "l");
  defineRow(0xae, "i64", "trunc_f32_s trunc_f32_u", "f", "l");
  defineRow(0xb0, "i64", "trunc_f64_s trunc_f64_u", "d", "l");
  defineRow(0xb2, "f32", "convert_i32_s convert_i32_u", "i", "f");
  defineRow(0xb4, "f32", "convert_i64_s convert_i64_u", "l", "f");
  defineRow(0xb6, "f32", "demote_f64", "d", "f");
  defineRow(0xb7, "f64", "convert_i32_s convert_i32_u", "i", "d");
  defineRow(0xb9, "f64", "convert_i64_s convert_i64_u", "l", "d");
  defineRow(0xbb, "f64", "promote_f32", "f", "d");
  defineRow(0xbc, "i32", "reinterpret_f32", "f", "i");
  defineRow(0xbd, "i64", "reinterpret_f64", "d", "l");
  defineRow(0xbe, "f32", "reinterpret_i32", "i", "f");
  defineRow(0xbf, "f64", "reinterpret_i64", "l", "d");
}

function defineBulk(): void {
  const saturating: [string, string, string][] = [
    ["i32.trunc_sat_f32_s", "f", "i"],
    ["i32.trunc_sat_f32_u", "f", "i"],
    ["i32.trunc_sat_f64_s", "d", "i"],
    ["i32.trunc_sat_f64_u", "d", "i"],
    ["i64.trunc_sat_f32_s", "f", "l"],
    ["i64.trunc_sat_f32_u", "f", "l"],
    ["i64.trunc_sat_f64_s", "d", "l"],
    ["i64.trunc_sat_f64_u", "d", "l"],
  ];
  saturating.forEach(([name, from, to], position) => define(BULK_PREFIX + position, name, Immediate.none, from, to));
  define(BULK_PREFIX + 8, "memory.init", Immediate.twoIndices, "iii", "", "memory");
  define(BULK_PREFIX + 9, "data.drop", Immediate.index, "", "");
  define(BULK_PREFIX + 10, "memory.copy", Immediate.twoIndices, "iii", "", "memory");
  define(BULK_PREFIX + 11, "memory.fill", Immediate.index, "iii", "", "memory");
  define(BULK_PREFIX + 12, "table.init", Immediate.twoIndices, "iii", "", "table");
  define(BULK_PREFIX + 13, "elem.drop", Immediate.index, "", "");
  define(BULK_PREFIX + 14, "table.copy", Immediate.twoIndices, "iii", "", "table");
  define(BULK_PREFIX + 15, "table.grow", Immediate.index, "ri", "i");
  define(BULK_PREFIX + 16, "table.size", Immediate.index, "", "i");
  define(BULK_PREFIX + 17, "table.fill", Immediate.index, "iri", "", "table");
}

defineControl();
defineMemory();
defineNumeric();
defineBulk();

/** Every opcode this product can read; 0xFC opcodes are at `BULK_PREFIX + n`, holes are undefined. */
export const opcodes: readonly (OpcodeInfo | undefined)[] = Object.freeze(table);

/** The immediate of each opcode, or 255 for an opcode that cannot be read. */
export const immediates: Uint8Array = Uint8Array.from(
  { length: table.length },
  (_, code) => table[code]?.immediate ?? 255,
);

const codes = new Map<string, number>();
table.forEach((info, code) => info !== undefined && codes.set(info.name, code));

/**
 * The opcode of an instruction name such as `"i32.add"`; the name must exist.
 *
 * @example
 * ```ts
 * opcodes[opcodeOf("i32.add")]!.parameters; // "ii"
 * ```
 */
export function opcodeOf(name: string): number {
  const code = codes.get(name);
  if (code === undefined) throw new RangeError(`there is no instruction '${name}'`);
  return code;
}

const foreignFamilies: readonly (readonly [first: number, last: number, family: string])[] = [
  [0x06, 0x0a, "exception handling"],
  [0x12, 0x13, "tail calls"],
  [0x14, 0x15, "typed function references"],
  [0x18, 0x19, "exception handling"],
  [0x1f, 0x1f, "exception handling"],
  [0xd3, 0xd6, "typed references"],
  [0xfb, 0xfb, "garbage collection types"],
  [0xfd, 0xfd, "SIMD"],
  [0xfe, 0xfe, "atomics"],
];

/** What an opcode byte that cannot be read belongs to, for a message. */
export function describeForeignOpcode(code: number): string {
  const family = foreignFamilies.find(([first, last]) => code >= first && code <= last);
  const hexadecimal = `0x${code.toString(16).padStart(2, "0")}`;
  return family === undefined ? `the unknown opcode ${hexadecimal}` : `${family[2]} (opcode ${hexadecimal})`;
}
