import type { ArrayLiteralExpression, Expression, Node } from "assemblyscript" with { "resolution-mode": "import" };
import type { Fix } from "../../diagnostics/fix";
import { removeElement } from "../../fixes/source-text";
import type { JoinSite, SpawnSite } from "../../rules/rule";
import { evaluate } from "./expressions";
import type { Verdict } from "./findings";
import { runBody } from "./inlining";
import type { Machine, ThreadRun } from "./machine";
import type { State, Written } from "./state";
import { keysDiffer, keyText, sameKey, type Item, type Key, type SlotList, type Term } from "./terms";

/** A thread is spawned: its list is compared with what others hold and with what was written, and its body is walked through. */
export function evaluateSpawn(machine: Machine, site: SpawnSite, state: State): Term {
  const { args } = site.call;
  const terms = (site.body === null ? args : args.slice(0, -1)).map((each) => evaluate(machine, each, state));
  // In a thread nothing is spawned; other rules say so.
  if (machine.thread !== null || site.body === null) return machine.unknown(site.call);
  const reserves = site.name === "thread_spawn_with_reservation" && args.length === 3;
  const [, slots] = terms;
  const list = reserves && slots?.kind === "list" ? (state.lists.get(slots.id) ?? null) : null;
  if (list !== null) checkList(machine, site, list, state);
  const writes = walkBody(machine, site, list, state);
  const id = Number(machine.next().slice(1));
  state.threads.set(id, { id, site, list, writes, escaped: false });
  return { kind: "thread", id };
}

/** A listed slot as the author sees it. */
function placeOf({ node }: Item, site: SpawnSite): Node {
  return node.range.source === site.source ? node : site.call.args[1]!;
}

function certain({ items }: SlotList): readonly Item[] {
  return items.filter(({ must, range }) => must && range === null);
}

function checkList(machine: Machine, site: SpawnSite, list: SlotList, state: State): void {
  if (!machine.reports) return;
  const { findings } = machine.program;
  const items = certain(list);
  for (const [index, item] of items.entries()) {
    const same = ({ key }: { readonly key: Key }): boolean => sameKey(key, item.key);
    const common = { slot: keyText(item.key), place: placeOf(item, site).range };
    const twice = items.slice(0, index).find(same);
    const owner = [...state.threads.values()].find(({ list: held }) => held !== null && certain(held).some(same));
    const writer = state.written.find(same);
    // The host looks for them in this order, and stops at the first.
    if (twice !== undefined) {
      findings.add({ kind: "twice", ...common, related: placeOf(twice, site).range, fix: removal(item, list) });
    } else if (owner !== undefined) {
      findings.add({ kind: "taken", ...common, related: owner.site.call.range, fix: null });
    } else if (writer !== undefined) findings.add({ kind: "stale", ...common, related: writer.place, fix: null });
  }
}

/** Takes a slot out of the literal that it is listed in; the last one stays, since an empty literal has no type. */
function removal({ node, key }: Item, { origin }: SlotList): Fix | null {
  if (origin === null) return null;
  const { elementExpressions } = origin as ArrayLiteralExpression;
  if (elementExpressions.length < 2 || !elementExpressions.includes(node)) return null;
  const edit = removeElement(node);
  return edit === null ? null : { title: `Leave ${keyText(key)} out of the reservation`, edits: [edit] };
}

/** Walks through a thread's body; gives what it certainly writes if it succeeds. */
function walkBody(machine: Machine, site: SpawnSite, list: SlotList | null, state: State): readonly Written[] {
  const thread: ThreadRun = {
    site,
    list,
    stale: state.threads.size > 0 ? state.written : [],
    written: [],
    complete: true,
  };
  const inner = state.clone();
  inner.threads = new Map();
  inner.written = [];
  const outer = { jumps: machine.jumps, path: machine.path.splice(0) };
  machine.thread = thread;
  machine.jumps = { breaks: [], continues: [], returns: [] };
  const result = runBody(machine, site.body!.declaration.body as Parameters<typeof runBody>[1], inner);
  machine.thread = null;
  machine.jumps = outer.jumps;
  machine.path.push(...outer.path);
  if (site.name === "thread_spawn_with_reservation" && machine.silent === 0) {
    conclude(machine, thread, site.call.args[1]!);
  }
  return result === null ? [] : result.state.written;
}

function conclude(machine: Machine, { site, list, written, complete }: ThreadRun, slots: Expression): void {
  const { findings } = machine.program;
  const isRefuted = findings.result().writes.some((each) => each.site === site && each.verdict === "refuted");
  const verdict: Verdict = isRefuted ? "refuted" : complete ? "proved" : "unknown";
  findings.thread(site, verdict);
  for (const item of list?.items ?? []) {
    const isUnused = complete && !isRefuted && written.every((key) => keysDiffer(key, item.key));
    const slot = keyText(item.key);
    const place = placeOf(item, site).range;
    const kind = item.must && item.range === null ? "unused" : "wide";
    const common = { slot, place, related: slots.range };
    findings.addIf(isUnused, kind === "unused" ? { kind, ...common, fix: removal(item, list!) } : { kind, ...common });
  }
}

/** A thread is joined: it is not live any more, and what it has written is committed. */
export function evaluateJoin(machine: Machine, { call, name }: JoinSite, state: State): Term {
  const terms = call.args.map((each) => evaluate(machine, each, state));
  const [handle] = terms;
  if (machine.thread !== null) {
    machine.thread.complete = false;
    return machine.unknown(call);
  }
  if (handle?.kind === "thread") {
    const thread = state.threads.get(handle.id);
    if (thread !== undefined) state.end(handle.id);
    // A failed thread that is tried for commits nothing.
    if (thread !== undefined && state.threads.size > 0 && name !== "thread_try_join") {
      state.written = [...state.written, ...thread.writes.map(({ key }) => ({ key, place: call.range }))];
    }
  } else state.endEscaped();
  // The objects that main keeps are what they were, but a stored value may be another one.
  return machine.unknown(call);
}
