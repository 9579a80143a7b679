import type { ClassDeclaration, FunctionDeclaration, Program, Source } from "assemblyscript" with {
  "resolution-mode": "import",
};
import type { Bindings } from "../analysis/bindings";
import { isSdkPath } from "../analysis/thread-functions";
import type { Compiler } from "../frontend/compiler";
import { enumValue, syntaxKinds } from "../frontend/syntax-kinds";

/** A function that a contract offers to its callers. */
export interface ExportedFunction {
  /** The name under which the entry file exports it. */
  readonly name: string;
  readonly declaration: FunctionDeclaration;
  /** The file that declares it. */
  readonly source: Source;
}

/** What a module exports: all that is exported by the entry files that asc was given. */
export interface ModuleExports {
  /** The last of them, which gets the functions that the host calls. */
  readonly entry: Source;
  readonly functions: readonly ExportedFunction[];
  /** `opnet` when the module has its own `execute`, or a class with `@method`; then it routes calls itself. */
  readonly kind: "plain" | "opnet";
}

/** What the program's entry files export, through whatever re-exports; null when there is no entry file of the author's. */
export function findModuleExports(compiler: Compiler, program: Program, bindings: Bindings): ModuleExports | null {
  const userEntry = enumValue(compiler, "SourceKind", "UserEntry");
  const entries = program.sources.filter(
    (source) => (source.sourceKind as number) === userEntry && !source.internalPath.startsWith("~lib/"),
  );
  const entry = entries.at(-1);
  if (entry === undefined) return null;
  const functions: ExportedFunction[] = [];
  let routesItself = program.sources.some((source) => hasMethodClass(compiler, source));
  for (const source of entries) {
    for (const name of bindings.exportedNames(source)) {
      routesItself ||= name === "execute";
      const exported = exportedFunction(compiler, bindings, source, name);
      // Two entry files may export the same function; two functions of one name are a clash, which is reported.
      const isKnown = functions.some((each) => each.name === name && each.declaration === exported?.declaration);
      if (exported !== null && !isKnown) functions.push(exported);
    }
  }
  return { entry, functions, kind: routesItself ? "opnet" : "plain" };
}

function exportedFunction(
  compiler: Compiler,
  bindings: Bindings,
  entry: Source,
  name: string,
): ExportedFunction | null {
  const binding = bindings.lookupExport(entry, name);
  if (binding?.kind !== "other" || isSdkPath(binding.source.internalPath)) return null;
  const declaration = binding.node as FunctionDeclaration;
  if ((declaration.kind as number) !== syntaxKinds(compiler).FunctionDeclaration || declaration.isGeneric) return null;
  return { name, declaration, source: binding.source };
}

function hasMethodClass(compiler: Compiler, source: Source): boolean {
  if (source.internalPath.startsWith("~lib/")) return false;
  return source.statements.some(
    (statement) =>
      (statement.kind as number) === syntaxKinds(compiler).ClassDeclaration &&
      (statement as ClassDeclaration).members.some((member) =>
        (member.decorators ?? []).some(({ name }) => "text" in name && name.text === "method"),
      ),
  );
}
