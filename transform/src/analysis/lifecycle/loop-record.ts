import type { Expression, PropertyAccessExpression, Range, Statement } from "assemblyscript" with {
  "resolution-mode": "import",
};
import { joinFrom } from "./joins";
import type { LoopHead } from "./loop-head";
import type { ActiveLoop, Machine } from "./machine";
import { mentions } from "./facts";
import type { Partial, State } from "./state";

/** What a loop has been seen to do to arrays of handles, over all of its rounds. */
export class LoopRecord {
  readonly active: ActiveLoop;
  readonly #machine: Machine;
  readonly #head: LoopHead | null;
  readonly #range: Range;
  readonly #body: Statement;
  /** How rounds that ended regularly left the element they read: by array. */
  readonly #outcomes = new Map<number, Set<"joined" | "open" | "unread">>();
  /** Arrays of which any round, even one that was left early, joined an element. */
  readonly #joined = new Set<number>();
  /** Arrays of which some round joined an element that is not told apart. */
  readonly #unknown = new Map<number, Partial>();
  readonly #added = new Map<number, Set<number | null>>();
  readonly #outerAdded = new Map<number, number | null>();
  readonly #emptyBefore = new Set<number>();

  constructor(machine: Machine, head: LoopHead | null, range: Range, body: Statement) {
    this.#machine = machine;
    this.#head = head;
    this.#range = range;
    this.#body = body;
    const id = machine.nextId();
    this.active = { id, head, firstId: id };
  }

  /** Executions come to the loop. */
  enter(states: readonly State[]): void {
    for (const state of states) {
      for (const [id, { added, length, exact }] of state.arrays) {
        const known = this.#outerAdded.get(id);
        this.#outerAdded.set(id, known === undefined || known === added ? added : null);
        const isEmpty = length === "0" || exact?.length === 0;
        if (isEmpty && known === undefined) this.#emptyBefore.add(id);
        else if (!isEmpty) this.#emptyBefore.delete(id);
      }
    }
  }

  /** A round begins. */
  begin(state: State, ofVariable?: string): void {
    for (const id of state.arrays.keys()) state.setArray(id, { added: 0 });
    if (ofVariable === undefined) return;
    const array = state.read("<of>");
    if (array?.kind !== "array") return;
    const origin = this.#machine.originOf(state, array.id) ?? { node: this.#head!.bound, name: "", type: null };
    const status = state.isArrayOpen(array.id) ? "open" : "gone";
    const element = this.#machine.newThread(state, origin, { status, element: { array: array.id, index: "loop" } });
    state.declare(ofVariable, element);
    if (element?.kind === "thread") state.elements.set(`${this.active.id}:${array.id}`, element.id);
  }

  /** A round has come to its end. */
  end(state: State): void {
    for (const [id, array] of state.arrays) {
      if (id >= this.active.firstId) continue;
      const element = this.#elementOf(state, id);
      const outcome = element === undefined ? "unread" : element.status === "open" ? "open" : "joined";
      this.#outcomes.set(id, (this.#outcomes.get(id) ?? new Set()).add(outcome));
      if (element?.status === "joined") this.#joined.add(id);
      if (array.partial?.kind === "unknown") this.#unknown.set(id, array.partial);
      this.#added.set(id, (this.#added.get(id) ?? new Set()).add(array.added));
    }
    const exit = this.#machine.syntax.lastCharacter(this.#body);
    this.#machine.noteLost(state, { exit, when: "iteration" }, this.active.firstId);
    this.#dropElements(state);
  }

  /** The loop ended because its condition did not hold any more. */
  leave(state: State): void {
    this.#dropElements(state);
    for (const id of state.arrays.keys()) {
      if (id >= this.active.firstId) continue;
      if (this.#joined.has(id)) this.#cover(state, id);
      const unknown = this.#unknown.get(id);
      if (unknown !== undefined && state.isArrayOpen(id)) state.setArray(id, { partial: unknown });
      this.#count(state, id);
    }
  }

  /** The loop was left by a jump. */
  leaveEarly(state: State, statement: "break" | "return", exit: Range): void {
    for (const id of state.arrays.keys()) {
      if (id >= this.active.firstId) continue;
      const element = this.#elementOf(state, id);
      const joins = this.#joined.has(id) || element?.status === "joined";
      if (!joins || !state.isArrayOpen(id)) continue;
      this.#joined.add(id);
      // A loop over at most one element has come to its end with the first join.
      const from = this.#head?.step === 1 ? this.#head.start : null;
      const { exact } = state.arrays.get(id)!;
      if (element?.status === "joined" && from !== null && exact !== null && exact.length - from <= 1) {
        joinFrom(state, id, from);
        continue;
      }
      const cursor = this.#head !== null && !this.#head.declaresIndex ? this.#head.index : null;
      state.setArray(id, { partial: { kind: "left", exit, statement }, cursor, added: null });
    }
    this.#dropElements(state);
  }

  #elementOf(state: State, array: number) {
    const id = state.elements.get(`${this.active.id}:${array}`);
    return id === undefined ? undefined : state.threads.get(id);
  }

  #dropElements(state: State): void {
    for (const [key, id] of state.elements) {
      if (!key.startsWith(`${this.active.id}:`)) continue;
      state.elements.delete(key);
      state.threads.delete(id);
    }
  }

  /** Concludes from the loop's head which elements of an array it has joined. */
  #cover(state: State, id: number): void {
    const outcomes = this.#outcomes.get(id) ?? new Set();
    const array = state.arrays.get(id)!;
    const short = (reason: string): void => {
      if (state.isArrayOpen(id)) state.setArray(id, { partial: { kind: "short", loop: this.#range, reason } });
    };
    if (outcomes.has("open") || outcomes.has("unread")) return short("a thread is joined only under a condition");
    const head = this.#head!;
    const continues = array.cursor === head.index && !head.declaresIndex;
    if (head.step === 0) return short(`it does not advance '${head.index}' by one`);
    const from = head.step === -1 || continues ? 0 : head.start;
    if (from === null) return short(`it does not start at a known index`);
    const reason = this.#boundReason(state, id, head);
    const end = this.#machine.syntax.integer(head.bound);
    if (reason === null) joinFrom(state, id, from);
    else if (end !== null && head.step === 1) this.#joinRange(state, id, from, head.inclusive ? end + 1 : end, reason);
    else return short(reason);
    if (state.isArrayOpen(id)) short(from === 0 ? (reason ?? "") : `it starts at ${from}`);
  }

  #joinRange(state: State, id: number, from: number, end: number, reason: string): void {
    const array = state.arrays.get(id)!;
    if (array.exact !== null) {
      for (const element of array.exact.slice(from, end)) {
        if (element !== null) state.setThread(element, { status: "joined" });
      }
      return;
    }
    const indices = new Set(array.joinedIndices);
    for (let index = from; index < Math.min(end, 4096); index++) indices.add(index);
    state.setArray(id, { joinedIndices: indices });
    if (array.joinedFrom !== null) joinFrom(state, id, array.joinedFrom);
    else if (array.length === String(end) && from === 0) joinFrom(state, id, 0);
    else state.setArray(id, { partial: { kind: "short", loop: this.#range, reason } });
  }

  /** Why the loop's bound may not be the array's length; null when it is. */
  #boundReason(state: State, id: number, head: LoopHead): string | null {
    const { syntax } = this.#machine;
    const bound = syntax.bare(head.bound);
    const { length, name, exact } = state.arrays.get(id)!;
    const known = exact === null ? length : String(exact.length);
    if (head.index === "<of>") return null;
    const text = syntax.text(bound);
    const reason = `'${text}' is not known to be the length of '${name}'`;
    if (head.inclusive) {
      const minusOne = /^(.*)-1$/.exec(text)?.[1];
      if (minusOne === undefined || !syntax.is(bound, "Binary")) return reason;
      const left = (bound as unknown as { left: Expression }).left;
      return this.#isLengthOf(state, left, id) || minusOne === known ? null : reason;
    }
    return this.#isLengthOf(state, bound, id) || text === known ? null : reason;
  }

  #isLengthOf(state: State, expression: Expression, id: number): boolean {
    const { syntax } = this.#machine;
    const bare = syntax.bare(expression);
    if (syntax.is(bare, "Identifier")) {
      const value = state.read(syntax.text(bare));
      return value?.kind === "length" && value.id === id;
    }
    if (!syntax.is(bare, "PropertyAccess")) return false;
    const { expression: object, property } = bare as PropertyAccessExpression;
    const name = syntax.nameOf(object);
    const value = name === null ? undefined : state.read(name);
    return property.text === "length" && value?.kind === "array" && value.id === id;
  }

  /** An array that was empty before, and got one element in each round, has as many as there were rounds. */
  #count(state: State, id: number): void {
    const counts = this.#added.get(id) ?? new Set([0]);
    if ([...counts].every((count) => count === 0)) {
      state.setArray(id, { added: this.#outerAdded.get(id) ?? null });
      return;
    }
    const { syntax } = this.#machine;
    const head = this.#head;
    const isCounted =
      head !== null && head.step === 1 && this.#emptyBefore.has(id) && [...counts].every((count) => count === 1);
    const rounds = !isCounted
      ? null
      : head.start === 0 && !head.inclusive
        ? head.bound
        : head.start === 1 && head.inclusive
          ? head.bound
          : null;
    const text = rounds === null ? null : syntax.text(syntax.bare(rounds));
    const isStable = text !== null && head !== null && !mentions(text, head.index);
    state.setArray(id, { added: null, length: isStable ? text : null });
  }
}
