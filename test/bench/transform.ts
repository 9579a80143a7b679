import { compile, type CompileOptions } from "./contracts";
import { compare, interleave, summarize, time } from "./samples";
import type { Figure, Suite } from "./suite";

interface Comparison {
  readonly name: string;
  /** What is compiled with our transform, and what without. */
  readonly withTransform: CompileOptions;
  readonly withoutTransform: CompileOptions;
  readonly barAtMost?: number;
}

const COMPARISONS: readonly Comparison[] = [
  {
    name: "a program without threads: asc with the transform / plain asc",
    withTransform: { source: "assembly/kernels.ts", transform: true },
    withoutTransform: { source: "assembly/kernels.ts", transform: false },
  },
  {
    name: "a program with threads / the same without, plain asc",
    withTransform: { source: "../../examples/primes/assembly/index.ts", transform: true },
    withoutTransform: { source: "../../examples/primes/assembly/sieve.ts", transform: false },
  },
];

async function measureOne(
  { name, withTransform, withoutTransform, barAtMost }: Comparison,
  rounds: number,
): Promise<Figure> {
  const values = await interleave(rounds, {
    without: () => time(() => compile(withoutTransform)),
    with: () => time(() => compile(withTransform)),
  });
  return {
    name,
    ratio: compare(values.with, values.without),
    ...(barAtMost === undefined ? {} : { bar: { value: barAtMost, is: "at most" } as const }),
    note: `with ${summarize(values.with).median.toFixed(0)} ms, without ${summarize(values.without).median.toFixed(0)} ms`,
  };
}

/** What the transform adds to the time of a compilation, each in a process of its own. */
export const transformSuite: Suite = {
  name: "transform",
  measure: async ({ short }) => {
    const figures: Figure[] = [];
    for (const comparison of COMPARISONS) figures.push(await measureOne(comparison, short ? 1 : 9));
    return figures;
  },
};
