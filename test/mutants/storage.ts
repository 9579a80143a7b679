import { mutant, type Mutant } from "./mutant";

/** Before main reads, commits what threads have brought so far, in the order in which they ended. */
const commitWhatIsDone = `for (const other of this.backend.live?.values() ?? []) {
            const done = other.outcome ??
                (other.slot >= 0 && this.backend.queue.state(other.slot) === 3 ? this.backend.readOutcome(other) : null);
            if (done?.status !== 0) continue;
            const [slot, cell] = [new Uint32Array(words_1.CELL_WORDS + 1), new Uint32Array(words_1.CELL_WORDS)];
            const bytes = new DataView(done.writes.buffer, done.writes.byteOffset, done.writes.byteLength);
            slot[0] = this.ledger.rows[other.ticket - 1].contract.index;
            for (let at = 0; at < bytes.byteLength; at += 64) {
                (0, words_1.loadCell)(bytes, at, slot, 1);
                (0, words_1.loadCell)(bytes, at + 32, cell, 0);
                this.overlay.write(slot, cell, other.ticket);
            }
        }
        return this.overlay.read(key, value);`;

/** Snapshots, reservations and commits. */
export const storageMutants: readonly Mutant[] = [
  mutant(
    "S-10",
    "commit in completion order",
    "frame/main-execution",
    "return this.overlay.read(key, value);",
    commitWhatIsDone,
  ),
  {
    name: "snapshot per spawn without the stale trap",
    ruling: "S-3",
    edits: [
      {
        file: "threads/spawn",
        find: "snapshot: generation.snapshot,",
        replace: "snapshot: execution.overlay.publish(),",
      },
      {
        file: "threads/spawn",
        find: "stale: generation.staleSlots(execution),",
        replace: "stale: words_1.noBytes,",
      },
      {
        file: "threads/spawn-checks",
        find: "    if (writer < 0)\n        return;",
        replace: "    if (writer !== undefined)\n        return;",
      },
    ],
  },
  {
    ...mutant(
      "S-3",
      "stale slots read from the old snapshot",
      "threads/generation",
      "if (this.staleAt !== this.overlay.sequence) {",
      "if (false) {",
    ),
    conformance: true,
  },
  mutant(
    "S-4",
    "stale slots may be reserved",
    "threads/spawn-checks",
    "    if (writer < 0)\n        return;",
    "    if (writer !== undefined)\n        return;",
  ),
  mutant(
    "G-5",
    "a generation for each spawn",
    "threads/spawn",
    "frame.generation === null || !frame.generation.live",
    "true",
  ),
  {
    name: "a generation that ends with its first join",
    ruling: "S-2",
    edits: [
      {
        file: "threads/generation",
        find: "return this.unjoined > 0;",
        replace: "return this.unjoined > 0 && !this.over;",
      },
      {
        file: "threads/generation",
        find: "        this.unjoined--;",
        replace: "        this.unjoined--;\n        this.over = true;",
      },
    ],
  },
  {
    ...mutant(
      "S-9",
      "a thread does not see its writes",
      "threads/thread-execution",
      "const own = this.writes.find(key);",
      "const own = -1;",
    ),
    conformance: true,
  },
  mutant(
    "S-18",
    "unreserved slots may be written",
    "threads/thread-execution",
    "if (this.reserved.find(key) < 0)",
    "if (false)",
  ),
  {
    ...mutant("S-5", "main writes reserved slots", "frame/main-execution", "if (owner !== 0) {", "if (false) {"),
    conformance: true,
  },
  mutant("S-8", "two threads reserve one slot", "threads/spawn-checks", "if (holder !== 0)", "if (false)"),
  {
    ...mutant("S-13", "a slot listed twice", "threads/spawn-checks", "if (seen.find(key) >= 0)", "if (false)"),
    conformance: true,
  },
  mutant(
    "S-7",
    "reads that the receipt leaves out",
    "threads/thread-execution",
    "this.reads.set(this.reads.add(key), value);",
    "",
  ),
  mutant(
    "S-7",
    "write skew not reported",
    "threads/conflicts",
    "writer.committedAt > reader.generation.start",
    "false",
  ),
  {
    name: "reservation released before the result is checked",
    ruling: "F-1",
    edits: [
      {
        file: "threads/join",
        find: "    checkOutcome(row, outcome);\n",
        replace:
          "    (0, reserved_1.forEachReserved)(row.contract.index, row.reservation, (key) => execution.reservations.release(key, row.ticket));\n    checkOutcome(row, outcome);\n",
      },
      {
        file: "threads/join",
        find: "row.reservation, (key) => execution.reservations.release(key, row.ticket));\n    execution.ledger.settle",
        replace: "row.reservation, () => undefined);\n    execution.ledger.settle",
      },
    ],
  },
  {
    name: "commit of a failed thread",
    ruling: "F-1",
    edits: [
      {
        file: "threads/run-thread",
        find: "writes: succeeded ? (0, sorted_1.sortedCells)(execution.writes) : words_1.noBytes,",
        replace: "writes: (0, sorted_1.sortedCells)(execution.writes),",
      },
      { file: "threads/join", find: "outcome.writes.length + outcome.regions.length === 0", replace: "true" },
      { file: "threads/join", find: "    if (succeeded) {\n", replace: "    if (true) {\n" },
      { file: "threads/join", find: "    copyRegionsBack(execution, frame, row, outcome);\n", replace: "" },
    ],
  },
  mutant(
    "F-11",
    "a failed thread keeps its slots",
    "threads/join",
    "    release(execution, row);\n",
    "    if (outcome.status === 0) release(execution, row);\n    else execution.ledger.settle(row, 'joined');\n",
  ),
  mutant(
    "S-26",
    "a cancelled thread keeps its slots",
    "threads/cancel",
    "(key) => reservations.release(key, row.ticket)",
    "() => undefined",
  ),
];
