import type { Expression, Node } from "assemblyscript" with { "resolution-mode": "import" };
import { hiddenCall, hiddenToString } from "./expressions";
import type { Machine } from "./machine";
import type { State } from "./state";
import { keyOf, type Item, type Key, type SlotList, type Term } from "./terms";

let lists = 0;

/** Makes a new, empty list. */
export function makeList(machine: Machine, state: State, node: Node): Term & { readonly kind: "list" } {
  machine.count();
  const id = ++lists;
  state.lists.set(id, { items: [], closed: true, origin: "elementExpressions" in node ? node : null });
  return { kind: "list", id };
}

/** Adds an element at the end, or wherever. */
export function addItem(state: State, id: number, term: Term, node: Node, more: Partial<Item> = {}): void {
  const list = state.lists.get(id);
  if (list === undefined) return;
  state.escape(term);
  const key: Key = keyOf(term) ?? { kind: "unknown", id: `${id}.${list.items.length}`, text: "?" };
  const item: Item = { key, term, node, must: true, range: null, ...more };
  state.lists.set(id, { ...list, items: [...list.items, item] });
}

const reading = new Set(["indexOf", "includes", "join", "lastIndexOf", "toString", "at", "keys"]);
const reordering = new Set(["reverse", "sort"]);

/** Calls a method of a list. */
export function callListMethod(
  machine: Machine,
  id: number,
  method: string,
  args: readonly Term[],
  nodes: readonly Expression[],
  call: Node,
  state: State,
): Term {
  if (method === "push" || method === "unshift") {
    for (const [index, term] of args.entries()) addItem(state, id, term, nodes[index]!);
    return machine.unknown(call, true);
  }
  if (method === "concat" && args[0]?.kind === "list") return concatenate(machine, id, args[0].id, call, state);
  if (method === "slice" && args.length === 0) return concatenate(machine, id, null, call, state);
  if (reordering.has(method)) {
    // A comparison may do anything.
    if (args.length > 0) machine.forget(state, args);
    return { kind: "list", id };
  }
  if (/^(?:join|toString)$/.test(method)) hiddenToString(machine, state);
  if (/^(?:includes|indexOf|lastIndexOf)$/.test(method)) hiddenCall(machine, state);
  if (!reading.has(method)) {
    state.escape({ kind: "list", id });
    // Callbacks may do anything.
    if (!/^(?:pop|shift|splice|fill|copyWithin|slice|concat|flat)$/.test(method)) machine.forget(state, args);
  }
  return machine.unknown(call);
}

function concatenate(machine: Machine, one: number, other: number | null, call: Node, state: State): Term {
  const joined = makeList(machine, state, call);
  const parts = [one, ...(other === null ? [] : [other])].map((id) => state.lists.get(id) ?? open);
  state.lists.set(joined.id, {
    items: parts.flatMap(({ items }) => items),
    closed: parts.every(({ closed }) => closed),
    origin: null,
  });
  return joined;
}

const open: SlotList = { items: [], closed: false, origin: null };

/** `slots[i] = x`: something is in the list now, and something else is perhaps not any more. */
export function setItem(state: State, id: number, term: Term, node: Node): void {
  const list = state.lists.get(id);
  if (list === undefined) return;
  state.lists.set(id, { ...list, items: list.items.map((item) => ({ ...item, must: false })) });
  addItem(state, id, term, node, { must: false });
}
