import type {
  CallExpression,
  Expression,
  FunctionExpression,
  NewExpression,
  PropertyAccessExpression,
  TypeNode,
} from "assemblyscript" with { "resolution-mode": "import" };
import type { JoinSite, SpawnSite } from "../../rules/rule";
import { isOmittedType } from "../../frontend/omitted-type";
import { callArrayMethod } from "./array-methods";
import { evaluate, evaluateAll, type Evaluated } from "./expressions";
import { isArrayName } from "./handle-types";
import { joinFrom, joinValue } from "./joins";
import type { Machine } from "./machine";
import type { Unit } from "./program-functions";
import type { State, Value } from "./state";
import type { Summary } from "./summary";

/** Evaluates any call: a spawn, a join, a method of an array of handles, a function of the program, or something unknown. */
export function evaluateCall(machine: Machine, call: CallExpression, state: State): Evaluated[] {
  const { spawns, joins } = machine.program;
  const spawn = spawns.get(call);
  if (spawn !== undefined) return evaluateSpawn(machine, spawn, state);
  const join = joins.get(call);
  if (join !== undefined) return evaluateJoin(machine, join, state);
  const { syntax } = machine;
  const inner = syntax.bare(call);
  if (inner !== call) return evaluate(machine, inner, state);
  if (!syntax.is(call.expression, "PropertyAccess")) return evaluateFunction(machine, call, state);
  const { expression, property } = call.expression as PropertyAccessExpression;
  return evaluate(machine, expression, state).flatMap(({ state: after, value }) =>
    value?.kind === "array"
      ? callArrayMethod(machine, call, property.text, value.id, after)
      : evaluateFunction(machine, call, after),
  );
}

/** Evaluates `new C(…)`. */
export function evaluateNew(machine: Machine, expression: NewExpression, state: State): Evaluated[] {
  const { typeName, typeArguments, args } = expression;
  const name = typeName.identifier.text;
  if (!isArrayName(name) || machine.handleType(typeArguments?.[0] ?? null) !== "handle") {
    return evaluateFunction(machine, expression, state);
  }
  return evaluateAll(machine, args, state).map(({ state: after }) => {
    const [length] = args;
    const isEmpty = length === undefined || machine.syntax.integer(length) === 0;
    const text = length === undefined ? null : machine.syntax.text(machine.syntax.bare(length));
    return { state: after, value: machine.newArray(after, isEmpty ? { exact: [] } : { length: text }) };
  });
}

function evaluateSpawn(machine: Machine, site: SpawnSite, state: State): Evaluated[] {
  const { args } = site.call;
  return evaluateAll(machine, site.body === null ? args : args.slice(0, -1), state).map(({ state: after }) => {
    reportCaptures(machine, site, after);
    const type = site.call.typeArguments?.[0] ?? site.body?.declaration.signature.returnType ?? null;
    return {
      state: after,
      value: machine.newThread(after, { node: site.call, name: "", type: typeText(machine, type) }),
    };
  });
}

/** Handles among what a thread captures; the length of an array of handles is a number like any other. */
function reportCaptures(machine: Machine, site: SpawnSite, state: State): void {
  for (const { name, uses } of site.captures) {
    const value = state.read(name);
    if (value?.kind !== "thread" && value?.kind !== "array") continue;
    const origin = value.kind === "thread" ? state.threads.get(value.id)!.origin : machine.originOf(state, value.id);
    const use = uses.find(
      ({ range }) => value.kind === "thread" || !/^\s*\.\s*length\b/.test(range.source.text.slice(range.end)),
    );
    if (use !== undefined) machine.find({ kind: "captured", name, place: use.range, origin });
  }
}

function evaluateJoin(machine: Machine, site: JoinSite, state: State): Evaluated[] {
  const [handle, ...rest] = site.call.args;
  if (handle === undefined) return [{ state, value: undefined }];
  const type = joinedType(machine, site);
  return evaluateAll(machine, [handle, ...rest], state).map(({ state: after, values }) => {
    joinValue(machine, after, values[0], site.call.range, type);
    return { state: after, value: undefined };
  });
}

function joinedType(machine: Machine, { call }: JoinSite): string | null {
  const [type] = call.typeArguments ?? [];
  return type === undefined ? "void" : typeText(machine, type);
}

function typeText(machine: Machine, type: TypeNode | null): string | null {
  return type === null || isOmittedType(type) ? null : machine.syntax.text(type);
}

function evaluateFunction(machine: Machine, call: CallExpression | NewExpression, state: State): Evaluated[] {
  const name = "expression" in call ? calleeName(machine, call.expression) : call.typeName.identifier.text;
  const isLocal = "expression" in call && machine.syntax.is(call.expression, "Identifier") && state.isLocal(name);
  const callees = isLocal ? [] : machine.program.functions.callees(call, machine.unit);
  const expects = call.args.map((_, index) => callees.some((each) => expectsArray(machine, each, index)));
  let results: { state: State; values: Value[] }[] = [{ state, values: [] }];
  for (const [index, argument] of call.args.entries()) {
    results = results.flatMap(({ state: before, values }) =>
      evaluate(machine, argument, before, expects[index]).map(({ state: after, value }) => ({
        state: after,
        values: [...values, value],
      })),
    );
  }
  return results.flatMap(({ state: after, values }) => applyCallees(machine, call, name, callees, after, values));
}

function expectsArray(machine: Machine, { declaration, source }: Unit, index: number): boolean {
  return machine.program.types.of(declaration.signature.parameters[index]?.type ?? null, source) === "array";
}

function calleeName(machine: Machine, callee: Expression): string {
  return machine.syntax.is(callee, "PropertyAccess")
    ? (callee as PropertyAccessExpression).property.text
    : machine.syntax.text(callee);
}

function applyCallees(
  machine: Machine,
  call: CallExpression | NewExpression,
  name: string,
  callees: readonly Unit[],
  state: State,
  values: readonly Value[],
): Evaluated[] {
  const summaries = callees.map((callee) => machine.program.summaryOf(callee));
  if (summaries.length === 0) {
    for (const value of values) machine.escape(state, value, `is passed to '${name}'`, call.range);
    return [{ state, value: undefined }];
  }
  // Each function that the call can mean is one way to go on.
  return summaries.flatMap((summary) => applySummary(machine, call, name, summary, state.clone(), values));
}

function applySummary(
  machine: Machine,
  call: CallExpression | NewExpression,
  name: string,
  summary: Summary | null,
  state: State,
  values: readonly Value[],
): Evaluated[] {
  let states = [state];
  for (const [index, value] of values.entries()) {
    if (value?.kind !== "thread" && value?.kind !== "array") continue;
    states = states.flatMap((each) => applyEffect(machine, call, name, summary, index, value, each));
  }
  return states.map((each) => ({ state: each, value: resultOf(machine, call, summary, each, values) }));
}

function applyEffect(
  machine: Machine,
  call: CallExpression | NewExpression,
  name: string,
  summary: Summary | null,
  index: number,
  value: Exclude<Value, undefined>,
  state: State,
): State[] {
  const effect = summary === null ? "escaped" : (summary.parameters[index] ?? "none");
  const joined = (target: State): State => {
    if (value.kind === "thread") joinValue(machine, target, value, call.range, null);
    else if (value.kind === "array") joinFrom(target, value.id, 0);
    return target;
  };
  const added = value.kind === "array" ? (summary?.added[index] ?? []) : [];
  for (const origin of added) {
    if (value.kind === "array") {
      machine.store(state, value.id, machine.newThread(state, { ...origin, node: call, name: "" }));
    }
  }
  if (effect === "joined") return [joined(state)];
  if (effect === "maybe") return [state, joined(state.clone())];
  if (effect === "escaped") machine.escape(state, value, `is passed to '${name}'`, call.range);
  return [state];
}

function resultOf(
  machine: Machine,
  call: CallExpression | NewExpression,
  summary: Summary | null,
  state: State,
  values: readonly Value[],
): Value {
  const result = summary?.result ?? null;
  if (result === null) return undefined;
  if (result.kind === "parameter") return values[result.index];
  if (result.kind === "thread") return machine.newThread(state, { ...result.origin, node: call, name: "" });
  const origins = result.origins.map((origin) => ({ ...origin, node: call, name: "" }));
  const length = result.length === null ? null : String(result.length);
  return machine.newArray(state, { origins, status: origins.length > 0 ? "open" : "joined", length });
}

/** The function literal that is given to a method such as `forEach`, or the function of the program that is named there. */
export function callbackOf(machine: Machine, argument: Expression | undefined): Unit | undefined {
  if (argument === undefined) return undefined;
  const { functions } = machine.program;
  if (machine.syntax.is(argument, "Function")) return functions.of((argument as FunctionExpression).declaration);
  if (!machine.syntax.is(argument, "Identifier")) return undefined;
  return functions.named(machine.syntax.text(argument), machine.unit);
}
