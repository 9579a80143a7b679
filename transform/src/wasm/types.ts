/** The value types of the binary format, by their code. */
export const ValueType = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
  funcref: 0x70,
  externref: 0x6f,
} as const;

export type ValueType = (typeof ValueType)[keyof typeof ValueType];

const names = new Map<number, keyof typeof ValueType>(
  Object.entries(ValueType).map(([name, code]) => [code, name as keyof typeof ValueType]),
);

/**
 * The name of a value type, such as `"i32"`, or `undefined` for a code this format does not have.
 *
 * @example
 * ```ts
 * valueTypeName(0x7f); // "i32"
 * ```
 */
export function valueTypeName(code: number): keyof typeof ValueType | undefined {
  return names.get(code);
}

/** Parameters and results of a function. */
export interface FunctionType {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

/**
 * A type as text, such as `"(i32, i32) -> i64"`; equal types have equal texts.
 *
 * @example
 * ```ts
 * formatFunctionType({ parameters: [ValueType.i32], results: [ValueType.i64] }); // "(i32) -> i64"
 * ```
 */
export function formatFunctionType(type: FunctionType): string {
  const list = (types: readonly ValueType[]) => types.map((code) => names.get(code)).join(", ");
  return `(${list(type.parameters)}) -> ${type.results.length === 1 ? list(type.results) : `(${list(type.results)})`}`;
}

export interface Limits {
  readonly minimum: number;
  readonly maximum: number | null;
  readonly shared: boolean;
  readonly is64: boolean;
}

export interface TableType {
  readonly element: ValueType;
  readonly limits: Limits;
}

export interface GlobalType {
  readonly type: ValueType;
  readonly mutable: boolean;
}

export type ExternalKind = "function" | "table" | "memory" | "global";

export type Import = { readonly module: string; readonly name: string; readonly offset: number } & (
  | { readonly kind: "function"; readonly type: number }
  | { readonly kind: "table"; readonly table: TableType }
  | { readonly kind: "memory"; readonly memory: Limits }
  | { readonly kind: "global"; readonly global: GlobalType }
);

export interface Export {
  readonly name: string;
  readonly kind: ExternalKind;
  readonly index: number;
}

/** An initialiser; anything but one constant instruction is `other`. */
export type ConstantExpression =
  | { readonly kind: "i32" | "i64"; readonly value: bigint }
  | { readonly kind: "null" }
  | { readonly kind: "function"; readonly index: number }
  | { readonly kind: "other" };

export interface Global extends GlobalType {
  readonly initial: ConstantExpression;
  /** Where it is declared in the file, or -1 for an imported one. */
  readonly offset: number;
}

export interface ElementSegment {
  readonly mode: "active" | "passive" | "declarative";
  readonly table: number;
  /** Where in the table it starts; only active segments have one. */
  readonly position: ConstantExpression | null;
  /** Function indices; -1 for a null reference and -2 for an initialiser that is not a constant. */
  readonly functions: readonly number[];
  readonly offset: number;
}

export interface DataSegment {
  readonly mode: "active" | "passive";
  readonly memory: number;
  readonly position: ConstantExpression | null;
  readonly start: number;
  readonly end: number;
}

export interface LocalGroup {
  readonly count: number;
  readonly type: ValueType;
}

/** One function's code; all places are byte offsets in the file. */
export interface FunctionBody {
  /** The function's index, imports counted. */
  readonly index: number;
  readonly type: FunctionType;
  /** The first byte after the size field, where the local declarations start. */
  readonly start: number;
  /** The first instruction. */
  readonly codeStart: number;
  /** One past the final `end`. */
  readonly end: number;
  readonly locals: readonly LocalGroup[];
  /** Declared locals without the parameters. */
  readonly localCount: number;
}

export interface SectionSpan {
  readonly id: number;
  /** Where its id byte is. */
  readonly header: number;
  /** The first byte of its content. */
  readonly start: number;
  readonly end: number;
}

export interface CustomSection {
  readonly name: string;
  readonly content: Uint8Array;
}

/** A decoded module; indices count imports first, as in the binary. */
export interface WasmModule {
  readonly bytes: Uint8Array;
  readonly types: readonly FunctionType[];
  readonly imports: readonly Import[];
  /** The type index of each function. */
  readonly functions: readonly number[];
  readonly importedFunctionCount: number;
  readonly tables: readonly TableType[];
  readonly memories: readonly Limits[];
  readonly globals: readonly Global[];
  readonly exports: readonly Export[];
  readonly start: number | null;
  readonly elements: readonly ElementSegment[];
  readonly dataCount: number | null;
  readonly bodies: readonly FunctionBody[];
  readonly data: readonly DataSegment[];
  readonly customSections: readonly CustomSection[];
  readonly sections: readonly SectionSpan[];
}
