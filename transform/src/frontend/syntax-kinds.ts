import type { Compiler } from "./compiler";

const names = [
  "Source",
  "NamedType",
  "FunctionType",
  "TypeName",
  "TypeParameter",
  "Parameter",
  "Identifier",
  "Assertion",
  "Binary",
  "Call",
  "Comma",
  "ElementAccess",
  "False",
  "Function",
  "InstanceOf",
  "Literal",
  "New",
  "Null",
  "Omitted",
  "Parenthesized",
  "PropertyAccess",
  "Ternary",
  "Super",
  "This",
  "True",
  "Constructor",
  "UnaryPostfix",
  "UnaryPrefix",
  "Block",
  "Break",
  "Continue",
  "Do",
  "Empty",
  "Export",
  "ExportDefault",
  "ExportImport",
  "Expression",
  "For",
  "ForOf",
  "If",
  "Import",
  "Return",
  "Switch",
  "Throw",
  "Try",
  "Variable",
  "Void",
  "While",
  "Module",
  "ClassDeclaration",
  "EnumDeclaration",
  "EnumValueDeclaration",
  "FieldDeclaration",
  "FunctionDeclaration",
  "ImportDeclaration",
  "InterfaceDeclaration",
  "MethodDeclaration",
  "NamespaceDeclaration",
  "TypeDeclaration",
  "VariableDeclaration",
  "Decorator",
  "ExportMember",
  "SwitchCase",
  "IndexSignature",
  "Comment",
] as const;

/** The kinds of syntax nodes that every supported compiler has, by the names the compiler gives them. */
export type KindName = (typeof names)[number];

/** The number of each kind in the running compiler. */
export type SyntaxKinds = Readonly<Record<KindName, number>>;

const cache = new WeakMap<Compiler, SyntaxKinds>();

/**
 * The kind numbers of a compiler, read from it at run time.
 *
 * They moved between 0.28.14 and 0.28.16, and the declarations are `const enum`s that a build would inline, so nothing else may be used.
 *
 * @throws Error when the compiler lacks one of them
 */
export function syntaxKinds(compiler: Compiler): SyntaxKinds {
  const cached = cache.get(compiler);
  if (cached !== undefined) return cached;
  const enumeration = (compiler as { NodeKind?: unknown }).NodeKind as Readonly<Record<string, unknown>> | undefined;
  const kinds: Partial<Record<KindName, number>> = {};
  for (const name of names) {
    const value = enumeration?.[name];
    if (typeof value !== "number") throw new Error(`this compiler has no syntax kind '${name}'`);
    kinds[name] = value;
  }
  const complete = Object.freeze(kinds as Record<KindName, number>);
  cache.set(compiler, complete);
  return complete;
}

/** One number of an enumeration that the compiler exports, such as `CommonFlags.Const`. */
export function enumValue(compiler: Compiler, enumeration: string, name: string): number {
  const value = (
    (compiler as unknown as Record<string, unknown>)[enumeration] as Record<string, unknown> | undefined
  )?.[name];
  if (typeof value !== "number") throw new Error(`this compiler has no ${enumeration}.${name}`);
  return value;
}
