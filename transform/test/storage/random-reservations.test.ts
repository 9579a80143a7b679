import { CheckCompiler } from "../rules/harness/check-compiler";
import { Random } from "../rules/harness/handle-programs";
import { SerialChain } from "./serial-chain";
import { makeReservationProgram, type Ending } from "./reservation-program";
import { slotHelpers } from "./slot-expression";

/** `RESERVATION_PROGRAMS=2000 RESERVATION_SEED=7 npx jest transform/test/storage` tries more, from another seed. */
const PROGRAMS = Number(process.env["RESERVATION_PROGRAMS"] ?? 160);
const FIRST_SEED = Number(process.env["RESERVATION_SEED"] ?? 1);
/** Compiled together, which is many times faster. */
const BATCH = 40;

const codes = { unreserved: "TC4001", taken: "TC4002", twice: "TC4003", held: "TC4004", stale: "TC4005" } as const;
const unchecked = [...Object.values(codes), "TC4006"];
const inputs = ["x", "1", "2"].flatMap((u) => [0, 1, 2, 5].map((n) => ({ u, n })));

const header = `import { thread_spawn_with_reservation, thread_join, Storage } from "@threaded-contract/sdk";\n${slotHelpers}`;
const server = new CheckCompiler();
const counts = { proved: 0, refuted: 0, unknown: 0, findings: 0, traps: 0, runs: 0 };

/** A spawn can be refused for several slots; which one the host comes to first is another matter. */
const refusals: ReadonlySet<string> = new Set(["TC4002", "TC4003", "TC4005"]);

/** What the static analysis says wrongly about one ending of a function; empty when nothing. */
function faults(ending: Ending, findings: readonly Finding[], verdicts: ReadonlyMap<number, string>): string[] {
  const wrong: string[] = [];
  for (const { kind, line } of findings) {
    if (kind === "wide") continue;
    if (kind === "unused") {
      const own = ending.threads.filter((each) => each.line === line);
      if (own.some(({ reserved, written }) => reserved.size === written.size)) {
        wrong.push(`line ${line}: all slots are written`);
      }
      continue;
    }
    const code = codes[kind];
    const happened = ending.happenings.filter((each) => each.line === line);
    if (happened.some(({ trap }) => trap !== code && !(refusals.has(code) && refusals.has(trap ?? "")))) {
      wrong.push(`line ${line}: no ${code}`);
    }
  }
  for (const { line, trap, thread } of ending.happenings) {
    if (trap === "TC4001" && thread !== null && verdicts.get(thread) === "proved") {
      wrong.push(`line ${line}: was proved`);
    }
  }
  return wrong;
}

interface Finding {
  readonly kind: keyof typeof codes | "unused" | "wide";
  readonly line: number;
}

const seeds = Array.from({ length: Math.ceil(PROGRAMS / BATCH) }, (_, index) => FIRST_SEED + index);

test.each(seeds)(
  "what is certain about reservations is true: RESERVATION_PROGRAMS=40 RESERVATION_SEED=%d npx jest transform/test/storage",
  async (seed) => {
    const random = new Random(seed);
    let text = header;
    const programs = Array.from({ length: BATCH }, (_, index) => {
      const program = makeReservationProgram(`f${index}`, random, text.split("\n").length);
      text += program.text;
      return program;
    });
    const { wasm, failure, threads, findings } = await server.compile({ files: { "index.ts": text }, unchecked });
    expect(failure).toBeNull();
    const lineOf = (start: number): number => text.slice(0, start).split("\n").length;
    const found = findings.map(({ kind, place }): Finding => ({ kind, line: lineOf(place.start) }));
    const verdicts = new Map(threads.map(({ place, verdict }) => [lineOf(place.start), verdict] as const));
    for (const verdict of verdicts.values()) counts[verdict]++;
    counts.findings += found.length;
    const chain = await SerialChain.deploy(wasm!);
    const lines = text.split("\n");
    for (const [index, program] of programs.entries()) {
      const first = lines.indexOf(`export function f${index}(u: string, n: u32): void {`) + 1;
      const own = found.filter(({ line }) => line >= first && line < first + program.text.split("\n").length);
      for (const values of inputs) {
        const ending = program.run(values);
        const actual = await chain.call(`f${index}`, values.u, values.n);
        const context = { seed, values, program: program.text };
        expect({ ...context, code: actual }).toEqual({ ...context, code: ending.code });
        expect({ ...context, faults: faults(ending, own, verdicts) }).toEqual({ ...context, faults: [] });
        counts.runs++;
        if (ending.code !== null) counts.traps++;
      }
    }
    await chain.close();
  },
  120_000,
);

test("each answer was given often enough to mean something", () => {
  expect(counts.proved).toBeGreaterThan(PROGRAMS / 10);
  expect(counts.refuted).toBeGreaterThan(PROGRAMS / 10);
  expect(counts.unknown).toBeGreaterThan(PROGRAMS / 10);
  expect(counts.traps).toBeGreaterThan(counts.runs / 10);
});
