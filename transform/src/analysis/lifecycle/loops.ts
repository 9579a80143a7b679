import type {
  DoStatement,
  Expression,
  ForOfStatement,
  ForStatement,
  Range,
  Statement,
  VariableStatement,
  WhileStatement,
} from "assemblyscript" with { "resolution-mode": "import" };
import { test } from "./conditions";
import { evaluate, evaluateDiscarded } from "./expressions";
import { LoopRecord } from "./loop-record";
import { assignedNames, readLoopHead, type LoopHead } from "./loop-head";
import type { Machine } from "./machine";
import { apartKey, mergeStates } from "./merge";
import type { State } from "./state";
import { execute, type Completion, type Jump } from "./statements";

/** A loop settles after very few rounds, since handles in it are soon not told apart; this many mean that it never will. */
const ROUNDS_MAXIMUM = 8;

interface Loop {
  readonly head: LoopHead | null;
  readonly condition: Expression | null;
  readonly body: Statement;
  readonly incrementor: Expression | null;
  /** The condition is looked at after the body only. */
  readonly conditionLast: boolean;
  readonly range: Range;
}

export function walkFor(machine: Machine, loop: ForStatement, states: readonly State[]): Completion {
  const depth = states[0]!.frames.length;
  const inner = states.map((state) => state.clone());
  for (const state of inner) state.frames.push(new Map());
  const head = readLoopHead(machine.syntax, loop, inner[0]!);
  const { condition, body, incrementor, initializer } = loop;
  const started = initializer === null ? inner : execute(machine, initializer, inner).normal;
  const range = headRange(machine, loop.range, body);
  const completion = walk(machine, { head, condition, body, incrementor, conditionLast: false, range }, started);
  for (const state of completion.normal) state.frames.length = depth;
  return completion;
}

export function walkWhile(machine: Machine, loop: WhileStatement, states: readonly State[]): Completion {
  const { condition, body } = loop;
  const head = readLoopHead(machine.syntax, loop, states[0]!);
  const inner = states.map((state) => state.clone());
  return walk(
    machine,
    { head, condition, body, incrementor: null, conditionLast: false, range: headRange(machine, loop.range, body) },
    inner,
  );
}

export function walkDo(
  machine: Machine,
  { condition, body, range }: DoStatement,
  states: readonly State[],
): Completion {
  const inner = states.map((state) => state.clone());
  return walk(machine, { head: null, condition, body, incrementor: null, conditionLast: true, range }, inner);
}

/** `for (const h of handles)` visits every element. */
export function walkForOf(machine: Machine, loop: ForOfStatement, states: readonly State[]): Completion {
  const depth = states[0]!.frames.length;
  const [declaration] = (loop.variable as VariableStatement).declarations;
  const inner = states.flatMap((state) => evaluate(machine, loop.iterable, state.clone()));
  for (const { state, value } of inner) {
    state.frames.push(new Map());
    // The element is what `handles[<of>]` would be in a loop over all indices.
    if (value?.kind === "array" && declaration !== undefined) state.declare(OF, value);
  }
  const head: LoopHead = { index: OF, declaresIndex: true, start: 0, bound: loop.iterable, inclusive: false, step: 1 };
  const range = headRange(machine, loop.range, loop.body);
  const parts = { head, condition: null, body: loop.body, incrementor: null, conditionLast: false, range };
  const completion = walk(
    machine,
    parts,
    inner.map(({ state }) => state),
    declaration?.name.text,
  );
  for (const state of completion.normal) state.frames.length = depth;
  return completion;
}

const OF = "<of>";

function walk(machine: Machine, loop: Loop, states: readonly State[], ofVariable?: string): Completion {
  const record = new LoopRecord(machine, loop.head, loop.range, loop.body);
  const depth = states[0]?.frames.length ?? 0;
  const exits = loop.conditionLast ? [] : states.filter((state) => neverEnters(machine, loop, state));
  const entered = states.filter((state) => !exits.includes(state));
  forgetAssigned(machine, loop, entered);
  record.enter(entered);
  machine.loops.push(record.active);
  const jumps: Jump[] = [];
  const seen = new Set<string>();
  let heads = loop.conditionLast ? [] : mergeStates(entered);
  let entering = loop.conditionLast ? mergeStates(entered) : [];
  for (let round = 0; round < ROUNDS_MAXIMUM; round++) {
    for (const head of heads) {
      const { whenTrue, whenFalse } =
        round === 0
          ? decideFirst(machine, loop, head.clone(), ofVariable)
          : decide(machine, loop, head.clone(), ofVariable);
      exits.push(...whenFalse);
      entering.push(...whenTrue);
    }
    if (entering.length === 0) break;
    for (const state of entering) record.begin(state, ofVariable);
    const completion = execute(machine, loop.body, entering);
    entering = [];
    const continued = completion.jumps.filter(({ kind }) => kind === "continue").map(({ state }) => state);
    jumps.push(...completion.jumps.filter(({ kind }) => kind !== "continue"));
    const ended = [...completion.normal, ...continued];
    for (const state of ended) {
      state.frames.length = depth;
      record.end(state);
    }
    const { incrementor } = loop;
    const next =
      incrementor === null ? ended : ended.flatMap((state) => evaluateDiscarded(machine, incrementor, state));
    heads = mergeStates(next).filter((state) => !seen.has(apartKey(state)));
    for (const state of heads) seen.add(apartKey(state));
    if (heads.length === 0) break;
  }
  // A loop that never settles may still end after any round.
  for (const head of heads) exits.push(...decide(machine, loop, head.clone(), ofVariable).whenFalse);
  machine.loops.pop();
  return finish(record, exits, jumps, depth);
}

/** Whether what an execution has seen before tells that the loop's condition does not hold. */
function neverEnters(machine: Machine, { condition }: Loop, state: State): boolean {
  return condition !== null && test(machine, condition, state.clone()).whenTrue.length === 0;
}

function decide(machine: Machine, { condition }: Loop, state: State, ofVariable: string | undefined) {
  if (condition !== null) return test(machine, condition, state);
  // `for (;;)` is only left by a jump, and `for … of` after any number of rounds.
  return { whenTrue: [state], whenFalse: ofVariable === undefined ? [] : [state.clone()] };
}

/** The first time, whether a loop from 0 to `n` is entered tells whether `n` is 0, and that may be known from an earlier loop. */
function decideFirst(machine: Machine, loop: Loop, state: State, ofVariable: string | undefined) {
  const { whenTrue, whenFalse } = decide(machine, loop, state, ofVariable);
  const { head } = loop;
  const bound = head === null ? null : machine.syntax.nameOf(head.bound);
  if (head === null || bound === null || head.start !== 0 || head.step !== 1 || head.inclusive) {
    return { whenTrue, whenFalse };
  }
  const key = `0<${bound}`;
  const known = state.facts.get(key);
  for (const each of whenTrue) each.facts.set(key, true);
  for (const each of whenFalse) each.facts.set(key, false);
  return { whenTrue: known === false ? [] : whenTrue, whenFalse: known === true ? [] : whenFalse };
}

function finish(record: LoopRecord, exits: readonly State[], jumps: readonly Jump[], depth: number): Completion {
  const broken: State[] = [];
  const outer: Jump[] = [];
  for (const jump of jumps) {
    record.leaveEarly(jump.state, jump.kind === "break" ? "break" : "return", jump.place);
    if (jump.kind !== "break") outer.push(jump);
    else {
      jump.state.frames.length = depth;
      broken.push(jump.state);
    }
  }
  for (const state of exits) record.leave(state);
  return { normal: mergeStates([...exits, ...broken]), jumps: outer };
}

/** What a loop assigns is not known at its head. */
function forgetAssigned(machine: Machine, loop: Loop, states: readonly State[]): void {
  const parts = [loop.condition, loop.incrementor, loop.body].filter((part) => part !== null);
  const names = new Set(parts.flatMap((part) => [...assignedNames(machine.syntax, part)]));
  for (const state of states) {
    for (const name of names) {
      machine.forget(state, name);
      const value = state.read(name);
      if (value?.kind === "number" || value?.kind === "length" || value?.kind === "null") state.write(name, undefined);
    }
  }
}

/** The loop without its body, to point at. */
function headRange(machine: Machine, whole: Range, body: Statement): Range {
  const { text } = whole.source;
  const end = whole.start + text.slice(whole.start, body.range.start).trimEnd().length;
  const range = new machine.syntax.compiler.Range(whole.start, end);
  range.source = whole.source;
  return range;
}
