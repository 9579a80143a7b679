import type { Range } from "assemblyscript" with { "resolution-mode": "import" };
import type { Facts } from "./facts";
import type { Origin } from "./findings";

/** What is known of a variable or an expression; undefined is anything that holds no handle. */
export type Value =
  | { readonly kind: "thread"; readonly id: number }
  | { readonly kind: "array"; readonly id: number }
  /** The length of an array of handles. */
  | { readonly kind: "length"; readonly id: number }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "null" }
  | undefined;

/** One thread, or one element of an array that a loop walks through. */
export interface Thread {
  readonly origin: Origin;
  readonly status: "open" | "joined" | "gone";
  readonly joinedAt: Range | null;
  /** The array it was read out of, when that one's elements are not told apart, and at which index. */
  readonly element: { readonly array: number; readonly index: number | "loop" | "unknown" } | null;
  /** The parameter it came in by. */
  readonly parameter: number | null;
  readonly lost: Loss | null;
}

/** Where the last variable that led to an unjoined thread got another value or came to its end. */
export interface Loss {
  readonly exit: Range;
  readonly when: "overwritten" | "iteration";
}

/** Why an array may still hold unjoined handles although something tried to join them. */
export type Partial =
  | { readonly kind: "left"; readonly exit: Range; readonly statement: "break" | "return" }
  | { readonly kind: "short"; readonly loop: Range; readonly reason: string }
  | { readonly kind: "unknown"; readonly place: Range };

/** An array of handles. */
export interface HandleArray {
  /** The threads in it, in order, while they can be told apart; null once they cannot. */
  readonly exact: readonly (number | null)[] | null;
  /** Of the elements that are not told apart. */
  readonly origins: readonly Origin[];
  readonly status: "open" | "joined";
  /** Whether it was put where it cannot be followed. */
  readonly gone: boolean;
  readonly name: string;
  /** The number of elements as source text, where known. */
  readonly length: string | null;
  /** Indices that were joined one by one. */
  readonly joinedIndices: ReadonlySet<number>;
  /** All elements from this index on were joined by a loop. */
  readonly joinedFrom: number | null;
  readonly partial: Partial | null;
  /** A loop variable that stopped where joining stopped: a loop that continues with it joins the rest. */
  readonly cursor: string | null;
  /** How many loops are around the place where it was made; elements added in further loops are not told apart. */
  readonly depth: number;
  /** Elements added since the innermost loop's iteration began; null when not known. */
  readonly added: number | null;
  readonly parameter: number | null;
  readonly lost: Loss | null;
}

/** What an execution knows when it has come to one place. */
export class State {
  frames: Map<string, Value>[];
  threads: Map<number, Thread>;
  arrays: Map<number, HandleArray>;
  facts: Facts;
  /** The element that each active loop has read out of an array in this iteration, by loop and array. */
  elements: Map<string, number>;

  constructor(frames: Map<string, Value>[], facts: Facts) {
    this.frames = frames;
    this.threads = new Map();
    this.arrays = new Map();
    this.facts = facts;
    this.elements = new Map();
  }

  clone(): State {
    const copy = new State(
      this.frames.map((frame) => new Map(frame)),
      this.facts.clone(),
    );
    copy.threads = new Map(this.threads);
    copy.arrays = new Map(this.arrays);
    copy.elements = new Map(this.elements);
    return copy;
  }

  declare(name: string, value: Value): void {
    this.frames[this.frames.length - 1]!.set(name, value);
  }

  isLocal(name: string): boolean {
    return this.frames.some((frame) => frame.has(name));
  }

  read(name: string): Value {
    for (let index = this.frames.length - 1; index >= 0; index--) {
      const frame = this.frames[index]!;
      if (frame.has(name)) return frame.get(name);
    }
    return undefined;
  }

  /** Sets a variable that is declared; returns whether it is a local one. */
  write(name: string, value: Value): boolean {
    for (let index = this.frames.length - 1; index >= 0; index--) {
      const frame = this.frames[index]!;
      if (!frame.has(name)) continue;
      frame.set(name, value);
      return true;
    }
    return false;
  }

  setThread(id: number, change: globalThis.Partial<Thread>): void {
    this.threads.set(id, { ...this.threads.get(id)!, ...change });
  }

  setArray(id: number, change: globalThis.Partial<HandleArray>): void {
    this.arrays.set(id, { ...this.arrays.get(id)!, ...change });
  }

  /** Whether some element of the array may be unjoined. */
  isArrayOpen(id: number): boolean {
    const array = this.arrays.get(id)!;
    if (array.exact === null) return array.status === "open";
    return array.exact.some((element) => element !== null && this.threads.get(element)?.status === "open");
  }

  /** The threads and arrays that a variable leads to, and `extra` if given. */
  reachable(extra?: Value): { readonly threads: Set<number>; readonly arrays: Set<number> } {
    const threads = new Set<number>();
    const arrays = new Set<number>();
    const visit = (value: Value): void => {
      if (value?.kind === "thread") threads.add(value.id);
      if (value?.kind !== "array") return;
      arrays.add(value.id);
      for (const element of this.arrays.get(value.id)?.exact ?? []) if (element !== null) threads.add(element);
    };
    for (const frame of this.frames) for (const value of frame.values()) visit(value);
    visit(extra);
    return { threads, arrays };
  }
}
