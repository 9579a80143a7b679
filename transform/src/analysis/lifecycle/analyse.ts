import type { CallExpression, Range, Source } from "assemblyscript" with { "resolution-mode": "import" };
import type { ThreadedProgram } from "../../rules/rule";
import { Facts } from "./facts";
import { Findings, type Finding, type Origin } from "./findings";
import { HandleTypes } from "./handle-types";
import { Machine, type LifecycleProgram } from "./machine";
import { ProgramFunctions, type Unit } from "./program-functions";
import { relevantUnits } from "./relevant";
import { State, type Value } from "./state";
import { execute, type Jump } from "./statements";
import { summarise, type Exit } from "./summarise";
import type { Summary } from "./summary";
import { Syntax } from "./syntax";

/** Follows every handle through the functions of a program and finds what goes wrong with it. */
export function analyseLifecycle(threaded: ThreadedProgram): readonly Finding[] {
  const findings = new Findings();
  if (threaded.spawns.length === 0 && threaded.joins.length === 0) return [];
  const syntax = new Syntax(threaded.compiler);
  const bodies = new Set(threaded.spawns.flatMap(({ body }) => (body === null ? [] : [body])));
  const functions = new ProgramFunctions(syntax.kinds, threaded.bindings, sourcesOf(threaded), bodies);
  const summaries = new Map<string, Summary | null>();
  const ids = new Map<Unit, number>();
  const program: LifecycleProgram = {
    syntax,
    spawns: new Map<CallExpression, ThreadedProgram["spawns"][number]>(
      threaded.spawns.map((site) => [site.call, site]),
    ),
    joins: new Map<CallExpression, ThreadedProgram["joins"][number]>(threaded.joins.map((site) => [site.call, site])),
    functions,
    types: new HandleTypes(syntax.kinds, threaded.bindings),
    findings,
    summaryOf(unit, handleParameter) {
      if (!ids.has(unit)) ids.set(unit, ids.size);
      const key = `${ids.get(unit)} ${handleParameter}`;
      const known = summaries.get(key);
      if (known !== undefined) return known;
      summaries.set(key, null);
      const summary = analyseFunction(program, unit, handleParameter);
      summaries.set(key, summary);
      return summary;
    },
  };
  for (const unit of relevantUnits(program)) program.summaryOf(unit);
  return findings.all();
}

/** The files with thread functions, and all of the author's own: helpers that only pass handles on may be in any of them. */
function sourcesOf({ sources, program }: ThreadedProgram): Source[] {
  const authored = program.sources.filter(({ internalPath }) => !internalPath.startsWith("~lib/"));
  return [...new Set([...sources, ...authored])];
}

function analyseFunction(program: LifecycleProgram, unit: Unit, handleParameter: number | undefined): Summary {
  const machine = new Machine(program, unit);
  const { declaration } = unit;
  const state = new State([new Map()], new Facts());
  const parameters = declaration.signature.parameters.map(({ name, type }, index): Value => {
    const handleType = index === handleParameter ? "handle" : machine.handleType(type);
    const origin: Origin = { node: name, name: name.text, type: null };
    const value =
      handleType === "handle"
        ? machine.newThread(state, origin, { parameter: index })
        : handleType === "array"
          ? machine.newArray(state, { origins: [origin], status: "open", name: name.text, parameter: index })
          : undefined;
    state.declare(name.text, value);
    return value;
  });
  if (declaration.body === null) return { parameters: [], added: [], result: null };
  const { normal, jumps } = execute(machine, declaration.body, [state]);
  const end = program.syntax.lastCharacter(declaration.body);
  const exits = [
    ...normal.map((each): Exit => ({ state: each, value: undefined })),
    ...jumps.map(({ state: each, value }): Exit => ({ state: each, value })),
  ];
  for (const each of normal) reportOpen(machine, each, undefined, end, "end");
  for (const { state: each, value, place } of jumps.filter(({ kind }: Jump) => kind === "return")) {
    reportOpen(machine, each, value, place, "return");
  }
  const summary = summarise(parameters, exits);
  // `constructor(readonly handle: ThreadHandle)` keeps the handle in a field.
  const isField = (index: number) =>
    (declaration.signature.parameters[index]?.implicitFieldDeclaration ?? null) !== null;
  const effects = summary.parameters.map((effect, index) => (effect === "none" && isField(index) ? "escaped" : effect));
  return { ...summary, parameters: effects };
}

/** Reports the threads that an execution leaves behind where the function ends. */
function reportOpen(machine: Machine, state: State, returned: Value, exit: Range, when: "return" | "end"): void {
  const kept = new State([], new Facts());
  kept.arrays = state.arrays;
  const { threads, arrays } = kept.reachable(returned);
  const reported = new Set<number>();
  for (const [id, array] of state.arrays) {
    if (arrays.has(id) || array.parameter !== null || !state.isArrayOpen(id)) continue;
    const origin = machine.originOf(state, id);
    for (const element of array.exact ?? []) {
      if (element !== null && (array.partial !== null || reported.has(element))) reported.add(element);
    }
    const { partial, name, lost } = array;
    if (partial?.kind === "left") {
      machine.find({ kind: "loopLeft", name, exit: partial.exit, statement: partial.statement, origin });
    } else if (partial?.kind === "short") {
      machine.find({ kind: "loopShort", name, loop: partial.loop, reason: partial.reason, origin });
    } else if (partial?.kind === "unknown") {
      machine.find({
        kind: "escapes",
        name,
        how: "is joined through an index that cannot be followed",
        place: partial.place,
        origin,
      });
    } else if (array.exact === null && origin !== null) {
      machine.find({ kind: "unjoined", origin: { ...origin, name }, several: true, ...(lost ?? { exit, when }) });
    }
  }
  for (const [id, { origin, status, element, parameter, lost }] of state.threads) {
    if (status !== "open" || element !== null || parameter !== null || threads.has(id) || reported.has(id)) continue;
    machine.find({ kind: "unjoined", origin, several: false, ...(lost ?? { exit, when }) });
  }
}
