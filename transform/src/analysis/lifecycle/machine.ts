import type { CallExpression, Range, TypeNode } from "assemblyscript" with { "resolution-mode": "import" };
import type { JoinSite, SpawnSite } from "../../rules/rule";
import type { Facts } from "./facts";
import type { Finding, Findings, Origin } from "./findings";
import type { HandleTypes, HandleType } from "./handle-types";
import type { LoopHead } from "./loop-head";
import type { ProgramFunctions, Unit } from "./program-functions";
import type { HandleArray, Loss, State, Thread, Value } from "./state";
import type { Summary } from "./summary";
import type { Syntax } from "./syntax";

/** What all functions of a program share. */
export interface LifecycleProgram {
  readonly syntax: Syntax;
  readonly spawns: ReadonlyMap<CallExpression, SpawnSite>;
  readonly joins: ReadonlyMap<CallExpression, JoinSite>;
  readonly functions: ProgramFunctions;
  readonly types: HandleTypes;
  readonly findings: Findings;
  /**
   * What calling a function does to handles; null while it is being found out.
   *
   * @param handleParameter a parameter that is a handle although its type is not written down
   */
  summaryOf(unit: Unit, handleParameter?: number): Summary | null;
}

/** A loop that is being walked through. */
export interface ActiveLoop {
  readonly id: number;
  readonly head: LoopHead | null;
  /** Arrays made before the loop have smaller numbers. */
  readonly firstId: number;
}

/** Walks through one function, with every operation on handles that a place in it can do. */
export class Machine {
  readonly program: LifecycleProgram;
  readonly unit: Unit;
  readonly loops: ActiveLoop[] = [];
  #nextId = 1;

  constructor(program: LifecycleProgram, unit: Unit) {
    this.program = program;
    this.unit = unit;
  }

  get syntax(): Syntax {
    return this.program.syntax;
  }

  nextId(): number {
    return this.#nextId++;
  }

  find(finding: Finding): void {
    this.program.findings.add(finding);
  }

  handleType(type: TypeNode | null): HandleType {
    return this.program.types.of(type, this.unit.source);
  }

  // ---- making handles ----

  newThread(state: State, origin: Origin, change: Partial<Thread> = {}): Value {
    const id = this.nextId();
    state.threads.set(id, {
      origin,
      status: "open",
      joinedAt: null,
      element: null,
      parameter: null,
      lost: null,
      ...change,
    });
    return { kind: "thread", id };
  }

  newArray(state: State, change: Partial<HandleArray>): Value {
    const id = this.nextId();
    state.arrays.set(id, {
      exact: null,
      origins: [],
      status: "joined",
      gone: false,
      name: "",
      length: null,
      joinedIndices: new Set(),
      joinedFrom: null,
      partial: null,
      cursor: null,
      depth: this.loops.length,
      added: null,
      parameter: null,
      lost: null,
      ...change,
    });
    return { kind: "array", id };
  }

  /** Names what a variable now holds, if it has no name yet. */
  name(state: State, value: Value, name: string): void {
    if (value?.kind === "thread") {
      const { origin } = state.threads.get(value.id)!;
      if (origin.name === "") origin.name = name;
    } else if (value?.kind === "array" && state.arrays.get(value.id)!.name === "") state.setArray(value.id, { name });
  }

  // ---- changing handles ----

  /** A handle is put where it cannot be followed. */
  escape(state: State, value: Value, how: string, place: Range): void {
    if (value?.kind === "thread") {
      const { origin, status, parameter } = state.threads.get(value.id)!;
      if (status === "gone") return;
      state.setThread(value.id, { status: "gone" });
      // What happens to a parameter is reported where the handle comes from.
      if (parameter === null) this.find({ kind: "escapes", name: origin.name, how, place, origin });
    } else if (value?.kind === "array") {
      const array = state.arrays.get(value.id)!;
      const origin = this.originOf(state, value.id);
      const isOpen = state.isArrayOpen(value.id);
      for (const element of array.exact ?? []) if (element !== null) state.setThread(element, { status: "gone" });
      state.setArray(value.id, { exact: null, origins: [], status: "joined", gone: true, length: null });
      if (isOpen && array.parameter === null) this.find({ kind: "escapes", name: array.name, how, place, origin });
    }
  }

  /**
   * Notes the unjoined threads that no variable leads to any more, if they are as young as `firstId`. They are reported only if the
   * execution comes to the end of the function: where it throws, everything is reverted anyway.
   */
  noteLost(state: State, loss: Loss, firstId = 0): void {
    const { threads, arrays } = state.reachable();
    for (const [id, { status, element, parameter, lost }] of state.threads) {
      if (
        id < firstId ||
        status !== "open" ||
        element !== null ||
        parameter !== null ||
        lost !== null ||
        threads.has(id)
      ) {
        continue;
      }
      state.setThread(id, { lost: loss });
    }
    for (const [id, { parameter, lost }] of state.arrays) {
      if (id < firstId || arrays.has(id) || parameter !== null || lost !== null) continue;
      if (state.isArrayOpen(id)) state.setArray(id, { lost: loss });
      else state.arrays.delete(id);
    }
  }

  originOf(state: State, array: number): Origin | null {
    const { origins, exact } = state.arrays.get(array)!;
    const first = exact?.find((element) => element !== null);
    return origins[0] ?? (first === undefined || first === null ? null : state.threads.get(first)!.origin);
  }

  /** From here on the elements of an array are not told apart. */
  blur(state: State, id: number): void {
    const { exact, origins } = state.arrays.get(id)!;
    if (exact === null) return;
    const isOpen = state.isArrayOpen(id);
    const threads = exact.filter((element) => element !== null);
    const found = threads.map((element) => state.threads.get(element)!.origin);
    for (const element of threads) state.threads.delete(element);
    const status = isOpen ? "open" : "joined";
    state.setArray(id, {
      exact: null,
      origins: distinct([...origins, ...found]),
      status,
      length: String(exact.length),
    });
  }

  /** An element is added at the end of an array. */
  push(state: State, id: number, value: Value): void {
    const inLoop = this.loops.length > state.arrays.get(id)!.depth;
    if (inLoop) this.blur(state, id);
    const array = state.arrays.get(id)!;
    const added = array.added === null ? null : array.added + 1;
    const thread = value?.kind === "thread" ? value.id : null;
    if (array.exact !== null) {
      state.setArray(id, { exact: [...array.exact, thread], added });
      return;
    }
    state.setArray(id, { length: inLoop ? null : nextLength(array.length), added });
    this.store(state, id, value);
  }

  /** An element whose place is not told apart is put into an array. */
  store(state: State, id: number, value: Value): void {
    this.blur(state, id);
    if (value?.kind !== "thread") return;
    const thread = state.threads.get(value.id)!;
    const array = state.arrays.get(id)!;
    if (array.name !== "" && thread.origin.name === "") thread.origin.name = array.name;
    state.setArray(id, { origins: distinct([...array.origins, thread.origin]) });
    if (thread.status === "open") {
      state.setArray(id, { status: "open", joinedFrom: null, joinedIndices: new Set(), partial: null });
      state.setThread(value.id, { status: "gone" });
    }
  }

  /** A variable is assigned: what was known by its name is not known any more. */
  forget(state: State, name: string, forgetIn: (facts: Facts) => void = (facts) => facts.forget(name)): void {
    forgetIn(state.facts);
    for (const [id, { length }] of state.arrays) {
      if (length !== null && new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`).test(length)) {
        state.setArray(id, { length: null });
      }
    }
  }
}

/** Origins, one for each place in the source. */
function distinct(origins: readonly Origin[]): Origin[] {
  return [...new Map(origins.map((origin) => [origin.node, origin])).values()];
}

function nextLength(length: string | null): string | null {
  return length !== null && /^\d+$/.test(length) ? String(Number(length) + 1) : null;
}
