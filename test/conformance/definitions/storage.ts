import {
  call,
  cell,
  contractAddress,
  execution,
  hex,
  returned32,
  returned64,
  send,
  slotKey,
  u32,
  u64,
  type Definition,
} from "../define";

const raw = { program: "program.raw.ts" };
const two = { program: "program.ts", other: "other.ts" };
const other = contractAddress(1);
const filled = (byte: number): Buffer => Buffer.alloc(32, byte);

/** Rulings S: snapshot and storage. */
export const storage: readonly Definition[] = [
  execution(
    "s-01-snapshot-outlives-joins",
    "S-1",
    "A snapshot is there until the last thread that reads it is joined",
    {
      run: [call("run")],
      shows: { "0.receipt.data": returned64(555), "0.receipt.threads.generation": [1, 1, 1] },
    },
  ),
  execution("s-02-generation-lives-until-the-last-join", "S-2", "A generation ends with its last join, not its first", {
    run: [call("run")],
    shows: { "0.receipt.threads.generation": [1, 1, 1, 2] },
  }),
  execution("s-03-stale-read", "S-3", "A thread traps when it reads what was committed since its snapshot", {
    run: [call("run")],
    shows: {
      "0.receipt.data": returned32(4_005),
      "0.receipt.threads.code": [null, null, "TC4005"],
      "0.receipt.changes.after": [hex(cell(5))],
    },
  }),
  execution("s-03-stale-reservation", "S-3", "A slot that was committed since the snapshot cannot be reserved", {
    run: [call("run")],
    shows: { "0.receipt.code": "TC4005", "0.receipt.changes": [], "0.receipt.threads.end": ["joined", "cancelled"] },
  }),
  execution("s-04-main-writes-after-the-snapshot", "S-4", "No later thread of a generation sees the past of a slot", {
    run: [call("run")],
    shows: { "0.receipt.data": returned32(40_050), "0.receipt.threads.code": [null, "TC4005", null] },
  }),
  execution("s-05-main-writes-a-reserved-slot", "S-5", "Main cannot write a slot that a live thread holds", {
    run: [call("run")],
    shows: { "0.receipt.code": "TC4004", "0.receipt.status": "trapped", "0.receipt.changes": [] },
  }),
  execution("s-06-main-reads-a-reserved-slot", "S-6", "Main may read a slot that a thread holds", {
    run: [call("run")],
    shows: { "0.receipt.data": returned64(35) },
  }),
  execution("s-07-write-skew", "S-7", "Write skew is allowed, and the receipt tells of it", {
    run: [call("run")],
    shows: {
      "0.receipt.changes.after": [hex(cell(1)), hex(cell(1))],
      "0.receipt.conflicts.reader": [1, 2],
      "0.receipt.conflicts.writer": [2, 1],
    },
  }),
  execution("s-08-one-writer-for-a-slot", "S-8", "Two live threads cannot reserve one slot", {
    run: [call("run")],
    shows: { "0.receipt.code": "TC4002" },
  }),
  execution("s-09-reads-see-own-writes", "S-9", "A thread reads its own pending writes first", {
    run: [call("run")],
    shows: { "0.receipt.data": returned64(32), "0.receipt.changes.after": [hex(cell(32))] },
  }),
  execution("s-10-commits-are-sorted", "S-10", "A commit is sorted by key, and the last write of a key counts", {
    run: [call("run")],
    shows: {
      "0.receipt.threads.0.writes.key": ["a", "b", "c", "d"].map((name) => hex(slotKey(name))).sort(),
      "0.receipt.threads.0.reservation": ["d", "a", "c", "b"].map((name) => hex(slotKey(name))),
    },
  }),
  execution("s-11-names-become-keys", "S-11", "A slot is 32 bytes, which the SDK derives from names", {
    run: [call("run")],
    shows: {
      "0.receipt.threads.0.reservation": [
        hex(slotKey("name")),
        hex(slotKey("total")),
        hex(slotKey("balance", "alice")),
        hex(filled(0x77)),
      ],
    },
  }),
  execution("s-12-segments-do-not-collide", "S-12", "Segments of a name carry their lengths", {
    run: [call("run")],
    shows: {
      "0.receipt.threads.0.reservation": [hex(slotKey("a:b", "c"))],
      "0.receipt.threads.1.reservation": [hex(slotKey("a", "b:c"))],
      "0.receipt.changes.length": 2,
    },
  }),
  execution("s-13-slot-listed-twice", "S-13", "A slot is listed once", {
    run: [call("run")],
    shows: { "0.receipt.code": "TC4003", "0.receipt.threads": [] },
  }),
  execution("s-14-slots-of-a-reservation", "S-14", "A reservation has at most 1,024 slots", {
    run: [call("run", [u32(1_024)]), call("run", [u32(1_025)])],
    shows: { "0.receipt.status": "success", "1.receipt.code": "TC4007", "1.receipt.threads": [] },
  }),
  execution("s-14-slots-of-a-transaction", "S-14", "The reservations of a transaction have at most 16,384 slots", {
    run: [call("run", [u32(0)]), call("run", [u32(1)])],
    shows: { "0.receipt.status": "success", "1.receipt.code": "TC4007" },
  }),
  execution("s-15-empty-reservation", "S-15", "An empty reservation makes a read-only thread", {
    run: [call("run")],
    shows: { "0.receipt.data": returned32(3_003) },
  }),
  execution("s-16-key-known-at-run-time", "S-16", "Keys that no compiler knows are checked at run time", {
    run: [call("run", [u32(7), u32(7)]), call("run", [u32(7), u32(8)])],
    shows: { "0.receipt.data": returned32(0), "1.receipt.data": returned32(4_001), "1.receipt.changes": [] },
  }),
  execution("s-17-fields-in-one-slot", "S-17", "Fields that share a slot are reserved together", {
    run: [call("run")],
    shows: { "0.receipt.code": "TC4002" },
  }),
  execution("s-18-unreserved-write", "S-18 F-1", "A write outside the reservation traps the thread, and only it", {
    run: [call("run")],
    shows: { "0.receipt.data": returned64(40_010), "0.receipt.threads.status": ["trapped"], "0.receipt.changes": [] },
  }),
  execution("s-19-zero-deletes", "S-19", "Writing zero removes a slot", {
    state: [{ key: slotKey("old"), value: cell(5) }],
    run: [call("run")],
    shows: {
      "0.receipt.changes.key": [hex(slotKey("old"))],
      "0.receipt.changes.before": [hex(cell(5))],
      "0.receipt.changes.after": [hex(cell(0))],
    },
  }),
  execution("s-19-zero-must-be-reserved", "S-19", "Writing zero needs a reservation", {
    run: [call("run")],
    shows: { "0.receipt.data": returned32(4_001) },
  }),
  execution("s-19-no-transient-storage", "S-19", "There is no transient storage", {
    modules: raw,
    run: [{ kind: "deploy", calldata: Buffer.alloc(0) }],
    shows: { "0.refused": "TC6003" },
  }),
  execution("s-20-snapshot-of-all-contracts", "S-20", "A snapshot covers the storage of all contracts", {
    modules: two,
    run: [call("set", [u64(4n)], { contract: "other" }), call("run", [other]), call("late", [other])],
    shows: { "1.receipt.data": returned64(49), "2.receipt.code": "TC4005" },
  }),
  execution("s-22-caches-after-a-join", "S-22", "Main sees what a join committed", {
    run: [call("run")],
    shows: { "0.receipt.data": returned64(35) },
  }),
  execution("s-22-committed-keys", "S-22", "The host lists the keys that a join committed", {
    modules: raw,
    run: [send(Buffer.alloc(0))],
    shows: {
      "0.receipt.data": hex(Buffer.concat([filled(0x11), filled(0x33), filled(0), Buffer.of(1, 1, 0)])),
    },
  }),
  execution("s-23-spawn-in-a-view", "S-23", "A view may spawn threads that do not reserve", {
    run: [call("readOnly", [], { readOnly: true }), call("reserves", [], { readOnly: true })],
    shows: { "0.receipt.data": returned32(7), "1.receipt.code": "TC5019" },
  }),
  execution("s-23-spawn-in-the-start-function", "S-23", "A start function cannot spawn", {
    modules: raw,
    run: [{ kind: "deploy", calldata: Buffer.alloc(0) }],
    shows: { "0.receipt.code": "TC5022", "0.receipt.threads": [] },
  }),
  execution("s-23-spawn-on-deployment", "S-23", "A deployment may spawn", {
    run: [{ kind: "deploy", calldata: Buffer.alloc(0) }, call("get")],
    shows: { "0.receipt.changes.after": [hex(cell(5))], "1.receipt.data": returned64(5) },
  }),
  execution("s-25-slot-taken", "S-25", "A slot that is taken traps the spawn, and names the slot and the owner", {
    run: [1, 2].map((last) => call("run", [u32(3), u32(1), u32(4), u32(last)])),
    shows: { "0.receipt.code": "TC4002", "1.receipt.status": "success" },
  }),
  execution("s-26-reserved-again-after-the-generation", "S-26", "A join releases the reservation", {
    run: [call("run")],
    shows: { "0.receipt.data": returned64(3), "0.receipt.threads.generation": [1, 2, 3] },
  }),
];
