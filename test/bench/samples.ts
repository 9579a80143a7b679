/** Times of one thing, measured again and again. */
export interface Samples {
  readonly median: number;
  /** The tenth and the ninetieth percentile. */
  readonly low: number;
  readonly high: number;
}

/** Sums up measured values. */
export function summarize(values: readonly number[]): Samples {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (fraction: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? NaN;
  return { median: at(0.5), low: at(0.1), high: at(0.9) };
}

/**
 * Measures things against each other: one of each, then one of each again, so that a change in the machine's load meets all.
 *
 * @param rounds how often each is measured
 * @param measures each returns what it measured, in any unit
 * @returns the values of each, in the order of `measures`
 */
export async function interleave<Name extends string>(
  rounds: number,
  measures: Readonly<Record<Name, () => number | Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(measures) as Name[];
  const values = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) values[name].push(await measures[name]());
  }
  return values;
}

/** The ratio of two medians, with the spread of the ratios of each round. */
export function compare(numerators: readonly number[], denominators: readonly number[]): Samples {
  const byRound = summarize(numerators.map((numerator, round) => numerator / (denominators[round] ?? NaN)));
  return { ...byRound, median: summarize(numerators).median / summarize(denominators).median };
}

/** Milliseconds that `action` takes. */
export async function time(action: () => unknown): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** The geometric mean of ratios, of their medians and of their spreads alike. */
export function geometricMean(ratios: readonly Samples[]): Samples {
  const mean = (pick: (ratio: Samples) => number) =>
    Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(pick(ratio)), 0) / ratios.length);
  return { median: mean((ratio) => ratio.median), low: mean((ratio) => ratio.low), high: mean((ratio) => ratio.high) };
}
