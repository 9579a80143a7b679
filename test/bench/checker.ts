import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { verifyModule } from "@threaded-contract/transform";
import { entrySource } from "../differential/harness/compile-project";
import { installStack } from "../differential/harness/install";
import { stackFolder } from "../differential/harness/paths";
import { ADAPTER_FOLDER } from "../opnet/folders";
import { inRepository } from "../tasks/repository";
import { compileLarge } from "./large-contract";
import { compare, interleave, summarize, time } from "./samples";
import { atMost, type Figure, type Suite } from "./suite";

/** About 100 KB. */
const LARGE_VARIANTS = 21;

/** The stack of the template `opnet`. */
const STACK = "b";
const THEIRS = "@btc-vision/opnet-transform";
const OURS = "@threaded-contract/transform";

/** Ours with a watch on it. */
const OURS_TIMED = inRepository("test", "bench", "timed-transform.mjs");

/** What is compiled in a process of its own. */
interface Compilation {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly compiler: string;
  readonly transforms: readonly string[];
  /** The other options that an author has. */
  readonly options: object;
}

/** As in the template, with a copy of asc's options that an author would not change. */
const OPNET_OPTIONS = {
  ...(JSON.parse(readFileSync(inRepository("templates/opnet/asconfig.json"), "utf8")) as { options: object }).options,
  lib: [ADAPTER_FOLDER],
  use: ["abort=index/abort"],
};

const token = (name: string, source: string, transforms: readonly string[]): Compilation => ({
  name,
  files: { "index.ts": entrySource("contract", "Token"), "contract.ts": readFileSync(inRepository(source), "utf8") },
  compiler: path.join(stackFolder(STACK), "node_modules", "@btc-vision", "assemblyscript"),
  transforms,
  options: OPNET_OPTIONS,
});

const kernels = (name: string, transforms: readonly string[]): Compilation => ({
  name,
  files: Object.fromEntries(
    ["kernels", "keccak", "sha256", "wide"].map((file) => [
      file === "kernels" ? "index.ts" : `${file}.ts`,
      readFileSync(inRepository("test", "bench", "assembly", `${file}.ts`), "utf8"),
    ]),
  ),
  compiler: inRepository("node_modules", "assemblyscript"),
  transforms,
  options: { optimizeLevel: 3 },
});

const THREADED = "templates/opnet/assembly/Token.ts";
const IN_SEQUENCE = "test/bench/assembly/token-in-sequence.ts";

const COMPARISONS = [
  {
    name: "a contract on btc-runtime: asc with the transform and threads / plain asc, in sequence",
    with: token("threaded", THREADED, [THEIRS, OURS]),
    without: token("sequence", IN_SEQUENCE, [THEIRS]),
    bar: 1.15,
  },
  {
    name: "a contract on btc-runtime without threads: asc with the transform / plain asc",
    with: token("sequence-checked", IN_SEQUENCE, [THEIRS, OURS]),
    without: token("sequence", IN_SEQUENCE, [THEIRS]),
    bar: 1.02,
  },
  {
    name: "a small program without threads: asc with the transform / plain asc",
    with: kernels("kernels-checked", [OURS]),
    without: kernels("kernels", []),
    bar: 1.02,
  },
] as const;

/**
 * Without threads the output is the same to the byte, so that the transform's own time is all it costs: measured within a compilation,
 * it says more than two times of which each differs by a tenth from run to run.
 */
const SHARES = [
  {
    name: "the same contract: asc with the transform / the part of it that is not the transform",
    compilation: token("sequence-timed", IN_SEQUENCE, [THEIRS, OURS_TIMED]),
  },
  {
    name: "the same small program: asc with the transform / the part of it that is not the transform",
    compilation: kernels("kernels-timed", [OURS_TIMED]),
  },
];

/** Makes asc's process say how long it has kept processors busy: other programs disturb that less than the time on the wall. */
const REPORT = `data:text/javascript,import { writeSync } from "node:fs";
process.on("exit", () => { const { user, system } = process.cpuUsage(); writeSync(2, "processor " + (user + system) + "\\n"); });`;

/** Compiles and returns what the process wrote to its standard error. */
function compile({ name, files, compiler, transforms, options }: Compilation): string {
  const folder = path.join(installStack(STACK), "build", `bench-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  const all = { ...options, outFile: "contract.wasm", transform: transforms };
  writeFileSync(path.join(folder, "asconfig.json"), JSON.stringify({ options: all }));
  const asc = path.join(compiler, "bin", "asc.js");
  const { status, stderr } = spawnSync(process.execPath, ["--import", REPORT, asc, "index.ts"], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${name} does not compile:\n${stderr}`);
  return stderr;
}

/** Compiles and returns the milliseconds of processor time. */
function processorTime(compilation: Compilation): number {
  const [, microseconds] = /^processor (\d+)$/m.exec(compile(compilation)) ?? [];
  if (microseconds === undefined) throw new Error(`${compilation.name} does not say its time.`);
  return Number(microseconds) / 1000;
}

/** Compiles and returns the time of the whole and of the transform, in milliseconds. */
function shareOfTransform(compilation: Compilation): { readonly all: number; readonly own: number } {
  const [, own, all] = /^transform (\S+) of (\S+)$/m.exec(compile(compilation)) ?? [];
  if (own === undefined || all === undefined) throw new Error(`${compilation.name} does not say its time.`);
  return { all: Number(all), own: Number(own) };
}

async function measureTransform(rounds: number): Promise<Figure[]> {
  const measures: Record<string, () => number> = {};
  for (const each of COMPARISONS) {
    for (const compilation of [each.without, each.with]) measures[compilation.name] = () => processorTime(compilation);
  }
  const values = await interleave(rounds, measures);
  return COMPARISONS.map((each): Figure => {
    const [numerator, denominator] = [values[each.with.name]!, values[each.without.name]!];
    const median = (samples: readonly number[]) => summarize(samples).median.toFixed(0);
    return {
      name: each.name,
      ratio: compare(numerator, denominator),
      bar: atMost(each.bar),
      note: `processor: with ${median(numerator)} ms, without ${median(denominator)} ms`,
    };
  });
}

function measureShares(rounds: number): Figure[] {
  return SHARES.map(({ name, compilation }): Figure => {
    const runs = Array.from({ length: rounds }, () => shareOfTransform(compilation));
    const median = (pick: (run: (typeof runs)[number]) => number) => summarize(runs.map(pick)).median;
    return {
      name,
      ratio: summarize(runs.map(({ all, own }) => all / (all - own))),
      bar: atMost(1.02),
      note: `the transform ${median((run) => run.own).toFixed(0)} ms of ${median((run) => run.all).toFixed(0)} ms`,
    };
  });
}

async function measureVerifier(rounds: number): Promise<Figure> {
  let wasm = new Uint8Array();
  const values = await interleave(rounds, {
    compile: () => time(() => (wasm = compileLarge(LARGE_VARIANTS, true) as Uint8Array<ArrayBuffer>)),
    verify: () => time(() => verifyModule(wasm)),
  });
  const report = verifyModule(wasm);
  if (!report.passed || report.threads.length !== 1) throw new Error("The large contract is not what it should be.");
  const { median } = summarize(values.verify);
  return {
    name: "the verifier on a large contract / asc -O3 of the same",
    ratio: compare(values.verify, values.compile),
    bar: atMost(0.1),
    note: `${(wasm.length / 1000).toFixed(0)} KB: verifier ${median.toFixed(1)} ms, asc ${summarize(values.compile).median.toFixed(0)} ms`,
  };
}

/** What checking costs an author, and a node on deployment. */
export const checkerSuite: Suite = {
  name: "checker",
  measure: async ({ short }) => [
    ...(await measureTransform(short ? 1 : 15)),
    ...measureShares(short ? 1 : 9),
    await measureVerifier(short ? 1 : 5),
  ],
};
