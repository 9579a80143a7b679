import {
  call,
  compilation,
  contractAddress,
  execution,
  returned32,
  returned64,
  send,
  text,
  u32,
  u64,
  type Definition,
} from "../define";

const list = (...values: readonly Uint8Array[]): Buffer => Buffer.concat([u32(values.length), ...values]);
const pools = { program: "program.ts", first: "other.ts", second: "other.ts", third: "other.ts" };

/** Little-endian words: what a raw contract reads. */
function words(...values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}

/** Rulings M: memory, captures and results. */
export const memory: readonly Definition[] = [
  execution("m-01-captures-are-copies", "M-1", "A thread runs on a copy of memory and globals", {
    run: [call("run", [list(text("one"), text("three"))])],
    shows: { "0.receipt.data": returned64(147) },
  }),
  execution("m-01-this-is-a-copy", "M-1", "In a thread `this` is the copy", {
    run: [call("run")],
    shows: { "0.receipt.data": returned32(42) },
  }),
  compilation("m-02-lost-change", "M-2", "A change that main will not see is a warning", ["TC1005"]),
  compilation("m-02-lost-assignment", "M-2", "An assignment that main will not see is an error", ["TC1004"]),
  execution("m-03-only-regions-come-back", "M-3", "Only the bytes of regions come back", {
    run: [call("run")],
    shows: { "0.receipt.data": returned32(515_000) },
  }),
  execution("m-03-regions-of-live-threads", "M-3", "Regions of live threads do not overlap", {
    run: [16, 15, 0].map((second) => call("run", [u32(second)])),
    shows: { "0.receipt.data": returned32(12), "1.receipt.code": "TC4008", "2.receipt.code": "TC4008" },
  }),
  execution("m-04-results-are-copies", "M-4", "A result is a copy of a graph of objects", {
    run: [call("run", [u32(20)])],
    shows: { "0.receipt.data": returned64(19_051) },
  }),
  execution("m-04-results-cost-their-kilobytes", "M-4 G-2", "A result costs 1,000 gas for each started KB", {
    run: [0, 1_000, 3_000].map((bytes) => call("run", [u32(bytes)])),
    shows: {
      "0.receipt.data": returned32(0),
      "1.receipt.data": returned32(1_000),
      "2.receipt.data": returned32(3_000),
    },
  }),
  execution("m-05-closures", "M-5", "Closures capture parameters, locals and loop variables", {
    run: [call("run")],
    shows: { "0.receipt.data": returned64(315_021) },
  }),
  execution("m-06-best-price", "M-6", "The document's price aggregator", {
    modules: pools,
    run: [
      ...[1_000n, 9_000n, 5_000n].map((reserve, i) =>
        call("setReserve", [u64(reserve)], { contract: ["first", "second", "third"][i]! }),
      ),
      call("findBestPrice", [list(contractAddress(1), contractAddress(2), contractAddress(3)), u64(1_000n)]),
    ],
    shows: { "3.receipt.data": returned64(900), "3.receipt.threads.discountPercent": [30, 20, 10] },
  }),
  execution("m-07-pages-of-a-thread", "M-7", "A thread has a page budget of its own", {
    run: [16, 17].map((pages) => call("run", [u32(pages)])),
    shows: { "0.receipt.data": "0x01", "1.receipt.data": "0x00" },
  }),
  execution("m-07-memory-of-all-threads", "M-7", "Main and its live threads together have at most 64 MiB", {
    run: [512, 513].map((pages) => call("run", [u32(pages)])),
    shows: { "0.receipt.data": returned32(512), "1.receipt.code": "TC5024" },
  }),
  execution("m-08-start-does-not-run-again", "M-8", "A thread does not start the module again", {
    run: [call("run")],
    shows: { "0.receipt.data": returned32(1_104) },
  }),
  execution("m-09-region-changed-by-main", "M-9", "Main does not change a region that a thread has", {
    run: [call("run", [Buffer.of(0)]), call("run", [Buffer.of(1)])],
    shows: { "0.receipt.data": returned32(7), "1.receipt.code": "TC4009" },
  }),
  execution("m-09-region-outside-memory", "M-9", "A region lies in memory", {
    modules: { program: "program.raw.ts" },
    run: [words(0, 65_536), words(0, 65_537), words(65_535, 2), words(8, 0xffff_fff8), words(0, 0)].map((input) =>
      send(input),
    ),
    shows: {
      "0.receipt.status": "success",
      "1.receipt.code": "TC4010",
      "2.receipt.code": "TC4010",
      "3.receipt.code": "TC4010",
      "4.receipt.code": "TC4010",
    },
  }),
];
