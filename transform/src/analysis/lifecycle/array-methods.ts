import type { CallExpression } from "assemblyscript" with { "resolution-mode": "import" };
import { callbackOf } from "./calls";
import { evaluateAll, type Evaluated } from "./expressions";
import type { Origin } from "./findings";
import { joinFrom } from "./joins";
import type { Machine } from "./machine";
import type { State, Value } from "./state";

const harmless = new Set(["at", "includes", "indexOf", "lastIndexOf", "join", "toString", "keys", "fill"]);
const reordering = new Set(["reverse", "sort"]);

/** Evaluates a call of a method of an array of handles. */
export function callArrayMethod(
  machine: Machine,
  call: CallExpression,
  method: string,
  id: number,
  state: State,
): Evaluated[] {
  return evaluateAll(machine, call.args, state).map(({ state: after, values }) => ({
    state: after,
    value: apply(machine, call, method, id, after, values),
  }));
}

function apply(
  machine: Machine,
  call: CallExpression,
  method: string,
  id: number,
  state: State,
  values: readonly Value[],
): Value {
  const array: Value = { kind: "array", id };
  if (method === "push") {
    for (const value of values) machine.push(state, id, value);
    return undefined;
  }
  if (method === "unshift") {
    for (const value of values) machine.store(state, id, value);
    state.setArray(id, { length: null });
    return undefined;
  }
  if (method === "pop" || method === "shift") return remove(machine, call, id, state, method === "pop");
  if (method === "concat") return concat(machine, array, state, values);
  if (method === "forEach" || method === "map") return visitAll(machine, call, method, array, state);
  if (reordering.has(method)) {
    machine.blur(state, id);
    return array;
  }
  if (harmless.has(method)) return undefined;
  machine.escape(state, array, `is used by '${method}', which cannot be followed`, call.range);
  return undefined;
}

function remove(machine: Machine, call: CallExpression, id: number, state: State, fromEnd: boolean): Value {
  const array = state.arrays.get(id)!;
  if (array.exact !== null) {
    if (machine.loops.length === array.depth) {
      const element = fromEnd ? array.exact.at(-1) : array.exact[0];
      state.setArray(id, { exact: fromEnd ? array.exact.slice(0, -1) : array.exact.slice(1) });
      return element === undefined || element === null ? undefined : { kind: "thread", id: element };
    }
    machine.blur(state, id);
  }
  const { origins, status } = state.arrays.get(id)!;
  state.setArray(id, { length: null, joinedIndices: new Set(), joinedFrom: null });
  const origin = origins[0] ?? { node: call, name: array.name, type: null };
  return machine.newThread(
    state,
    { ...origin, name: origin.name === "" ? array.name : origin.name },
    { status: status === "open" ? "open" : "gone" },
  );
}

/** The new array takes the handles over: joining it joins them all. */
function concat(machine: Machine, array: Value, state: State, values: readonly Value[]): Value {
  const sources = [array, ...values].filter((value) => value?.kind === "array");
  const origins = new Set<Origin>();
  let isOpen = false;
  for (const { id } of sources) {
    isOpen ||= state.isArrayOpen(id);
    machine.blur(state, id);
    for (const origin of state.arrays.get(id)!.origins) origins.add(origin);
    state.setArray(id, { status: "joined", origins: [] });
  }
  return machine.newArray(state, { origins: [...origins], status: isOpen ? "open" : "joined" });
}

function visitAll(
  machine: Machine,
  call: CallExpression,
  method: string,
  array: Value & { readonly kind: "array" },
  state: State,
): Value {
  const callback = callbackOf(machine, call.args[0]);
  const effect =
    callback === undefined ? "escaped" : (machine.program.summaryOf(callback, 0)?.parameters[0] ?? "escaped");
  if (effect === "joined") joinFrom(state, array.id, 0);
  else if (effect === "maybe") {
    state.setArray(array.id, {
      partial: { kind: "short", loop: call.range, reason: "a thread is joined only under a condition" },
    });
  } else if (effect === "escaped") machine.escape(state, array, `is passed to '${method}'`, call.range);
  return undefined;
}
