import { Random } from "../rules/harness/handle-programs";

/** Programs that are compiled together; a number below it tells their function types apart. */
export const BLOCK = 200;

/** Types of function values with fewer parameters than this could be those of the standard library's callbacks. */
const FIRST_TYPE = 16;

/** Makes up names, choices and types for one program; they depend on nothing but the seed and the program's number. */
export class Maker extends Random {
  readonly files: Record<string, string> = {};
  #names = 0;

  /** @param number the program's number in the corpus */
  constructor(
    seed: number,
    readonly number: number,
  ) {
    super((seed * 1_000_003 + number * 7919) >>> 0);
    for (let warm = 0; warm < 8; warm++) this.below(2);
  }

  name(stem: string): string {
    return `${stem}${this.#names++}`;
  }

  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** Its place among the programs that are compiled with it. */
  get place(): number {
    return this.number % BLOCK;
  }

  /**
   * The types of the further parameters of a program's function values: no other program of the block has them, since an
   * indirect call may reach every function value of its type. A program has one list for its threads and one for the caller.
   */
  furtherTypes(side: Side): string[] {
    const code = FIRST_TYPE + 2 * this.place + (side === "thread" ? 0 : 1);
    return [...code.toString(2).slice(1)].map((bit) => (bit === "1" ? "u64" : "u32"));
  }
}

/** Who runs a piece of code. */
export type Side = "thread" | "main";
