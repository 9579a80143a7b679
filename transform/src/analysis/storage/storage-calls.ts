import type { CallExpression, Expression } from "assemblyscript" with { "resolution-mode": "import" };
import { addItem, makeList } from "./lists";
import type { Machine } from "./machine";
import type { Part } from "./parts";
import { readSlot, writeSlot, type Naming } from "./storage-events";
import type { State } from "./state";
import { keyId, keyOf, partsOf, type Key, type Term } from "./terms";

/** More slots than this are not listed one by one. */
const LISTED_MAXIMUM = 64;

/** A call of a method of a stored value, or of `Storage`. */
export interface StorageCall {
  readonly machine: Machine;
  readonly call: CallExpression;
  readonly method: string;
  /** The author's text of the object. */
  readonly object: string;
  readonly args: readonly Term[];
  readonly state: State;
}

/** The value of the first argument as a text with the slot's keys after its name. */
export function namedKey(machine: Machine, terms: readonly Term[], nodes: readonly Expression[]): Key {
  const segments = terms.map((term, index) => partsOf(term) ?? [machine.unknown(nodes[index]!) as Part]);
  return { kind: "named", segments };
}

/** `Storage.get`, `set`, `has` and `remove`. */
export function callStorage({ machine, call, method, args, state }: StorageCall): Term {
  const [term] = args;
  const node = call.args[0];
  if (term === undefined || node === undefined) return machine.unknown(call);
  const key = keyOf(term) ?? { kind: "unknown", id: machine.next(), text: machine.textOf(node) };
  if (method === "get" || method === "has") readSlot(machine, key, call);
  else writeSlot(machine, state, key, call, { term, node, text: machine.textOf(node) });
  return machine.unknown(call);
}

/** `Stored`. */
export function callStored(each: StorageCall, stored: Term & { readonly kind: "stored" }): Term {
  const { machine, call, method, object, state } = each;
  if (method === "remove") {
    writeSlot(machine, state, stored.key, call, { term: stored, node: objectOf(call), text: object });
  } else readSlot(machine, stored.key, call);
  return machine.unknown(call);
}

/** `StoredMap`. */
export function callMap(each: StorageCall, { name, type }: Term & { readonly kind: "map" }): Term {
  const { machine, call, method, object, args, state } = each;
  const [key] = args;
  const argument = call.args[0];
  if (key === undefined || argument === undefined) return machine.unknown(call);
  const slot: Key = { kind: "named", segments: [name, partsOf(key) ?? [machine.unknown(argument)]] };
  const at: Term = { kind: "stored", key: slot, type };
  if (method === "at") return at;
  if (method === "slot") return { kind: "slot", key: slot };
  const text = `${object}.at(${machine.textOf(argument)})`;
  const naming: Naming = { term: at, node: call.expression, text };
  if (method === "set" || method === "remove") writeSlot(machine, state, slot, call, { ...naming, node: call });
  else readSlot(machine, slot, call);
  return machine.unknown(call);
}

/** `StoredArray`. */
export function callArray(each: StorageCall, array: Term & { readonly kind: "array" }): Term {
  const { machine, call, method, args, state } = each;
  const { key, type } = array;
  const child = (index: Term | undefined): Key => childKey(machine, key, index, call);
  const naming: Naming = { term: array, node: objectOf(call), text: each.object };
  if (method === "at") return { kind: "stored", key: child(args[0]), type };
  if (method === "slots") return rowOfSlots(each, key);
  if (method === "set") writeSlot(machine, state, child(args[0]), call, naming);
  else if (method === "get") readSlot(machine, child(args[0]), call);
  else if (method === "push" || method === "pop") {
    readSlot(machine, key, call);
    writeSlot(machine, state, child(undefined), call, naming);
    writeSlot(machine, state, key, call, naming);
  }
  return machine.unknown(call);
}

function childKey(machine: Machine, parent: Key, index: Term | undefined, call: CallExpression): Key {
  const parts = index === undefined ? null : partsOf(index);
  return { kind: "child", parent, index: parts ?? [machine.unknown(call, true)] };
}

/** `array.slots(from, to)`. */
function rowOfSlots({ machine, call, args, state }: StorageCall, parent: Key): Term {
  const list = makeList(machine, state, call);
  const [from, to] = args;
  if (from?.kind === "integer" && to?.kind === "integer" && to.value - from.value <= LISTED_MAXIMUM) {
    for (let index = from.value; index < to.value; index++) {
      addItem(state, list.id, { kind: "slot", key: { kind: "child", parent, index: [String(index)] } }, call);
    }
    return list;
  }
  const unknown = machine.unknown(call, true);
  const key: Key = { kind: "child", parent, index: [{ ...unknown, each: true }] };
  addItem(state, list.id, { kind: "slot", key }, call, { must: false });
  return list;
}

/** `StoredBytes` and `StoredString`. */
export function callBytes(each: StorageCall, bytes: Term & { readonly kind: "bytes" }): Term {
  const { machine, call, method, state } = each;
  const { key, chunks } = bytes;
  if (method === "slots") {
    const list = makeList(machine, state, call);
    addItem(state, list.id, { kind: "slot", key }, call);
    if (chunks !== null && chunks <= LISTED_MAXIMUM) {
      for (let index = 0; index < chunks; index++) {
        addItem(state, list.id, { kind: "slot", key: { kind: "child", parent: key, index: [String(index)] } }, call);
      }
    } else state.escape(list);
    return list;
  }
  if (method !== "set") readSlot(machine, key, call);
  else {
    writeSlot(machine, state, key, call, { term: bytes, node: objectOf(call), text: each.object });
    // How many of its other slots are written depends on the bytes.
    if (machine.thread !== null) machine.thread.complete = false;
  }
  return machine.unknown(call);
}

/** A slot's own methods. */
export function callSlot({ machine, call, method, args }: StorageCall, key: Key): Term {
  if (method === "child") return { kind: "slot", key: childKey(machine, key, args[0], call) };
  return machine.named(`${keyId(key)}.${method}`, call);
}

function objectOf({ expression }: CallExpression): Expression {
  return "expression" in expression ? (expression as unknown as { expression: Expression }).expression : expression;
}
