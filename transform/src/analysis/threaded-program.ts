import type { Program, Source, TypeDeclaration, TypeName } from "assemblyscript" with { "resolution-mode": "import" };
import type { Compiler } from "../frontend/compiler";
import { loadVisitor, type VisitorFactory } from "../frontend/visitor-adapter";
import type { ThreadedProgram } from "../rules/rule";
import { Bindings } from "./bindings";
import { SourceScan } from "./source-scan";
import type { LowerableSite } from "./spawn-site";
import { isSdkPath } from "./thread-functions";

/** A threaded program with what lowering needs beyond the rules. */
export interface LowerableProgram extends ThreadedProgram {
  readonly spawns: readonly LowerableSite[];
  /** What each use of a local type alias means. */
  readonly aliases: ReadonlyMap<TypeName, TypeDeclaration>;
}

/**
 * Finds every spawn, join and other use of a thread function in the program's sources.
 *
 * Only files that can see a thread function are visited; the compiler's library and the SDK never are.
 */
export async function analyseThreads(compiler: Compiler, program: Program): Promise<LowerableProgram> {
  const bindings = new Bindings(compiler, program.sources);
  const isThreaded = threadedSources(program, bindings).length > 0;
  return scanThreads(compiler, program, isThreaded ? await loadVisitor(compiler) : null, bindings);
}

/**
 * The same at once, with visitors that are loaded.
 *
 * @param visitors null when no file sees a thread function
 */
export function scanThreads(
  compiler: Compiler,
  program: Program,
  visitors: VisitorFactory | null,
  bindings = new Bindings(compiler, program.sources),
): LowerableProgram {
  const sources = threadedSources(program, bindings);
  const spawns: LowerableSite[] = [];
  const joins: ThreadedProgram["joins"][number][] = [];
  const values: ThreadedProgram["values"][number][] = [];
  const aliases = new Map<TypeName, TypeDeclaration>();
  for (const source of sources) {
    new SourceScan({ compiler, bindings, source, spawns, joins, values, aliases }, visitors!).run();
  }
  return { compiler, program, bindings, sources, spawns, joins, values, aliases };
}

function threadedSources({ sources }: Program, bindings: Bindings): Source[] {
  return sources.filter((source) => !isSdkPath(source.internalPath) && bindings.seesThreads(source));
}
