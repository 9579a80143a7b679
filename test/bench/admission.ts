import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { inRepository } from "../tasks/repository";
import { compileLarge } from "./large-contract";
import { compare, interleave, summarize, time } from "./samples";
import { atMost, type Figure, type Suite } from "./suite";

// Admission is not public API: the benchmark reaches for the built file, and for its types only at compile time.
const load = createRequire(__filename);
const { admit } = load(inRepository("runtime/dist/meter/admit.js")) as typeof import("../../runtime/src/meter/admit");
const { oip0002 } = load(inRepository("runtime/dist/gas/oip0002.js")) as typeof import("../../runtime/src/gas/oip0002");

/** Sizes of contracts, and how many variants of the kernels make them so large. */
const SIZES = [
  { size: "100 KB", variants: 12, bar: 1 },
  { size: "1 MB", variants: 125, bar: 0.8 },
] as const;

/** The part of `binaryen` that the comparison uses. */
interface Binaryen {
  readBinary(bytes: Uint8Array): { emitBinary(): Uint8Array; dispose(): void };
}

/** It comes with the compiler. */
async function loadBinaryen(): Promise<Binaryen> {
  const compiler = inRepository("node_modules", "assemblyscript", "package.json");
  const { href } = pathToFileURL(createRequire(compiler).resolve("binaryen"));
  const { default: binaryen } = (await import(href)) as { default: Binaryen };
  return binaryen;
}

/** The same contract with another byte of its data, so that nothing is remembered of it, here or in the engine. */
function makeFresh(bytes: Uint8Array, number: number): Uint8Array {
  const fresh = new Uint8Array(bytes);
  const text = Buffer.from(fresh.buffer).indexOf(Buffer.from([0x98, 0x2f, 0x8a, 0x42]));
  if (text < 0) throw new Error("The contract has no table of round constants.");
  new DataView(fresh.buffer).setUint32(text, number, true);
  return fresh;
}

async function measureSize(
  { size, variants, bar }: (typeof SIZES)[number],
  rounds: number,
  binaryen: Binaryen,
): Promise<Figure[]> {
  const bytes = compileLarge(variants);
  let number = 0;
  const next = () => makeFresh(bytes, ++number);
  const reemit = () => {
    const module = binaryen.readBinary(next());
    module.emitBinary();
    module.dispose();
  };
  reemit();
  admit(next(), oip0002);
  const known = next();
  admit(known, oip0002);
  const values = await interleave(rounds, {
    binaryen: () => time(reemit),
    admission: () => time(() => admit(next(), oip0002)),
    again: () => time(() => admit(known, oip0002)),
  });
  const median = (list: readonly number[]) => `${summarize(list).median.toFixed(list === values.again ? 2 : 1)} ms`;
  const kilobytes = Math.round(bytes.length / 1_000);
  return [
    {
      name: `admission of ${size} / binaryen reading and re-emitting it`,
      ratio: compare(values.admission, values.binaryen),
      bar: atMost(bar),
      note: `${kilobytes} KB: admission ${median(values.admission)}, binaryen ${median(values.binaryen)}`,
    },
    {
      name: `admission of ${size} again / the first time`,
      ratio: compare(values.again, values.admission),
      bar: atMost(0.05),
      note: `again ${median(values.again)}`,
    },
  ];
}

/** What it takes to verify, meter and compile a contract before it may run. */
export const admissionSuite: Suite = {
  name: "admission",
  measure: async ({ short }) => {
    const binaryen = await loadBinaryen();
    const figures: Figure[] = [];
    for (const size of short ? SIZES.slice(0, 1) : SIZES) {
      figures.push(...(await measureSize(size, short ? 1 : 15, binaryen)));
    }
    return figures;
  },
};
