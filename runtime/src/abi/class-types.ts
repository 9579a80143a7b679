import { parseType, type TypeExpression } from "./type-expression";

/** The classes of a manifest: fields in declaration order, without those of the base class. */
export type ClassTypes = Readonly<
  Record<
    string,
    { readonly fields: readonly { readonly name: string; readonly type: string }[]; readonly base: string | null }
  >
>;

/** A field with its parsed type. */
export interface ClassField {
  readonly name: string;
  readonly type: TypeExpression;
}

const fieldsOf = new WeakMap<ClassTypes, Map<string, readonly ClassField[]>>();

/**
 * All fields of a class as they follow each other in the ABI bytes: those of the base class first.
 *
 * @throws RangeError when the manifest does not have the class, or its bases form a circle
 */
export function classFields(types: ClassTypes, name: string): readonly ClassField[] {
  let cache = fieldsOf.get(types);
  if (cache === undefined) fieldsOf.set(types, (cache = new Map()));
  let fields = cache.get(name);
  if (fields === undefined) cache.set(name, (fields = collectFields(types, name)));
  return fields;
}

function collectFields(types: ClassTypes, name: string): readonly ClassField[] {
  const fields: ClassField[] = [];
  const visited = new Set<string>();
  for (let at: string | null = name; at !== null;) {
    const found: ClassTypes[string] | undefined = Object.hasOwn(types, at) ? types[at] : undefined;
    if (found === undefined) throw new RangeError(`the manifest does not describe the class ${at}`);
    if (visited.has(at)) throw new RangeError(`the class ${at} is its own base`);
    visited.add(at);
    fields.unshift(...found.fields.map((field) => ({ name: field.name, type: parseType(field.type) })));
    at = found.base;
  }
  return fields;
}
