import { readFileSync } from "node:fs";
import { compile } from "./contracts";
import { KERNELS } from "./kernels";
import { instantiateMetered } from "./metered-instance";
import { compare, geometricMean, interleave, summarize, time } from "./samples";
import { atMost, type Figure, type Suite } from "./suite";

/** Stands for the host: kernels call nothing. */
const host = new Proxy({}, { get: () => () => 0, has: () => true });

type Execute = (request: number) => number;

function instantiateUnmetered(bytes: Uint8Array): Execute {
  const module = new WebAssembly.Module(new Uint8Array(bytes));
  return new WebAssembly.Instance(module, { env: host }).exports["execute"] as Execute;
}

/** What gas and depth cost in time: the same kernels on the shipped bytes and on the metered ones. */
export const meterSuite: Suite = {
  name: "meter",
  measure: async ({ short }) => {
    const source = { source: "assembly/kernel-contract.ts", transform: false, flags: ["--use", "abort="] };
    const bytes = readFileSync(compile(source));
    const [plain, metered] = [instantiateUnmetered(bytes), instantiateMetered(bytes).execute];
    const figures: Figure[] = [];
    for (const [index, { name, times }] of KERNELS.entries()) {
      const request = (index << 24) | (short ? 1 : times);
      const run = (execute: Execute) => time(() => execute(request));
      if (plain(request) !== metered(request)) throw new Error(`The metered ${name} has another result.`);
      // V8 replaces its first compilation while the kernel runs.
      for (let round = 0; round < (short ? 1 : 10); round++) await Promise.all([run(plain), run(metered)]);
      const values = await interleave(short ? 1 : 25, { plain: () => run(plain), metered: () => run(metered) });
      const median = (list: readonly number[]) => `${summarize(list).median.toFixed(2)} ms`;
      figures.push({
        name: `${name}: metered / unmetered`,
        ratio: compare(values.metered, values.plain),
        note: `metered ${median(values.metered)}, unmetered ${median(values.plain)}`,
      });
    }
    const ratio = geometricMean(figures.map((figure) => figure.ratio));
    return [
      ...figures,
      { name: "metered / unmetered, geometric mean", ratio, floor: "1.17", bar: atMost(1.2), note: "" },
    ];
  },
};
