/** A small seeded generator of numbers, so that every random test can be repeated. */
export class Random {
  private state: number;

  constructor(readonly seed: number) {
    this.state = seed >>> 0 || 1;
  }

  /** 32 random bits. */
  next(): number {
    // xorshift32
    let value = this.state;
    value ^= value << 13;
    value ^= value >>> 17;
    value ^= value << 5;
    this.state = value >>> 0;
    return this.state;
  }

  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number {
    return this.next() % limit;
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)]!;
  }
}

/** The seed of a random test: fixed, unless the environment variable `SEED` repeats or varies a run. */
export function testSeed(): number {
  return Number(process.env["SEED"] ?? 1);
}

/** The line that repeats a failed random test. */
export function reproduction(file: string, seed: number): string {
  return `SEED=${seed} npx jest ${file}`;
}
