import { call, cell, execution, hex, returned32, returned64, send, u32, type Definition } from "../define";

/** Little-endian words: what a raw contract reads. */
function words(...values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}

/** Rulings F: failure. */
export const failure: readonly Definition[] = [
  execution("f-01-failed-thread-commits-nothing", "F-1", "A failed thread commits neither slots nor regions", {
    run: [call("outOfGas", [u32(0)]), call("aborts", [u32(0)])],
    shows: {
      "0.receipt.data": returned64(50_010),
      "0.receipt.changes": [],
      "0.receipt.threads.writes": [[]],
      "1.receipt.data": returned32(50_020),
    },
  }),
  execution("f-02-join-or-try", "F-2", "A join fails with the thread's error; a try makes it a value", {
    run: [call("join", [u32(3)]), call("join", [u32(0)]), call("attempt", [u32(3)]), call("attempt", [u32(0)])],
    shows: {
      "0.receipt.data": returned32(4),
      "1.receipt.code": "TC5004",
      "1.receipt.failure.ticket": 1,
      "2.receipt.data": returned32(4),
      "3.receipt.data": returned32(35_004),
    },
  }),
  execution("f-03-accounts-before-it-fails", "F-3", "Unused gas comes back before the failure is passed on", {
    run: [call("run")],
    shows: { "0.receipt.data": "0x00", "0.receipt.threads.discount": ["0"], "0.receipt.threads.used": ["5"] },
  }),
  execution("f-04-abort-message", "F-4", "A failure's text is the contract's own, and limited", {
    run: [call("run", [u32(3)]), call("run", [u32(1_025)])],
    shows: {
      "0.receipt.threads.message": ["xxx at program.ts:6:21"],
      "1.receipt.threads.message": [`${"x".repeat(1_024)} at program.ts:6:21`],
    },
  }),
  execution("f-05-unjoined-threads", "F-5", "A frame that ends with unjoined threads reverts, and its caller goes on", {
    run: [call("forgets"), call("run")],
    shows: {
      "0.receipt.status": "reverted",
      "0.receipt.code": "TC5009",
      "0.receipt.threads.end": ["cancelled"],
      "1.receipt.data": returned32(0),
      "1.receipt.changes": [],
    },
  }),
  execution("f-06-main-fails-first", "F-6", "Main's error wins over those of threads that live", {
    run: [call("run", [u32(0)])],
    shows: {
      "0.receipt.code": "TC5002",
      "0.receipt.failure.ticket": 0,
      "0.receipt.threads.end": ["joined", "cancelled"],
      "0.receipt.changes": [],
    },
  }),
  execution("f-07-first-in-join-order", "F-7", "Of several failures the first in join order is reported", {
    run: [call("run", [u32(0)])],
    shows: { "0.receipt.code": "TC5002", "0.receipt.failure.ticket": 2 },
  }),
  execution("f-08-exit-in-a-thread", "F-8", "An exit in a thread is a failure whose data is limited", {
    modules: { program: "program.raw.ts" },
    run: [words(0, 20), words(1, 20), words(1, 4_096), words(1, 5_000)].map((input) => send(input)),
    shows: {
      "0.receipt.data": hex(words(2, 5_002, 12)),
      "1.receipt.data": hex(words(2, 5_002, 12)),
      "2.receipt.data": hex(words(2, 5_002, 4_088)),
      "3.receipt.data": hex(words(2, 5_002, 4_088)),
      "3.receipt.threads.status": ["reverted"],
    },
  }),
  execution("f-11-failure-releases", "F-11", "A failed thread's reservation and snapshot are released", {
    run: [call("run", [u32(0)])],
    shows: {
      "0.receipt.data": returned64(50_045),
      "0.receipt.threads.generation": [1, 2],
      "0.receipt.changes.after": [hex(cell(5))],
    },
  }),
];
