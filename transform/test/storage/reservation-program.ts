import type { Random } from "../rules/harness/handle-programs";
import { makeSlot, type SlotExpression, type Values } from "./slot-expression";

/** Something that happens at one line: a spawn, a read or a write; `trap` is the code it ends with. */
export interface Happening {
  readonly line: number;
  readonly trap: string | null;
  /** The line of the spawn of the thread in which it happens; null in main. */
  readonly thread: number | null;
}

/** How a made-up function ends for some values. */
export interface Ending {
  readonly happenings: readonly Happening[];
  /** The code of the whole call; null for success. */
  readonly code: string | null;
  /** The lines of spawns whose threads succeeded, with what they reserved and wrote. */
  readonly threads: readonly {
    readonly line: number;
    readonly reserved: ReadonlySet<string>;
    readonly written: ReadonlySet<string>;
  }[];
}

class Trap extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

interface Thread {
  readonly reserved: ReadonlySet<string>;
  readonly written: Set<string>;
  readonly line: number;
  trap: string | null;
}

/** What the host knows. */
class Host {
  readonly happenings: Happening[] = [];
  readonly live = new Map<number, Thread>();
  readonly done: Thread[] = [];
  /** Written since the snapshot that is in force. */
  stale = new Set<string>();
  thread: Thread | null = null;

  happen(line: number, trap: string | null): void {
    this.happenings.push({ line, trap, thread: this.thread?.line ?? null });
    if (trap !== null) throw new Trap(trap);
  }

  write(line: number, name: string): void {
    const { thread } = this;
    if (thread !== null) {
      this.happen(line, thread.reserved.has(name) ? null : "TC4001");
      thread.written.add(name);
    } else {
      this.happen(line, [...this.live.values()].some(({ reserved }) => reserved.has(name)) ? "TC4004" : null);
      if (this.live.size > 0) this.stale.add(name);
    }
  }

  read(line: number, name: string): void {
    const { thread } = this;
    this.happen(line, thread !== null && !thread.written.has(name) && this.stale.has(name) ? "TC4005" : null);
  }

  spawn(line: number, id: number, names: readonly string[], body: () => void): void {
    const seen = new Set<string>();
    let trap: string | null = null;
    for (const name of names) {
      if (seen.has(name)) trap ??= "TC4003";
      seen.add(name);
      if ([...this.live.values()].some(({ reserved }) => reserved.has(name))) trap ??= "TC4002";
      if (this.live.size > 0 && this.stale.has(name)) trap ??= "TC4005";
    }
    this.happen(line, trap);
    const thread: Thread = { reserved: seen, written: new Set(), line, trap: null };
    this.thread = thread;
    try {
      body();
    } catch (error) {
      if (!(error instanceof Trap)) throw error;
      thread.trap = error.code;
    }
    this.thread = null;
    this.live.set(id, thread);
  }

  join(id: number): void {
    const thread = this.live.get(id)!;
    this.live.delete(id);
    if (thread.trap !== null) throw new Trap(thread.trap);
    this.done.push(thread);
    if (this.live.size === 0) this.stale = new Set();
    else for (const name of thread.written) this.stale.add(name);
  }
}

type Action = (host: Host, values: Values) => void;

/** A function `name(u: string, n: u32)` and what it does. */
export interface ReservationProgram {
  readonly text: string;
  run(values: Values): Ending;
}

/** Makes up a function that spawns threads with reservations, joins them, and writes in between. The first line has number `firstLine`. */
export function makeReservationProgram(name: string, random: Random, firstLine: number): ReservationProgram {
  const maker = new Maker(random, firstLine + 2);
  maker.lines.unshift(
    `export function ${name}(u: string, n: u32): void {`,
    `  let moved = "a"; if (n > 1) moved = "c:" + u;`,
  );
  maker.fill();
  const actions = maker.actions;
  return {
    text: `${maker.lines.join("\n")}\n}\n`,
    run(values) {
      const host = new Host();
      let code: string | null = null;
      try {
        for (const action of actions) action(host, values);
      } catch (error) {
        if (!(error instanceof Trap)) throw error;
        code = error.code;
      }
      return { happenings: host.happenings, code, threads: host.done };
    },
  };
}

class Maker {
  readonly lines: string[] = [];
  readonly actions: Action[] = [];
  readonly #random: Random;
  readonly #firstLine: number;
  #next = 0;
  #live: number[] = [];

  constructor(random: Random, firstLine: number) {
    this.#random = random;
    this.#firstLine = firstLine;
  }

  fill(): void {
    for (let count = 2 + this.#random.below(4); count > 0; count--) {
      const choice = this.#random.below(6);
      if (choice <= 2) this.#spawn();
      else if (choice === 3 && this.#live.length > 0) this.#join(this.#random.below(this.#live.length));
      else this.actions.push(this.#access(false));
    }
    while (this.#live.length > 0) this.#join(0);
  }

  /** The number that the next line gets. */
  get #line(): number {
    return this.#firstLine + this.lines.length - 2;
  }

  #join(index: number): void {
    const [id] = this.#live.splice(index, 1);
    this.lines.push(`  thread_join(h${id});`);
    this.actions.push((host) => host.join(id!));
  }

  #spawn(): void {
    const id = this.#next++;
    const line = this.#line;
    const { text, names } = this.#list(id);
    this.lines.push(`  ${text}const h${id} = thread_spawn_with_reservation<void>(2_000_000, s${id}, (): void => {`);
    const body = Array.from({ length: 1 + this.#random.below(3) }, () => this.#access(true));
    this.lines.push("  });");
    this.actions.push((host, values) =>
      host.spawn(line, id, names(values), () => body.forEach((each) => each(host, values))),
    );
    this.#live.push(id);
  }

  #list(id: number): { text: string; names: (values: Values) => string[] } {
    const items: SlotExpression[] = Array.from({ length: 1 + this.#random.below(3) }, () => makeSlot(this.#random));
    const text = `const s${id}: string[] = [${items.map((each) => each.text).join(", ")}]; `;
    const first = (values: Values) => items.map((each) => each.name(values));
    const choice = this.#random.below(6);
    if (choice > 2) return { text, names: first };
    const more = makeSlot(this.#random, choice === 0);
    if (choice === 0) {
      const each = (values: Values) => Array.from({ length: values.n }, (_, i) => more.name({ ...values, i }));
      const loop = `for (let i: u32 = 0; i < n; i++) s${id}.push(${more.text}); `;
      return { text: text + loop, names: (values) => [...first(values), ...each(values)] };
    }
    const condition = choice === 1 ? "" : "if (n > 1) ";
    const push = `${condition}s${id}.push(${more.text}); `;
    const holds = ({ n }: Values): boolean => choice === 1 || n > 1;
    return { text: text + push, names: (values) => [...first(values), ...(holds(values) ? [more.name(values)] : [])] };
  }

  /** A read or a write on a line of its own, perhaps under a condition or in a loop. */
  #access(inThread: boolean): Action {
    const line = this.#line;
    const looped = this.#random.chance(20);
    const slot = makeSlot(this.#random, looped);
    const isRead = this.#random.chance(20);
    const call = isRead
      ? `Storage.get<u64>(${slot.text})`
      : this.#random.chance(25)
        ? `Storage.remove(${slot.text})`
        : `Storage.set<u64>(${slot.text}, 1)`;
    const act: Action = (host, values) => (isRead ? host.read : host.write).call(host, line, slot.name(values));
    const indentation = inThread ? "    " : "  ";
    if (looped) {
      this.lines.push(`${indentation}for (let i: u32 = 0; i < n; i++) ${call};`);
      return (host, values) => {
        for (let i = 0; i < values.n; i++) act(host, { ...values, i });
      };
    }
    const bound = this.#random.chance(30) ? this.#random.below(3) : null;
    this.lines.push(`${indentation}${bound === null ? "" : `if (n > ${bound}) `}${call};`);
    return (host, values) => {
      if (bound === null || values.n > bound) act(host, values);
    };
  }
}
