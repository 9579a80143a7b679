import type { Program, Range } from "assemblyscript" with { "resolution-mode": "import" };
import type { Binaryen, BinaryenModule } from "../analysis/reachability/binaryen";
import { readCallGraph, type CallGraph } from "../analysis/reachability/call-graph";
import { describePath, EffectFinder } from "../analysis/reachability/effects";
import { handMadeThreadImports } from "../analysis/reachability/hand-made";
import type { Code } from "../diagnostics/catalogue";
import { report } from "../diagnostics/report";
import type { Compiler } from "../frontend/compiler";
import { judgeEffect } from "./capability-rules";
import type { ThreadEntry } from "./rule";

/** The compiler's function for top-level code. */
const START_FUNCTION = "~start";

/** What the check of the compiled module needs; it runs in `afterCompile`. */
export interface ReachabilityInput {
  readonly compiler: Compiler;
  readonly program: Program;
  /** The `binaryen` of the running asc. */
  readonly binaryen: Binaryen;
  /** The unoptimised module. */
  readonly module: BinaryenModule;
  readonly entries: readonly ThreadEntry[];
  /** Codes that are not looked for. */
  readonly unchecked: ReadonlySet<Code>;
}

/**
 * Asks binaryen's module to remember where each expression comes from. To be called in `afterParse`;
 * the emitted bytes stay the same unless asc itself was told to write a source map.
 */
export function prepareReachability(program: Program): void {
  program.options.sourceMap = true;
}

/** Checks, on the compiled module, everything a thread can reach in the author's code and in libraries; reports what is refused. */
export function runReachability(input: ReachabilityInput): void {
  const { compiler, program, binaryen, module, entries, unchecked } = input;
  const graph = readCallGraph(binaryen, module, program);
  const finder = new EffectFinder(graph);
  for (const entry of entries) checkEntry(input, finder, entry);
  if (!unchecked.has("TC1007")) checkStart(compiler, program, graph);
  if (unchecked.has("TC3008")) return;
  const authored = [...program.instancesByName.keys()].filter((name) => graph.has(name) && graph.node(name).isAuthored);
  for (const { import: name, range } of handMadeThreadImports(graph, authored)) {
    report(compiler, program, "TC3008", { import: name }, range);
  }
}

function checkEntry(
  { compiler, program, unchecked }: ReachabilityInput,
  finder: EffectFinder,
  entry: ThreadEntry,
): void {
  const found = finder.reachable(entry.functionName).flatMap((reached) => {
    const verdict = judgeEffect(reached.effect, entry.kind);
    return verdict === null || unchecked.has(verdict.code)
      ? []
      : [{ ...verdict, reached, range: reached.range ?? entry.spawn }];
  });
  const imports = found.filter(({ reached }) => reached.effect.kind === "import");
  const operations = found.filter(
    ({ code, reached, range }) =>
      // `Math.random()` brings floating-point instructions along; one reason for a place is enough.
      reached.effect.kind === "operation" &&
      !imports.some((other) => other.code === code && contains(range, other.range)),
  );
  const places = new Set<string>();
  for (const { code, args, reached, range } of [...imports, ...operations]) {
    // So is one way to it.
    const place = `${code} ${range.source.normalizedPath} ${range.start} ${range.end}`;
    if (places.has(place)) continue;
    places.add(place);
    const related = range === entry.spawn ? null : entry.spawn;
    report(compiler, program, code, args, range, { related, details: [describePath(reached)] });
  }
}

function contains(outer: Range, inner: Range): boolean {
  return outer.source === inner.source && outer.start <= inner.start && inner.end <= outer.end;
}

/** A spawn that the start function reaches by calls that certainly happen by name; others are left to the host. */
function checkStart(compiler: Compiler, program: Program, graph: CallGraph): void {
  // With `--exportStart` it is no start function in the sense of WebAssembly, but it keeps its name.
  if (!graph.has(START_FUNCTION)) return;
  for (const reached of new EffectFinder(graph, false).reachable(START_FUNCTION)) {
    if (reached.effect.kind !== "import" || reached.effect.capability !== "spawn" || reached.range === null) continue;
    report(compiler, program, "TC1007", {}, reached.range, {
      details: [describePath(reached).replace("the thread", "the start function")],
    });
  }
}
