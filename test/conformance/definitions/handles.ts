import { call, compilation, deploy, execution, returned32, returned64, u32, u64, type Definition } from "../define";

const raw = { program: "program.raw.ts" };
const list = (...values: readonly number[]): Buffer => Buffer.concat([values.length, ...values].map(u32));

/** Rulings H: handles and control flow. */
export const handles: readonly Definition[] = [
  compilation("h-01-join-loop-left-early", "H-1", "A join loop that can be left early is an error", ["TC2004"]),
  execution("h-01-join-all-then-decide", "H-1", "Join all, then decide", {
    run: [call("verify", [list(1, 2, 3)]), call("verify", [list(1, 7, 3)])],
    shows: {
      "0.receipt.data": "0x01",
      "1.receipt.data": "0x00",
      "1.receipt.threads.end": ["joined", "joined", "joined"],
    },
  }),
  execution("h-02-joined-twice", "H-2", "A handle is joined once", {
    run: [call("run")],
    shows: { "0.receipt.code": "TC5011" },
  }),
  execution("h-02-forged-handle", "H-2", "A number that is no handle traps", {
    run: [0n, 1n, 0x100_0001n, 0xffff_ffff_ffff_ffffn].map((ticket) => call("run", [u64(ticket)])),
    shows: {
      "0.receipt.code": "TC5010",
      "1.receipt.code": "TC5010",
      "2.receipt.code": "TC5010",
      "3.receipt.code": "TC5010",
      "0.receipt.threads.end": ["cancelled"],
    },
  }),
  execution("h-02-handle-of-another-frame", "H-2", "A frame cannot join another frame's thread", {
    run: [call("run")],
    shows: { "0.receipt.data": returned32(7), "0.receipt.threads.end": ["joined"] },
  }),
  execution("h-02-handle-of-another-transaction", "H-2", "A handle of an earlier transaction traps", {
    run: [call("keep"), call("run")],
    shows: { "0.receipt.data": returned32(7), "1.receipt.code": "TC5012" },
  }),
  compilation("h-03-handle-captured", "H-3", "A thread cannot capture a handle", ["TC2009"]),
  compilation("h-03-handle-returned", "H-3", "A handle cannot be kept", ["TC2006"]),
  compilation("h-04-joined-on-some-paths", "H-4", "A handle is joined on every path", ["TC2001", "TC2001"]),
  compilation("h-05-spawn-and-join-in-a-thread", "H-5", "A thread can neither spawn nor join", ["TC2008", "TC3002"]),
  execution("h-05-spawn-in-a-thread-refused", "H-5", "A module whose thread spawns is not admitted", {
    modules: raw,
    run: [deploy()],
    shows: { "0.refused": "TC3002" },
  }),
  execution("h-05-join-in-a-thread-refused", "H-5", "A module whose thread joins is not admitted", {
    modules: raw,
    run: [deploy()],
    shows: { "0.refused": "TC2008" },
  }),
  execution("h-06-three-joins", "H-6", "All joins commit; plain ones give no gas back", {
    run: [call("run")],
    shows: {
      "0.receipt.data": returned64(123),
      "0.receipt.threads.0.refund": "0",
      "0.receipt.threads.discountPercent": [0, 20, 10],
    },
  }),
  compilation("h-07-wrong-result-type", "H-7", "The join asks for the type that the spawn gives", ["TC2007"]),
  execution("h-07-wrong-result-type-trapped", "H-7", "The host checks the type of the result", {
    run: [call("run", [Buffer.of(1)]), call("run", [Buffer.of(0)])],
    shows: { "0.receipt.data": returned64(7), "1.receipt.code": "TC2007" },
  }),
  execution("h-08-three-spawns", "H-8 M-9", "Three forms of spawn", {
    run: [call("run")],
    shows: { "0.receipt.data": returned64(123), "0.receipt.threads.fee": ["100000", "101000", "101000"] },
  }),
  execution("h-09-tickets-in-program-order", "H-9", "Tickets follow the spawns, whatever ends first", {
    run: [call("run")],
    shows: { "0.receipt.threads.ticket": [1, 2, 3] },
  }),
  execution("h-10-threads-of-a-transaction", "H-10", "256 threads may be unjoined at once", {
    run: [call("run", [u32(256)]), call("run", [u32(257)])],
    shows: { "0.receipt.data": returned32(256), "1.receipt.code": "TC5013", "1.receipt.threads.length": 256 },
  }),
  execution("h-11-a-thread-for-each-item", "H-11", "A thread for each item of a list traps when the list is long", {
    run: [
      call("step", [list(1, 2, 3)]),
      call("step", [list(...new Array<number>(257).fill(1))]),
      call("stepInParts", [list(...new Array<number>(257).fill(1))]),
    ],
    shows: {
      "0.receipt.data": returned32(9),
      "1.receipt.code": "TC5013",
      "2.receipt.data": returned32(514),
      "2.receipt.threads.length": 8,
    },
  }),
  compilation("h-12-nested-through-a-method", "H-12", "Nested threads are found through the call graph", [
    "TC2008",
    "TC3002",
  ]),
];
