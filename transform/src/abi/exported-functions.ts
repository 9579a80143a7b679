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

/** The entry file and what it exports. */
export interface ModuleExports {
  readonly entry: Source;
  readonly functions: readonly ExportedFunction[];
  /** `opnet` when the module has its own `execute`, or a class with `@method`; then it routes calls itself. */
  readonly kind: "plain" | "opnet";
}

/** What the program's entry file exports, through whatever re-exports; null when there is no entry file of the author's. */
export function findModuleExports(compiler: Compiler, program: Program, bindings: Bindings): ModuleExports | null {
  const userEntry = enumValue(compiler, "SourceKind", "UserEntry");
  const entry = program.sources.findLast(
    (source) => (source.sourceKind as number) === userEntry && !source.internalPath.startsWith("~lib/"),
  );
  if (entry === undefined) return null;
  const names = bindings.exportedNames(entry);
  const functions: ExportedFunction[] = [];
  for (const name of names) {
    const binding = bindings.lookupExport(entry, name);
    if (binding?.kind !== "other" || isSdkPath(binding.source.internalPath)) continue;
    const declaration = binding.node as FunctionDeclaration;
    if ((declaration.kind as number) !== syntaxKinds(compiler).FunctionDeclaration || declaration.isGeneric) continue;
    functions.push({ name, declaration, source: binding.source });
  }
  const routesItself = names.includes("execute") || program.sources.some((source) => hasMethodClass(compiler, source));
  return { entry, functions, kind: routesItself ? "opnet" : "plain" };
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
