import type { HandleArray, State, Thread, Value } from "./state";

/** Up to this many executions stay apart at one place for the conditions that they have seen alone. */
const APART_MAXIMUM = 32;

/**
 * Merges executions that are the same; and where they are many, those that agree about all handles, whatever conditions led to them,
 * with the conditions that all of them have seen alike.
 *
 * Paths stay apart as long as it matters: this is what makes `if (c) h = spawn…; … if (c) join(h)` work.
 */
export function mergeStates(states: readonly State[]): State[] {
  if (states.length < 2) return [...states];
  const apart = mergeBy(states, apartKey);
  return apart.length <= APART_MAXIMUM ? apart : mergeBy(apart, keyOf);
}

/** A text that is equal for two executions exactly if they are in the same condition and have seen the same conditions. */
export function apartKey(state: State): string {
  return `${keyOf(state)} ${state.facts.key()}`;
}

function mergeBy(states: readonly State[], describe: (state: State) => string): State[] {
  const byKey = new Map<string, State>();
  for (const state of states) {
    const key = describe(state);
    const earlier = byKey.get(key);
    if (earlier === undefined) byKey.set(key, state);
    else absorb(earlier, state);
  }
  return [...byKey.values()];
}

function absorb(state: State, other: State): void {
  state.facts.intersect(other.facts);
  for (const [depth, frame] of state.frames.entries()) {
    for (const [name, value] of frame) {
      if (value?.kind !== "number" && value?.kind !== "length") continue;
      const theirs = other.frames[depth]?.get(name);
      if (JSON.stringify(theirs) !== JSON.stringify(value)) frame.set(name, undefined);
    }
  }
}

/** A text that is equal for two executions exactly if their handles are in the same condition, whatever numbers they got. */
export function keyOf(state: State): string {
  const names = new Map<string, number>();
  const parts: string[] = [];
  const describe = (value: Value): string => {
    if (value === undefined || value.kind === "number" || value.kind === "length") return "";
    if (value.kind === "null") return "null";
    const known = `${value.kind}${value.id}`;
    const number = names.get(known);
    if (number !== undefined) return `${value.kind}#${number}`;
    names.set(known, names.size);
    return value.kind === "thread"
      ? threadKey(state.threads.get(value.id))
      : arrayKey(state.arrays.get(value.id)!, describe);
  };
  for (const frame of state.frames) {
    for (const [name, value] of frame) parts.push(`${name}=${describe(value)}`);
    parts.push("|");
  }
  for (const [place, id] of state.elements) parts.push(`${place.split(":")[0]}~${describe({ kind: "thread", id })}`);
  const unreachable: string[] = [];
  for (const [id, thread] of state.threads) {
    if (thread.status === "open" && !names.has(`thread${id}`)) unreachable.push(threadKey(thread));
  }
  for (const [id, array] of state.arrays) {
    if (!names.has(`array${id}`) && state.isArrayOpen(id)) unreachable.push(arrayKey(array, describe));
  }
  return parts.join(" ") + [...new Set(unreachable)].sort().join(" ");
}

function threadKey(thread: Thread | undefined): string {
  if (thread === undefined) return "?";
  const { range } = thread.origin.node;
  return `t${range.start}:${range.end}:${thread.status}:${thread.element?.index ?? ""}`;
}

function arrayKey(array: HandleArray, describe: (value: Value) => string): string {
  if (array.exact !== null) {
    return `[${array.exact.map((id) => (id === null ? "-" : describe({ kind: "thread", id }))).join(",")}]`;
  }
  const origins = array.origins.map(({ node }) => node.range.start).sort((a, b) => a - b);
  const joined = [...array.joinedIndices].sort((a, b) => a - b);
  return `[${array.status}:${origins.join(",")}:${array.length}:${joined.join(",")}:${array.joinedFrom}:${array.partial?.kind}:${array.added}]`;
}
