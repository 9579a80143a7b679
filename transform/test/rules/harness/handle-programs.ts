/** Numbers that only the seed decides (xorshift). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2654435761 + 1) >>> 0 || 1;
  }

  below(limit: number): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state % limit;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

/** How an execution of a made-up program went on: to the next statement, or away. */
type Way = "next" | "break" | "continue" | "return" | "throw";

/** What an execution of a made-up program works on. */
interface World {
  /** The conditions `c0`, `c1`, …, which never change. */
  readonly conditions: readonly boolean[];
  /** How often the loops up to `n` run. */
  readonly rounds: number;
  readonly handles: Map<string, number>;
  readonly arrays: Map<string, number[]>;
  /** Whether each thread has been joined. */
  readonly threads: boolean[];
  broken: boolean;
}

interface Statement {
  readonly text: string;
  run(world: World): Way;
}

const CONDITIONS = 3;
const spawn = "thread_spawn<u32>(1000, (): u32 => work(1))";

/** A function that spawns and joins, and whether each execution of it joins every thread exactly once. */
export interface HandleProgram {
  readonly text: string;
  readonly isRight: boolean;
}

/** Makes up a function with conditions, loops, arrays and jumps, and finds out by running it, with all conditions and several loop counts, whether it is right. */
export function makeHandleProgram(name: string, random: Random): HandleProgram {
  const maker = new Maker(random);
  const body = maker.block(2, false);
  const finish = maker.finish();
  const all = sequence([...maker.prologue, body, ...finish]);
  const parameters = Array.from({ length: CONDITIONS }, (_, index) => `c${index}: bool`).join(", ");
  return {
    text: `export function ${name}(${parameters}, n: u32): u32 {\n${all.text}\nreturn 0;\n}\n`,
    isRight: isRight(all),
  };
}

function isRight(program: Statement): boolean {
  for (let bits = 0; bits < 1 << CONDITIONS; bits++) {
    for (let rounds = 0; rounds <= 3; rounds++) {
      const conditions = Array.from({ length: CONDITIONS }, (_, index) => ((bits >> index) & 1) === 1);
      const world: World = { conditions, rounds, handles: new Map(), arrays: new Map(), threads: [], broken: false };
      const way = program.run(world);
      if (way !== "throw" && (world.broken || world.threads.includes(false))) return false;
      if (world.broken) return false;
    }
  }
  return true;
}

function sequence(statements: readonly Statement[]): Statement {
  return {
    text: statements.map(({ text }) => text).join("\n"),
    run(world) {
      for (const each of statements) {
        const way = each.run(world);
        if (way !== "next") return way;
      }
      return "next";
    },
  };
}

function start(world: World): number {
  return world.threads.push(false) - 1;
}

function join(world: World, thread: number): void {
  if (world.threads[thread] !== false) world.broken = true;
  world.threads[thread] = true;
}

class Maker {
  /** Variables that the whole function sees. */
  readonly prologue: Statement[] = [];
  readonly #random: Random;
  #next = 0;
  readonly #handles: string[] = [];
  readonly #arrays: string[] = [];

  constructor(random: Random) {
    this.#random = random;
    for (let count = random.below(3); count > 0; count--) this.#handles.push(this.#declareHandle(this.prologue));
    for (let count = random.below(2); count > 0; count--) {
      const name = `a${this.#next++}`;
      this.#arrays.push(name);
      this.prologue.push({
        text: `const ${name}: ThreadHandle[] = [];`,
        run: ({ arrays }) => (arrays.set(name, []), "next"),
      });
    }
  }

  /** Joins that a careful author would write at the end; sometimes one is forgotten. */
  finish(): Statement[] {
    const joins = [
      ...this.#handles.filter(() => this.#random.chance(60)).map((name) => this.#join(name)),
      ...this.#arrays.map((name) => this.#joinLoop(name)),
    ];
    return joins.filter(() => this.#random.chance(85));
  }

  block(depth: number, inLoop: boolean): Statement {
    const handles = this.#handles.length;
    const statements = Array.from({ length: 1 + this.#random.below(3) }, () => this.#statement(depth, inLoop));
    this.#handles.length = handles;
    return sequence(statements);
  }

  #statement(depth: number, inLoop: boolean): Statement {
    const choice = this.#random.below(depth > 0 ? 12 : 7);
    if (choice === 0) return this.#local();
    if (choice <= 2 && this.#handles.length > 0) {
      return this.#join(this.#handles[this.#random.below(this.#handles.length)]!);
    }
    if (choice === 3 && this.#arrays.length > 0) {
      return this.#push(this.#arrays[this.#random.below(this.#arrays.length)]!);
    }
    if (choice === 4) return this.#jump(inLoop);
    if (choice === 5 && this.#handles.length > 0) {
      return this.#replace(this.#handles[this.#random.below(this.#handles.length)]!);
    }
    if (choice <= 6) return this.#startAndJoin();
    if (choice <= 9) return this.#branch(depth, inLoop);
    return this.#loop(depth);
  }

  #declareHandle(into: Statement[]): string {
    const name = `h${this.#next++}`;
    into.push({ text: `let ${name} = ${spawn};`, run: (world) => (world.handles.set(name, start(world)), "next") });
    return name;
  }

  #local(): Statement {
    const statements: Statement[] = [];
    const name = this.#declareHandle(statements);
    if (this.#random.chance(70)) statements.push(this.#join(name));
    else this.#handles.push(name);
    return sequence(statements);
  }

  #startAndJoin(): Statement {
    return { text: `thread_join<u32>(${spawn});`, run: (world) => (join(world, start(world)), "next") };
  }

  #join(name: string): Statement {
    return { text: `thread_join<u32>(${name});`, run: (world) => (join(world, world.handles.get(name)!), "next") };
  }

  #replace(name: string): Statement {
    return { text: `${name} = ${spawn};`, run: (world) => (world.handles.set(name, start(world)), "next") };
  }

  #push(name: string): Statement {
    return { text: `${name}.push(${spawn});`, run: (world) => (world.arrays.get(name)!.push(start(world)), "next") };
  }

  #joinLoop(name: string): Statement {
    const leaves = this.#random.chance(15) ? this.#random.below(CONDITIONS) : null;
    const first = this.#random.chance(10) ? 1 : 0;
    const text = `for (let i = ${first}; i < ${name}.length; i++) { thread_join<u32>(${name}[i]);${leaves === null ? "" : ` if (c${leaves}) break;`} }`;
    return {
      text,
      run(world) {
        for (const thread of world.arrays.get(name)!.slice(first)) {
          join(world, thread);
          if (leaves !== null && world.conditions[leaves] === true) break;
        }
        return "next";
      },
    };
  }

  #condition(): { text: string; holds(world: World): boolean } {
    const index = this.#random.below(CONDITIONS);
    const negated = this.#random.chance(40);
    return { text: `${negated ? "!" : ""}c${index}`, holds: ({ conditions }) => conditions[index] !== negated };
  }

  #jump(inLoop: boolean): Statement {
    const ways: readonly Way[] = inLoop ? ["break", "continue", "return", "throw"] : ["return", "throw"];
    const way = ways[this.#random.below(ways.length)]!;
    const { text, holds } = this.#condition();
    const jump = way === "return" ? "return 1" : way === "throw" ? `throw new Error("")` : way;
    return { text: `if (${text}) ${jump};`, run: (world) => (holds(world) ? way : "next") };
  }

  #branch(depth: number, inLoop: boolean): Statement {
    const { text, holds } = this.#condition();
    const [yes, no] = [
      this.block(depth - 1, inLoop),
      this.#random.chance(50) ? this.block(depth - 1, inLoop) : sequence([]),
    ];
    const otherwise = no.text === "" ? "" : ` else {\n${no.text}\n}`;
    return { text: `if (${text}) {\n${yes.text}\n}${otherwise}`, run: (world) => (holds(world) ? yes : no).run(world) };
  }

  #loop(depth: number): Statement {
    const body = this.block(depth - 1, true);
    const index = `i${this.#next++}`;
    return {
      text: `for (let ${index}: u32 = 0; ${index} < n; ${index}++) {\n${body.text}\n}`,
      run(world) {
        for (let round = 0; round < world.rounds; round++) {
          const way = body.run(world);
          if (way === "break") break;
          if (way === "return" || way === "throw") return way;
        }
        return "next";
      },
    };
  }
}
