import type { Function as FunctionInstance, Program, Range } from "assemblyscript" with { "resolution-mode": "import" };
import type { Binaryen, BinaryenModule, ExpressionRef, FunctionInfo } from "./binaryen";
import { expressionReader, type ExpressionReader } from "./expression-shapes";

/** Instructions whose result may differ between machines, or that no contract may contain. */
export type Operation = "floating point" | "SIMD" | "atomic or exception instructions";

/** A place in a function, as exact as the compiler remembers it. */
export interface Place {
  readonly range: Range | null;
  /** The innermost place around it in the author's own files: inlined library code has its own range, but stands in a call. */
  readonly authorRange: Range | null;
}

/** One call, or one instruction, in the body of a function. */
export type Step = Place &
  ({ readonly calls: readonly string[]; readonly indirect: boolean } | { readonly operation: Operation });

/** A compiled function or an import. */
export interface GraphNode {
  readonly info: FunctionInfo;
  readonly instance: FunctionInstance | undefined;
  /** Whether its declaration stands in the author's files rather than in a library. */
  readonly isAuthored: boolean;
  /** Calls and noteworthy instructions; empty for imports. */
  readonly steps: readonly Step[];
}

/** The call graph of a compiled module, read as far as it is asked for. */
export interface CallGraph {
  has(name: string): boolean;
  node(name: string): GraphNode;
  readonly imports: readonly FunctionInfo[];
}

/** Whether a range lies in the author's own files. */
export function isAuthorRange(range: Range): boolean {
  return !range.source.normalizedPath.startsWith("~lib/");
}

/**
 * The call graph of the module before optimisation, where functions have names and expressions have ranges.
 *
 * A virtual call is a direct call of a stub that names every override; an indirect call may reach every function
 * of its signature that is in the table, as for the verifier of finished modules. Thread entries are not in the table.
 */
export function readCallGraph(binaryen: Binaryen, module: BinaryenModule, program: Program): CallGraph {
  const infos = new Map<string, FunctionInfo>();
  for (let index = 0; index < module.getNumFunctions(); index++) {
    const info = binaryen.getFunctionInfo(module.getFunctionByIndex(index));
    infos.set(info.name, info);
  }
  const bySignature = tableFunctions(binaryen, module, infos);
  const reader = expressionReader(binaryen);
  const nodes = new Map<string, GraphNode>();
  return {
    imports: [...infos.values()].filter((info) => info.module !== ""),
    has: (name) => infos.has(name),
    node(name) {
      let found = nodes.get(name);
      if (found === undefined) {
        const info = infos.get(name);
        if (info === undefined) throw new Error(`The module has no function '${name}'.`);
        const instance = program.instancesByName.get(name) as FunctionInstance | undefined;
        const isAuthored = instance !== undefined && isAuthorRange(instance.declaration.range);
        const steps = info.module === "" ? readSteps({ binaryen, reader, bySignature, instance }, info.body) : [];
        nodes.set(name, (found = { info, instance, isAuthored, steps }));
      }
      return found;
    },
  };
}

function tableFunctions(
  binaryen: Binaryen,
  module: BinaryenModule,
  infos: ReadonlyMap<string, FunctionInfo>,
): ReadonlyMap<string, readonly string[]> {
  const bySignature = new Map<string, string[]>();
  const seen = new Set<string>();
  for (let index = 0; index < module.getNumElementSegments(); index++) {
    for (const name of binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(index)).data) {
      const info = infos.get(name);
      if (info === undefined || seen.has(name)) continue;
      seen.add(name);
      const signature = `${info.params}:${info.results}`;
      bySignature.set(signature, [...(bySignature.get(signature) ?? []), name]);
    }
  }
  return bySignature;
}

interface StepContext {
  readonly binaryen: Binaryen;
  readonly reader: ExpressionReader;
  readonly bySignature: ReadonlyMap<string, readonly string[]>;
  readonly instance: FunctionInstance | undefined;
}

function readSteps(context: StepContext, body: ExpressionRef): Step[] {
  const steps: Step[] = [];
  const locations = context.instance?.debugLocations as ReadonlyMap<ExpressionRef, Range> | undefined;
  const outside: Place = { range: null, authorRange: null };
  const pending: { expression: ExpressionRef; around: Place; user: Operation | null }[] = [
    { expression: body, around: outside, user: null },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { expression, around, user } = next;
    const own = locations?.get(expression);
    const place =
      own === undefined ? around : { range: own, authorRange: isAuthorRange(own) ? own : around.authorRange };
    const calls = callsOf(context, expression);
    if (calls !== null) steps.push({ ...place, ...calls });
    const operation = operationOf(context, expression);
    // Noted where the value is used, and not again for each part of the computation.
    if (operation !== null && operation !== user) {
      steps.push({ ...(around.range === null ? place : around), operation });
    }
    for (const child of context.reader.children(expression)) {
      pending.push({ expression: child, around: place, user: operation });
    }
  }
  return steps.sort(bySource);
}

function callsOf(context: StepContext, expression: ExpressionRef) {
  const { binaryen, reader } = context;
  const kind = reader.kindOf(expression);
  if (kind === "Call") return { calls: [binaryen.Call.getTarget(expression)], indirect: false };
  if (kind === "CallIndirect") return { calls: indirectTargets(context, expression), indirect: true };
  return null;
}

function indirectTargets({ binaryen, bySignature }: StepContext, expression: ExpressionRef): readonly string[] {
  const { getParams, getResults } = binaryen.CallIndirect;
  return bySignature.get(`${getParams!(expression)}:${getResults!(expression)}`) ?? [];
}

function operationOf({ binaryen, reader }: StepContext, expression: ExpressionRef): Operation | null {
  const kind = reader.kindOf(expression);
  if (kind === undefined || kind.startsWith("Atomic") || kind === "Pop") return "atomic or exception instructions";
  const type = binaryen.getExpressionType(expression);
  if (type === binaryen.f32 || type === binaryen.f64) return "floating point";
  if (type === binaryen.v128 || kind.startsWith("SIMD")) return "SIMD";
  return null;
}

function bySource(one: Place, other: Place): number {
  return (one.range?.start ?? -1) - (other.range?.start ?? -1);
}
