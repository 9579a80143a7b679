import type { Expression, Node } from "assemblyscript" with { "resolution-mode": "import" };
import type { Machine, ThreadRun } from "./machine";
import type { State } from "./state";
import { suggest } from "./suggestion";
import {
  isEach,
  isOfSpan,
  keysDiffer,
  keyText,
  mapUnknowns,
  sameKey,
  unknownsOf,
  type Item,
  type Key,
  type Range,
  type SlotList,
  type Term,
} from "./terms";
import type { Verdict } from "./findings";

/** How the author named a slot that is written. */
export interface Naming {
  readonly term: Term;
  readonly node: Expression;
  /** The text that names it in a list. */
  readonly text: string;
}

/** A slot is read. */
export function readSlot(machine: Machine, key: Key, node: Node): void {
  const { thread } = machine;
  if (thread === null || !machine.reports || thread.written.some((own) => sameKey(own, key))) return;
  const stale = thread.stale.find((each) => sameKey(each.key, key));
  if (stale === undefined) return;
  machine.program.findings.add({
    kind: "stale",
    slot: keyText(key),
    place: node.range,
    related: stale.place,
    fix: null,
  });
}

/** Some slot is written, and nobody knows which one. */
export function writeUnknown({ thread }: Machine): void {
  if (thread !== null) thread.complete = false;
}

/** A slot is written. */
export function writeSlot(machine: Machine, state: State, key: Key, node: Node, naming: Naming): void {
  const { thread } = machine;
  if (thread !== null) writeInThread(machine, thread, key, node, naming);
  else {
    for (const { list, site } of state.threads.values()) {
      const held = list?.items.find((item) => item.must && item.range === null && sameKey(item.key, key));
      if (held === undefined || !machine.reports) continue;
      const slot = keyText(key);
      machine.program.findings.add({ kind: "held", slot, place: node.range, related: site.call.range, fix: null });
    }
  }
  if (thread !== null || state.threads.size > 0) state.written = [...state.written, { key, place: node.range }];
}

function writeInThread(machine: Machine, thread: ThreadRun, key: Key, node: Node, naming: Naming): void {
  const { site, list } = thread;
  thread.written.push(key);
  if (site.name !== "thread_spawn_with_reservation" || machine.silent > 0) return;
  const verdict = judge(machine, key, list);
  const { findings } = machine.program;
  const slot = keyText(key);
  findings.write({ site, place: node.range, slot, verdict });
  if (verdict === "unknown") thread.complete = false;
  if (verdict !== "refuted" || !machine.reports) return;
  const { fix, right } = suggest(machine, thread, list!, key, naming);
  const details = [...pathOf(machine), ...(right === null ? [] : [`Right: ${right}`])];
  const related = site.call.args[1]!.range;
  findings.add({ kind: "unreserved", slot, place: node.range, related, details, fix });
}

/** Whether a key is certainly in a list, certainly not, or neither. */
export function judge(machine: Machine, key: Key, list: SlotList | null): Verdict {
  if (list === null) return "unknown";
  if (list.items.some((item) => item.must && covers(machine, item, key))) return "proved";
  return list.closed && list.items.every((item) => keysDiffer(item.key, key)) ? "refuted" : "unknown";
}

/** Whether an item is the key, or stands for a row of keys that this one is in. */
function covers({ rows }: Machine, { key: listed, range }: Item, key: Key): boolean {
  if (range === null) return sameKey(listed, key);
  if (isEach(key)) return false;
  const indices = unknownsOf(key).flatMap(({ id }) => id.match(/#\d+/g) ?? []);
  return indices.some((index) => {
    const row = rows.get(index);
    return row?.from === range.from && row.to === range.to && sameKey(inRound(listed, range, index), key);
  });
}

/** A row's key for one index. */
function inRound(key: Key, { id, names }: Range, index: string): Key {
  return mapUnknowns(key, (part) => {
    const renamed = { ...part, id: part.id === id ? index : part.id.replaceAll(`<${id}>`, `<${index}>`) };
    return { ...renamed, each: isOfSpan(renamed, names) };
  });
}

/** The functions between the thread's body and this place. */
function pathOf({ path }: Machine): string[] {
  if (path.length === 0) return [];
  const steps = path.map(({ unit, call: { range } }) => {
    return `${unit.declaration.name.text} (${range.source.normalizedPath}:${range.source.lineAt(range.start)})`;
  });
  return [`Reached: the thread → ${steps.join(" → ")}`];
}
