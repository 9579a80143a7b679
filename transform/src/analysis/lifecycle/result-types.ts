const builtin = new Set([
  "void",
  "bool",
  "i8",
  "u8",
  "i16",
  "u16",
  "i32",
  "u32",
  "i64",
  "u64",
  "isize",
  "usize",
  "string",
  "u128",
  "i128",
  "u256",
  "i256",
  "ArrayBuffer",
  "Uint8Array",
  "Int8Array",
  "Uint16Array",
  "Int16Array",
  "Uint32Array",
  "Int32Array",
  "Uint64Array",
  "Int64Array",
]);

const synonyms: Readonly<Record<string, string>> = { boolean: "bool", String: "string", isize: "i32", usize: "u32" };

/** Whether two result types, as written, are certainly not the same. A name that the program may have given a type is never certain. */
export function typesDiffer(one: string, other: string): boolean {
  const first = normalise(one);
  const second = normalise(other);
  return first !== second && isKnown(first) && isKnown(second);
}

function normalise(type: string): string {
  const text = type
    .replace(/\s+/g, "")
    .replace(/Array<([\w$]+)>/g, "$1[]")
    .replace(/^null\|(.*)$/, "$1|null");
  return text.replace(/[\w$]+/g, (name) => synonyms[name] ?? name);
}

/** A built-in type, or arrays and nullable forms of one. */
function isKnown(type: string): boolean {
  return builtin.has(type.replace(/\|null$/, "").replace(/(\[\])+$/, ""));
}
