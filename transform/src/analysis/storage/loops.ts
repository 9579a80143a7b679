import type {
  DoStatement,
  Expression,
  ForOfStatement,
  ForStatement,
  Statement,
  VariableStatement,
  WhileStatement,
} from "assemblyscript" with { "resolution-mode": "import" };
import { assignedNames } from "../lifecycle/loop-head";
import { conditionally, evaluate } from "./expressions";
import type { Machine } from "./machine";
import { merge, type State } from "./state";
import { execute } from "./statements";
import { isOfSpan, keyId, mapUnknowns, termId, type Item, type NameSpan, type SlotList } from "./terms";

/** A loop whose effects do not settle after so many rounds is not understood. */
const ROUNDS_MAXIMUM = 12;

interface Loop {
  readonly condition: Expression | null;
  readonly body: Statement;
  readonly incrementor: Expression | null;
  readonly conditionLast: boolean;
  /** Ends by itself, without a condition: `for … of`. */
  readonly endsAlways: boolean;
  /** The variable that runs through a row of numbers. */
  readonly index: LoopIndex | null;
  /** Declares what a round begins with. */
  readonly begin: ((state: State) => void) | null;
}

interface LoopIndex {
  readonly name: string;
  readonly from: string;
  readonly bound: Expression;
}

export function walkFor(machine: Machine, loop: ForStatement, state: State): State | null {
  const depth = state.frames.length;
  state.frames.push(new Map());
  const { initializer, condition, body, incrementor } = loop;
  const started = initializer === null ? state : execute(machine, initializer, state);
  if (started === null) return null;
  const index = indexOf(machine, loop, started);
  const end = walk(
    machine,
    { condition, body, incrementor, conditionLast: false, endsAlways: false, index, begin: null },
    started,
  );
  if (end !== null) end.frames.length = depth;
  return end;
}

export function walkWhile(machine: Machine, { condition, body }: WhileStatement, state: State): State | null {
  const parts = {
    condition,
    body,
    incrementor: null,
    conditionLast: false,
    endsAlways: false,
    index: null,
    begin: null,
  };
  return walk(machine, parts, state);
}

export function walkDo(machine: Machine, { condition, body }: DoStatement, state: State): State | null {
  const parts = {
    condition,
    body,
    incrementor: null,
    conditionLast: true,
    endsAlways: false,
    index: null,
    begin: null,
  };
  return walk(machine, parts, state);
}

export function walkForOf(machine: Machine, loop: ForOfStatement, state: State): State | null {
  const depth = state.frames.length;
  state.frames.push(new Map());
  evaluate(machine, loop.iterable, state);
  const [declaration] = (loop.variable as VariableStatement).declarations;
  const begin = (each: State): void => {
    if (declaration !== undefined) each.declare(declaration.name.text, machine.unknown(declaration.name));
  };
  const parts = { condition: null, incrementor: null, conditionLast: false, endsAlways: true, index: null, begin };
  const end = walk(machine, { ...parts, body: loop.body }, state);
  if (end !== null) end.frames.length = depth;
  return end;
}

/** `for (let i = a; i < b; i++)` with an `i` that the body does not touch. */
function indexOf(
  machine: Machine,
  { initializer, condition, incrementor, body }: ForStatement,
  state: State,
): LoopIndex | null {
  const { syntax } = machine;
  if (initializer === null || condition === null || incrementor === null || !syntax.is(initializer, "Variable")) {
    return null;
  }
  const [declaration] = (initializer as VariableStatement).declarations;
  const comparison = syntax.comparison(condition);
  if (declaration === undefined || comparison === null || comparison.inclusive || comparison.unequal) return null;
  const name = declaration.name.text;
  if (syntax.nameOf(comparison.left) !== name || syntax.stepOf(incrementor, name) !== 1) return null;
  if (assignedNames(syntax, body).has(name)) return null;
  return { name, from: termId(state.read(name)!), bound: comparison.right };
}

/** What a loop does to what was known before it: names of variables by depth, of versions, and of lists. */
interface Changes {
  readonly variables: Set<string>;
  readonly versions: Set<string>;
  readonly added: Map<number, SlotList>;
  size: number;
}

function walk(machine: Machine, loop: Loop, before: State): State | null {
  const depth = before.frames.length;
  if (loop.condition !== null && machine.syntax.is(loop.condition, "False") && !loop.conditionLast) return before;
  const changes: Changes = { variables: new Set(), versions: new Set(), added: new Map(), size: -1 };
  let lasting = before;
  machine.silent++;
  for (let round = 0; ; round++) {
    if (round > ROUNDS_MAXIMUM) giveUp(machine, lasting, changes);
    const size = countOf(changes, lasting);
    const first = numberOf(machine);
    const { end } = runRound(machine, loop, enter(machine, loop, lasting, changes), depth);
    if (end === null || round > ROUNDS_MAXIMUM) break;
    lasting = note(changes, lasting, end, { first, end: numberOf(machine) });
    if (countOf(changes, lasting) === size) break;
  }
  machine.silent--;
  const first = numberOf(machine);
  const head = enter(machine, loop, lasting, changes);
  const entered = head.clone();
  const { end, broken, tested } = conditionally(machine, () => runRound(machine, loop, head, depth));
  const names = { first, end: numberOf(machine) };
  if (end !== null && machine.silent === 0) runAgain(machine, loop, end, changes, depth);
  const exits: (State | null)[] = [...broken];
  const isEndless = loop.condition === null ? !loop.endsAlways : machine.syntax.is(loop.condition, "True");
  if (!isEndless) exits.push(loop.conditionLast ? tested : afterAll(machine, loop, entered, end, broken.length, names));
  let merged: State | null = null;
  for (const exit of exits) {
    if (exit !== null) exit.frames.length = depth;
    merged = merge(merged, exit, machine);
  }
  return merged;
}

/** The number that the next name gets. */
function numberOf(machine: Machine): number {
  return Number(machine.next().slice(1));
}

function countOf({ variables, versions, added }: Changes, state: State): number {
  return variables.size + versions.size + added.size * 1000 - state.threads.size - state.written.length;
}

/** A state at the loop's head in which nothing is known that a round may change. */
function enter(machine: Machine, loop: Loop, state: State, changes: Changes): State {
  const head = state.clone();
  refresh(machine, head, changes);
  for (const [id, list] of changes.added) head.lists.set(id, list);
  if (loop.index !== null) {
    const { name, from, bound } = loop.index;
    machine.silent++;
    const to = termId(evaluate(machine, bound, head.clone()));
    machine.silent--;
    const unknown = machine.named(machine.next(), bound, true);
    machine.rows.set(unknown.id, { from, to });
    head.write(name, { ...unknown, text: name });
  }
  loop.begin?.(head);
  return head;
}

/** Forgets the values of everything that a round changes. */
function refresh(machine: Machine, state: State, { variables, versions }: Changes): void {
  for (const key of variables) {
    const [depth, name] = split(key);
    const old = state.frames[depth]?.get(name);
    if (old === undefined) continue;
    state.escape(old);
    const integer = old.kind === "integer" || (old.kind === "unknown" && old.integer);
    state.frames[depth]!.set(name, { kind: "unknown", id: machine.next(), integer, offset: 0, text: name });
  }
  for (const name of versions) state.versions.set(name, machine.next());
}

function split(key: string): [number, string] {
  const at = key.indexOf(" ");
  return [Number(key.slice(0, at)), key.slice(at + 1)];
}

/** Notes what was otherwise at the end of a round; returns the state before the loop without the threads that may end in it. */
function note(changes: Changes, before: State, end: State, names: NameSpan): State {
  const lasting = before.clone();
  for (const [depth, frame] of before.frames.entries()) {
    for (const [name, term] of frame) {
      const after = end.frames[depth]?.get(name);
      if (after === undefined || termId(after) !== termId(term)) changes.variables.add(`${depth} ${name}`);
    }
  }
  for (const [name, version] of end.versions) {
    if (before.versions.get(name) !== version) changes.versions.add(name);
  }
  for (const [id, list] of before.lists) {
    const after = end.lists.get(id);
    if (after !== undefined && after !== list) changes.added.set(id, grown(list, after, names));
  }
  for (const { id } of before.threads.values()) {
    const after = end.threads.get(id);
    if (after === undefined) lasting.end(id);
    else if (after.escaped) lasting.escape({ kind: "thread", id });
  }
  const still = new Set(end.written.map(({ key }) => keyId(key)));
  lasting.written = lasting.written.filter(({ key }) => still.has(keyId(key)));
  return lasting;
}

/** A list at the loop's head: what was in it before, and what any number of rounds may have added. */
function grown(before: SlotList, after: SlotList, names: NameSpan): SlotList {
  const nodes = new Set(before.items.map(({ node, key }) => `${node.range.start} ${keyId(key)}`));
  const still = new Set(after.items.filter(({ must }) => must).map(({ key }) => keyId(key)));
  const items = before.items.map((item) => ({ ...item, must: item.must && still.has(keyId(item.key)) }));
  for (const item of after.items) {
    if (!nodes.has(`${item.node.range.start} ${keyId(item.key)}`)) items.push({ ...eachOf(item, names), must: false });
  }
  return { items, closed: before.closed && after.closed, origin: null };
}

/** An item as it is in every round. */
function eachOf(item: Item, names: NameSpan): Item {
  return { ...item, key: mapUnknowns(item.key, (part) => (isOfSpan(part, names) ? { ...part, each: true } : part)) };
}

interface Round {
  readonly end: State | null;
  readonly broken: readonly State[];
  /** After the condition at the end, for `do … while`. */
  readonly tested: State | null;
}

function runRound(machine: Machine, loop: Loop, state: State, depth: number): Round {
  const outer = machine.jumps;
  machine.jumps = { breaks: [], continues: [], returns: outer.returns };
  if (loop.condition !== null && !loop.conditionLast) evaluate(machine, loop.condition, state);
  let end = execute(machine, loop.body, state);
  for (const each of machine.jumps.continues) {
    each.frames.length = depth;
    end = merge(end, each, machine);
  }
  const { breaks } = machine.jumps;
  machine.jumps = outer;
  if (end !== null) {
    end.frames.length = depth;
    if (loop.incrementor !== null) evaluate(machine, loop.incrementor, end);
    if (loop.condition !== null && loop.conditionLast) evaluate(machine, loop.condition, end);
  }
  const isLast = loop.conditionLast && loop.condition !== null && machine.syntax.is(loop.condition, "False");
  return { end: isLast ? null : end, broken: breaks, tested: end === null ? null : end.clone() };
}

/** A further round, of which more is known than of the first: what the round before has certainly done. */
function runAgain(machine: Machine, loop: Loop, end: State, changes: Changes, depth: number): void {
  const outer = { conditions: machine.conditions, returns: [...machine.jumps.returns] };
  machine.conditions = outer.conditions === null ? 0 : outer.conditions + 1;
  const again = enter(machine, loop, end, changes);
  runRound(machine, loop, again, depth);
  machine.conditions = outer.conditions;
  machine.jumps.returns.length = outer.returns.length;
}

/** What is known when the condition has failed: what was known at the head, and that each round has added to the lists. */
function afterAll(
  machine: Machine,
  loop: Loop,
  head: State,
  end: State | null,
  breaks: number,
  names: NameSpan,
): State {
  const after = head.clone();
  if (loop.condition !== null) evaluate(machine, loop.condition, after);
  const index = loop.index === null ? undefined : head.read(loop.index.name);
  const row = index?.kind === "unknown" ? machine.rows.get(index.id) : undefined;
  if (end === null || breaks > 0 || index?.kind !== "unknown" || row === undefined) return after;
  for (const [id, list] of head.lists) {
    const own = end.lists.get(id);
    if (own === undefined || own === list) continue;
    const rows = own.items
      .filter(
        ({ must, range, key }) =>
          must && range === null && !list.items.some((each) => each.must && keyId(each.key) === keyId(key)),
      )
      .map((item): Item => ({ ...eachOf(item, names), must: true, range: { id: index.id, ...row, names } }));
    const others = list.items.filter((item) => item.must || !rows.some(({ node }) => node === item.node));
    after.lists.set(id, { ...list, items: [...others, ...rows] });
  }
  return after;
}

/** What never settles is not known. */
function giveUp(machine: Machine, state: State, changes: Changes): void {
  for (const id of [...state.threads.keys()]) state.end(id);
  for (const id of state.lists.keys()) state.escape({ kind: "list", id });
  for (const [depth, frame] of state.frames.entries()) {
    for (const name of frame.keys()) changes.variables.add(`${depth} ${name}`);
  }
  changes.added.clear();
  changes.versions.add("*");
  machine.count();
}
