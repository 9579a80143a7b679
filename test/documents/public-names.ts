import ts from "typescript";
import { inRepository } from "../tasks/repository";

/** Entry points whose docstrings are public, by what a program imports. */
export const ENTRY_POINTS: Readonly<Record<string, string>> = {
  "@threaded-contract/runtime": "runtime/dist/index.d.ts",
  "@threaded-contract/runtime/jest": "runtime/dist/jest/index.d.ts",
  "@threaded-contract/transform": "transform/dist/index.d.ts",
  "create-threaded-contract": "templates/dist/index.d.ts",
};

/** Something a package exports, or a member of it. */
export interface PublicName {
  readonly entry: string;
  /** Such as `Chain` or `Chain.deploy`. */
  readonly name: string;
  readonly kind: "function" | "class" | "member" | "other";
  readonly documentation: string;
  /** The code of each `@example`. */
  readonly examples: readonly string[];
}

/** How the packages are read here, and how their examples are checked. */
export const COMPILER_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ["node", "jest"],
  typeRoots: [inRepository("node_modules", "@types")],
};

/** Every name that the packages export, with its public methods and accessors. */
export function readPublicNames(): PublicName[] {
  const files = Object.values(ENTRY_POINTS).map((file) => inRepository(file));
  const checker = ts.createProgram(files, COMPILER_OPTIONS);
  return Object.entries(ENTRY_POINTS).flatMap(([entry, file]) =>
    readEntry(entry, checker.getSourceFile(inRepository(file))!, checker.getTypeChecker()),
  );
}

function readEntry(entry: string, file: ts.SourceFile, checker: ts.TypeChecker): PublicName[] {
  const own = checker.getExportsOfModule(checker.getSymbolAtLocation(file)!);
  return own.flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const read = (each: ts.Symbol, name: string, kind: PublicName["kind"]): PublicName => ({
      entry,
      name,
      kind,
      documentation: ts.displayPartsToString(each.getDocumentationComment(checker)),
      examples: examplesOf(each, checker),
    });
    const members = [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])];
    const methods = members.filter((member) => member.flags & METHODS && !isPrivate(member));
    return [
      read(symbol, symbol.name, kindOf(symbol)),
      ...methods.map((member) => read(member, `${symbol.name}.${member.name}`, "member")),
    ];
  });
}

const METHODS = ts.SymbolFlags.Method | ts.SymbolFlags.Accessor;

function kindOf({ flags }: ts.Symbol): PublicName["kind"] {
  if (flags & ts.SymbolFlags.Function) return "function";
  return flags & ts.SymbolFlags.Class ? "class" : "other";
}

function isPrivate({ name, valueDeclaration }: ts.Symbol): boolean {
  if (/^(#|__|Symbol)/.test(name)) return true;
  const flags = valueDeclaration === undefined ? 0 : ts.getCombinedModifierFlags(valueDeclaration);
  return (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;
}

function examplesOf(symbol: ts.Symbol, checker: ts.TypeChecker): string[] {
  return symbol
    .getJsDocTags(checker)
    .filter(({ name }) => name === "example")
    .map(({ text }) => ts.displayPartsToString(text).replace(/^```ts\n|\n```$/g, ""));
}
