import type { ImportStatement, Source } from "assemblyscript" with { "resolution-mode": "import" };
import type { LowerableProgram } from "../analysis/threaded-program";
import { isSdkPath } from "../analysis/thread-functions";
import { parseSnippet } from "../frontend/snippet";

const text = `
import { ThreadHandle as __tc_Handle } from "@threaded-contract/sdk";
@unmanaged class __tc_Type<T> {}
@inline function __tc_type<T>(): __tc_Type<T> { return changetype<__tc_Type<T>>(0); }
`;

/**
 * Adds to a source what its lowered spawns need beside the SDK's global functions: the handle's class, and a type that carries other
 * types through inference, since AssemblyScript infers either all type arguments of a call or none.
 */
export function addSupport(program: LowerableProgram, source: Source): void {
  const isHandle = (each: Source): boolean =>
    isSdkPath(each.internalPath) && program.bindings.lookupExport(each, "ThreadHandle")?.kind === "other";
  const threading = program.program.sources.find(isHandle);
  if (threading === undefined) throw new Error("the SDK that this program imports has no ThreadHandle");
  const statements = parseSnippet(program.compiler, text, source.range.atStart);
  (statements[0] as ImportStatement).internalPath = threading.internalPath;
  source.statements.push(...statements);
}
