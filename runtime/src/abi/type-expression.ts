/** A type as it stands in a manifest (`Array<u32>`, `Point | null`), parsed into the shapes that the ABI bytes know. */
export type TypeExpression =
  | { readonly kind: "void" | "bool" | "string" | "bytes" | "address"; readonly name: string }
  | { readonly kind: "integer"; readonly name: string; readonly bits: number; readonly signed: boolean }
  | { readonly kind: "typedArray"; readonly name: TypedArrayName; readonly element: IntegerExpression }
  | { readonly kind: "fixedBytes"; readonly name: string; readonly length: number }
  | { readonly kind: "list"; readonly name: string; readonly element: TypeExpression; readonly countBytes: CountBytes }
  | { readonly kind: "set"; readonly name: string; readonly element: TypeExpression }
  | {
      readonly kind: "map";
      readonly name: string;
      readonly key: TypeExpression;
      readonly value: TypeExpression;
      readonly countBytes: CountBytes;
    }
  | { readonly kind: "nullable"; readonly name: string; readonly inner: TypeExpression }
  | { readonly kind: "class"; readonly name: string };

/** Bytes of the count in front of a collection: 4 in the SDK's format, 2 in that of OP_NET's runtime. */
export type CountBytes = 2 | 4;

export type IntegerExpression = Extract<TypeExpression, { kind: "integer" }>;

/** JavaScript's typed array for each AssemblyScript typed array that is not plain bytes, with its element type. */
export const TYPED_ARRAYS = {
  Int8Array: { element: "i8", make: (length: number) => new Int8Array(length) },
  Uint8ClampedArray: { element: "u8", make: (length: number) => new Uint8ClampedArray(length) },
  Int16Array: { element: "i16", make: (length: number) => new Int16Array(length) },
  Uint16Array: { element: "u16", make: (length: number) => new Uint16Array(length) },
  Int32Array: { element: "i32", make: (length: number) => new Int32Array(length) },
  Uint32Array: { element: "u32", make: (length: number) => new Uint32Array(length) },
  Int64Array: { element: "i64", make: (length: number) => new BigInt64Array(length) },
  Uint64Array: { element: "u64", make: (length: number) => new BigUint64Array(length) },
} as const;

export type TypedArrayName = keyof typeof TYPED_ARRAYS;

const INTEGER_BITS: Readonly<Record<string, number>> = {
  i8: 8, i16: 16, i32: 32, i64: 64, i128: 128, i256: 256, isize: 32,
  u8: 8, u16: 16, u32: 32, u64: 64, u128: 128, u256: 256, usize: 32,
}; // prettier-ignore

const BYTES_NAMES: ReadonlySet<string> = new Set(["ArrayBuffer", "Uint8Array", "StaticArray<u8>"]);

/** Types that only OP_NET's wire format has; no AssemblyScript class can have such a name. */
const OPNET_PREFIX = "opnet.";

const parsed = new Map<string, TypeExpression>();

/**
 * Parses one type of a manifest; a name that is not a built-in is a class, looked up in the manifest's `types` when it is used.
 *
 * @param text - the type as the manifest spells it, spaces allowed
 * @throws RangeError when the text is not a type (a corrupt manifest)
 * @example parseType("Map<string, u32> | null").kind === "nullable"
 */
export function parseType(text: string): TypeExpression {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const expression = new TypeParser(text).parseAll();
  parsed.set(text, expression);
  return expression;
}

/** The integer type of that name, or undefined. */
export function integerType(name: string): IntegerExpression | undefined {
  const bits = INTEGER_BITS[name];
  return bits === undefined ? undefined : { kind: "integer", name, bits, signed: name.startsWith("i") };
}

class TypeParser {
  private position = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text.replace(/\s+/g, "");
  }

  parseAll(): TypeExpression {
    const expression = this.parseUnion();
    if (this.position !== this.text.length) this.refuse();
    return expression;
  }

  private parseUnion(): TypeExpression {
    const inner = this.parseName();
    if (!this.text.startsWith("|null", this.position)) return inner;
    this.position += "|null".length;
    return { kind: "nullable", name: `${inner.name} | null`, inner };
  }

  private parseName(): TypeExpression {
    const name = /^[A-Za-z_$][\w$./~]*/.exec(this.text.slice(this.position))?.[0];
    if (name === undefined) return this.refuse();
    this.position += name.length;
    const parameters = this.text[this.position] === "<" ? this.parseParameters() : [];
    const brackets = this.parseBrackets();
    return wrapInArrays(build(name, parameters) ?? this.refuse(), brackets);
  }

  private parseParameters(): TypeExpression[] {
    const parameters: TypeExpression[] = [];
    do {
      this.position++;
      parameters.push(this.parseUnion());
    } while (this.text[this.position] === ",");
    if (this.text[this.position] !== ">") this.refuse();
    this.position++;
    return parameters;
  }

  private parseBrackets(): number {
    let brackets = 0;
    while (this.text.startsWith("[]", this.position)) {
      this.position += 2;
      brackets++;
    }
    return brackets;
  }

  private refuse(): never {
    throw new RangeError(`"${this.text}" is not a type: unexpected text at character ${this.position}`);
  }
}

function wrapInArrays(element: TypeExpression, brackets: number): TypeExpression {
  let expression = element;
  for (let i = 0; i < brackets; i++) {
    expression = { kind: "list", name: `Array<${expression.name}>`, element: expression, countBytes: 4 };
  }
  return expression;
}

function build(name: string, parameters: readonly TypeExpression[]): TypeExpression | undefined {
  const full = parameters.length === 0 ? name : `${name}<${parameters.map((parameter) => parameter.name).join(",")}>`;
  const [first, second] = parameters;
  if (BYTES_NAMES.has(full)) return { kind: "bytes", name: full };
  if (first !== undefined) {
    const countBytes = name.startsWith(OPNET_PREFIX) ? 2 : 4;
    if (name === "Map" || name === "opnet.Map") {
      return second && { kind: "map", name: full, key: first, value: second, countBytes };
    }
    if (name === "Set") return { kind: "set", name: full, element: first };
    if (name === "Array" || name === "StaticArray" || name === "opnet.List") {
      return { kind: "list", name: full, element: first, countBytes };
    }
    return { kind: "class", name: full };
  }
  if (name === "void" || name === "bool" || name === "string") return { kind: name, name };
  if (name === "boolean") return { kind: "bool", name: "bool" };
  if (name === "Address" || name === "Hash" || name === "Slot") return { kind: "address", name };
  const integer = integerType(name);
  if (integer !== undefined) return integer;
  const length = /^opnet\.Bytes(\d+)$/.exec(name)?.[1];
  if (length !== undefined) return { kind: "fixedBytes", name, length: Number(length) };
  if (Object.hasOwn(TYPED_ARRAYS, name)) return typedArray(name as TypedArrayName);
  return { kind: "class", name };
}

function typedArray(name: TypedArrayName): TypeExpression {
  const element = integerType(TYPED_ARRAYS[name].element);
  if (element === undefined) throw new Error(`no element type for ${name}`);
  return { kind: "typedArray", name, element };
}
