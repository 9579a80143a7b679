import {
  call,
  cell,
  compilation,
  contractAddress,
  execution,
  hex,
  returned32,
  returned64,
  send,
  text,
  u32,
  type Definition,
} from "../define";

const two = { program: "program.ts", other: "other.ts" };
const raw = { program: "program.raw.ts" };
const other = contractAddress(1);

/** Little-endian words: what a raw contract reads. */
function words(...values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}

/** Rulings X: calls and contexts. */
export const calls: readonly Definition[] = [
  execution("x-01-callee-of-a-thread-spawns", "X-1", "A contract called by a thread cannot spawn", {
    modules: two,
    run: [call("run", [other]), call("main", [other])],
    shows: {
      "0.receipt.status": "success",
      "0.receipt.threads.status": ["success"],
      "0.receipt.threads.length": 1,
      "1.receipt.data": returned32(7),
    },
  }),
  execution(
    "x-02-generation-of-each-frame",
    "X-2",
    "Every frame has its own generation, with a snapshot of live state",
    {
      modules: two,
      run: [call("run", [other])],
      shows: { "0.receipt.data": returned64(80), "0.receipt.threads.generation": [1, 2, 2] },
    },
  ),
  execution("x-03-reentrant-write", "X-3 S-5", "A reserved slot is protected from every frame", {
    modules: two,
    run: [call("run", [other])],
    shows: { "0.receipt.data": returned64(105), "0.receipt.changes.after": [hex(cell(5))] },
  }),
  execution("x-04-thread-calls-its-own-contract", "X-4", "A call back sees the thread's own pending writes", {
    run: [call("run")],
    shows: { "0.receipt.data": returned64(35) },
  }),
  execution("x-05-read-only-below-a-thread", "X-5", "Everything below a thread is read-only", {
    modules: two,
    run: ["reads", "writes", "emits", "deeper"].map((method) => call("run", [other, text(method)])),
    shows: {
      "0.receipt.data": "0x01",
      "1.receipt.data": "0x00",
      "2.receipt.data": "0x00",
      "3.receipt.data": "0x00",
      "2.receipt.events": [],
    },
  }),
  execution("x-06-callee-fails-alone", "X-6", "A thread handles a failed call like any other", {
    modules: two,
    run: [call("run", [other])],
    shows: { "0.receipt.data": returned64(25), "0.receipt.changes.after": [hex(cell(5))] },
  }),
  execution("x-07-callee-knows-the-context", "X-7", "A contract can tell that it is called by a thread", {
    modules: two,
    run: [call("run", [other])],
    shows: { "0.receipt.data": returned32(3) },
  }),
  execution("x-08-context-of-the-parent", "X-8", "A thread has the context of its spawner", {
    run: [call("run", [], { origin: hex(Buffer.alloc(32, 0x99)) })],
    shows: { "0.receipt.status": "success" },
  }),
  execution("x-08-calldata-of-the-parent", "X-8", "A thread reads the calldata of its spawner", {
    modules: raw,
    run: [send(Buffer.from("01020304050607", "hex"))],
    shows: { "0.receipt.data": "0x0102030405060700" },
  }),
  execution("x-09-calls-are-counted-together", "X-9", "Calls of threads count, in join order", {
    modules: raw,
    run: [words(1_000, 24), words(1_000, 25), words(1_025, 0)].map((input) => send(input)),
    shows: { "0.receipt.status": "success", "1.receipt.code": "TC5017", "2.receipt.code": "TC5017" },
  }),
  execution("x-10-call-results-are-private", "X-10", "A thread has its own host state", {
    modules: raw,
    run: [send(Buffer.alloc(2))],
    shows: { "0.receipt.data": "0x11" },
  }),
  execution("x-11-depth-goes-through-threads", "X-11", "A thread's frames stand on those of its spawner", {
    run: [20, 25].map((frames) => call("run", [u32(frames)])),
    shows: { "0.receipt.data": returned32(10), "1.receipt.data": returned32(5) },
  }),
  compilation("x-12-methods-without-state", "X-12", "What a method reaches decides whether it is read-only", [
    "TC3003",
  ]),
];
