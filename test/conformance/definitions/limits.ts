import { plainContract, withManifest } from "../../support/wasm/contracts";
import type { ModuleBuilder } from "../../support/wasm/module-builder";
import { call, deploy, execution, hex, returned32, send, u32, type Definition } from "../define";

const raw = { program: "program.raw.ts" };
const MEBIBYTE = 1_048_576;

/** Little-endian words: what a raw contract reads. */
function words(...values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}

const repeat = (code: string, count: number): string => `${code} `.repeat(count);

/** A module that is just small enough to be admitted, and one that is one past that. */
function admission(name: string, title: string, limit: number, build: (count: number) => ModuleBuilder): Definition {
  const modules = { program: () => withManifest(build(limit)), past: () => withManifest(build(limit + 1)) };
  return execution(name, "", title, {
    modules,
    run: [deploy("program"), deploy("past")],
    shows: { "0.receipt.status": "success", "1.refused": "TC6005" },
  });
}

function withFunction(source: Parameters<ModuleBuilder["function"]>[0]): ModuleBuilder {
  const builder = plainContract();
  builder.function(source);
  return builder;
}

const ofExecution: readonly Definition[] = [
  execution("limit-regions-of-a-spawn", "", "A spawn lends at most 64 regions", {
    run: [64, 65].map((count) => call("run", [u32(count)])),
    shows: { "0.receipt.status": "success", "1.receipt.code": "TC5015" },
  }),
  execution("limit-thread-result", "", "A thread's result has at most 1 MiB", {
    modules: raw,
    run: [MEBIBYTE, MEBIBYTE + 1].map((length) => send(words(length))),
    shows: { "0.receipt.threads.resultBytes": [MEBIBYTE], "1.receipt.code": "TC5014" },
  }),
  execution("limit-return-data", "", "A transaction returns at most 1 MiB, and 4,096 bytes of revert data are kept", {
    modules: raw,
    run: [words(0, MEBIBYTE), words(0, MEBIBYTE + 1), words(1, 4_096), words(1, 4_097)].map((input) => send(input)),
    shows: {
      "0.receipt.data.length": 2 + 2 * MEBIBYTE,
      "1.receipt.code": "TC5015",
      "2.receipt.data.length": 2 + 2 * 4_096,
      "3.receipt.data.length": 2 + 2 * 4_096,
    },
  }),
  execution("limit-calldata-of-a-call", "", "A call has at most 1 MiB of calldata", {
    modules: raw,
    run: [MEBIBYTE, MEBIBYTE + 1].map((length) => send(words(length))),
    shows: { "0.receipt.status": "success", "1.receipt.code": "TC5015" },
  }),
  execution("limit-host-copy", "", "A host function reads at most 16 MiB", {
    modules: raw,
    run: [16 * MEBIBYTE, 16 * MEBIBYTE + 1].map((length) => send(words(length))),
    shows: { "0.receipt.status": "success", "1.receipt.code": "TC5015" },
  }),
  execution("limit-call-depth", "", "At most 32 frames are on top of each other", {
    run: [31, 32].map((frames) => call("run", [u32(frames)])),
    shows: { "0.receipt.data": returned32(7), "1.receipt.status": "reverted" },
  }),
  execution("limit-events", "", "Names, data and sum of events", {
    modules: raw,
    run: [
      [1, 64, 0],
      [1, 65, 0],
      [1, 1, MEBIBYTE],
      [1, 1, MEBIBYTE + 1],
      [2, 1, MEBIBYTE],
      [3, 1, 699_051],
    ].map((input) => send(words(...input))),
    shows: {
      "0.receipt.events.name": ["n".repeat(64)],
      "1.receipt.code": "TC5018",
      "2.receipt.events.data.0.length": 2 + 2 * MEBIBYTE,
      "3.receipt.code": "TC5018",
      "4.receipt.status": "success",
      "5.receipt.code": "TC5018",
    },
  }),
  execution("limit-stack", "", "The stack is 262,144 logical bytes", {
    modules: raw,
    run: [3_118, 3_119].map((depth) => send(words(depth))),
    shows: { "0.receipt.status": "success", "1.receipt.code": "TC5007" },
  }),
  execution("limit-pages-of-main", "", "Main has at most 1,024 pages", {
    modules: raw,
    run: [1_023, 1_024].map((pages) => send(words(pages))),
    shows: { "0.receipt.data": hex(words(1)), "1.receipt.data": hex(words(0xffff_ffff)) },
  }),
];

const ofModules: readonly Definition[] = [
  admission("limit-function-body", "A function body has at most 65,536 bytes", 65_536, (count) =>
    // One byte of local groups and one for `end`.
    withFunction({ code: repeat("nop", count - 2) }),
  ),
  admission("limit-loops", "A function has at most 2,000 loops", 2_000, (count) =>
    plainContract({ code: `${repeat("loop void end", count)} local.get 0` }),
  ),
  admission(
    "limit-nested-blocks",
    "Blocks are nested at most 2,000 deep, the function's own included",
    1_999,
    (count) => plainContract({ code: `${repeat("block void", count)} ${repeat("end", count)} local.get 0` }),
  ),
  admission("limit-parameters", "A function has at most 128 parameters", 128, (count) =>
    withFunction({ parameters: repeat("i32", count).trim(), code: "" }),
  ),
  admission("limit-results", "A function has at most 16 results", 16, (count) =>
    withFunction({ results: repeat("i32", count).trim(), code: "unreachable" }),
  ),
  admission("limit-locals", "A function has at most 16,384 locals", 16_384, (count) =>
    withFunction({ locals: `${count} i32`, code: "" }),
  ),
  admission("limit-imports", "A module imports at most 1,024 functions", 1_024, (count) =>
    plainContract({}, (empty) => {
      for (let index = 0; index < count; index++) empty.import("load", { parameters: "i32 i32" });
    }),
  ),
  admission("limit-table", "The table has at most 65,536 entries", 65_536, (count) => plainContract().table(count)),
  admission("limit-complexity", "Values times branching points of a function are at most 2,000,000", 2_000, (count) =>
    withFunction({ locals: "999 i32", code: repeat("i32.const 0 br_if 0", count - 1) }),
  ),
];

/** Programs at every limit that shows in a receipt or an admission, and one past it. */
export const limits: readonly Definition[] = [...ofExecution, ...ofModules];
