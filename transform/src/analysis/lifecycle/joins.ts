import type { Range } from "assemblyscript" with { "resolution-mode": "import" };
import type { Origin } from "./findings";
import type { Machine } from "./machine";
import { typesDiffer } from "./result-types";
import type { State, Value } from "./state";

/** Joins what a value holds. `type` is the result type written at the join. */
export function joinValue(machine: Machine, state: State, value: Value, place: Range, type: string | null): void {
  if (value?.kind !== "thread") return;
  const thread = state.threads.get(value.id)!;
  if (thread.status === "gone") return;
  if (thread.status === "joined") {
    machine.find({ kind: "joinedTwice", origin: thread.origin, place, first: thread.joinedAt });
    return;
  }
  state.setThread(value.id, { status: "joined", joinedAt: place });
  const { element } = thread;
  const origins = element === null ? [thread.origin] : (state.arrays.get(element.array)?.origins ?? [thread.origin]);
  checkType(machine, origins, place, type);
  if (element === null || element.index === "loop") return;
  const array = state.arrays.get(element.array);
  if (array === undefined) return;
  if (element.index === "unknown") state.setArray(element.array, { partial: { kind: "unknown", place } });
  else state.setArray(element.array, { joinedIndices: new Set([...array.joinedIndices, element.index]) });
  settle(state, element.array);
}

function checkType(machine: Machine, origins: readonly Origin[], place: Range, type: string | null): void {
  if (type === null) return;
  for (const origin of origins) {
    if (origin.type !== null && typesDiffer(origin.type, type)) {
      machine.find({ kind: "wrongType", origin, spawned: origin.type, joined: type, place });
    }
  }
}

/** All elements from `from` on have been joined. */
export function joinFrom(state: State, id: number, from: number): void {
  const array = state.arrays.get(id)!;
  if (array.exact !== null) {
    for (const element of array.exact.slice(from)) if (element !== null) state.setThread(element, { status: "joined" });
    return;
  }
  state.setArray(id, { joinedFrom: Math.min(from, array.joinedFrom ?? from) });
  settle(state, id);
}

/** Marks an array as joined once everything in it provably is. */
function settle(state: State, id: number): void {
  const { exact, length, joinedIndices, joinedFrom } = state.arrays.get(id)!;
  if (exact !== null) return;
  const count = joinedFrom ?? (length !== null && /^\d+$/.test(length) ? Number(length) : null);
  if (count === null) return;
  for (let index = 0; index < count; index++) if (!joinedIndices.has(index)) return;
  state.setArray(id, { status: "joined", partial: null });
}
