import type { ImportStatement, Source } from "assemblyscript" with { "resolution-mode": "import" };
import type { LowerableProgram } from "../analysis/threaded-program";
import { isSdkPath } from "../analysis/thread-functions";
import { parseSnippet } from "../frontend/snippet";

const text = `
import { ThreadHandle as __tc_Handle } from "@threaded-contract/sdk";
import { Slot as __tc_Slot } from "@threaded-contract/sdk";
import { SharedMemory as __tc_SharedMemory } from "@threaded-contract/sdk";
@unmanaged class __tc_Type<T> {}
@inline function __tc_type<T>(): __tc_Type<T> { return changetype<__tc_Type<T>>(0); }
`;

/** The classes of the SDK that generated code names, in the order of the imports. */
const classes = ["ThreadHandle", "Slot", "SharedMemory"];

/**
 * Adds to a source what its lowered spawns need beside the SDK's global functions: the names of classes, which an author's own cannot
 * shadow, and a type that carries other types through inference, since AssemblyScript infers all type arguments of a call or none.
 */
export function addSupport(program: LowerableProgram, source: Source): void {
  const statements = parseSnippet(program.compiler, text, source.range.atStart);
  classes.forEach((name, index) => {
    (statements[index] as ImportStatement).internalPath = declaringFile(program, name);
  });
  source.statements.push(...statements);
}

/** The internal path of the SDK's file that declares a class, wherever the SDK is installed. */
function declaringFile({ bindings, program }: LowerableProgram, name: string): string {
  for (const each of program.sources) {
    if (!isSdkPath(each.internalPath)) continue;
    const binding = bindings.lookupExport(each, name);
    if (binding?.kind === "other") return binding.source.internalPath;
  }
  throw new Error(`the SDK that this program imports has no class ${name}`);
}
