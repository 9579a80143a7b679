import { mutant, type Mutant } from "./mutant";

/** What crosses between the frame and the workers. */
export const poolMutants: readonly Mutant[] = [
  mutant(
    "P-1",
    "a late thread sees what main wrote after the spawn",
    "threads/copy-job",
    "return { ...job, image, globals: job.globals.slice() };",
    "return job;",
  ),
  mutant(
    "M-1",
    "an image that is not copied into the arena",
    "engine/pool-backend",
    "copyBytes)(this.views.bytes, image, imageOffset)",
    "copyBytes)(this.views.bytes, image.subarray(0, 0x800), imageOffset)",
  ),
  mutant(
    "F-9",
    "the outcome of a lost worker",
    "engine/pool-backend",
    "if (kind === protocol_1.JobState.done)",
    "if (kind === protocol_1.JobState.done || kind === protocol_1.JobState.lost)",
  ),
  mutant(
    "F-9",
    "an outcome that did not fit",
    "engine/outcome-region",
    "this.queue.complete(slot, protocol_1.JobState.overflow, this.claimant);",
    "this.queue.complete(slot, protocol_1.JobState.done, this.claimant);",
  ),
  mutant(
    "P-1",
    "outcomes over outcomes that nobody has read",
    "engine/outcome-region",
    "if (this.queue.isDoneBy(newest, this.claimant))",
    "if (false)",
  ),
  mutant(
    "G-14",
    "gas of a thread in 16 bits",
    "engine/outcome-record",
    "numbers.setBigUint64((start + Word.gas) * 4, outcome.gasUsed, true);",
    "numbers.setBigUint64((start + Word.gas) * 4, outcome.gasUsed & 0xffffn, true);",
  ),
  mutant(
    "F-4",
    "messages that lose their first character",
    "engine/outcome-record",
    'Buffer.from(outcome.message, "utf8")',
    'Buffer.from(outcome.message.slice(1), "utf8")',
  ),
  mutant(
    "S-3",
    "stale slots that do not reach the worker",
    "engine/job-record",
    "stale: this.bytes(stale, words[start + Word.staleLength]),",
    "stale: this.bytes(stale, 0),",
  ),
];

/** Tickets, seeds, the journal and the receipt. */
export const recordMutants: readonly Mutant[] = [
  mutant(
    "H-9",
    "seeds by the order in which they are asked for",
    "threads/seed",
    "numbers.writeUInt32BE(ticket, 0);",
    "numbers.writeUInt32BE((globalThis.seeds = (globalThis.seeds ?? 0) + 1), 0);",
  ),
  mutant("H-9", "one seed for all threads of an entry", "threads/seed", "numbers.writeUInt32BE(ticket, 0);", ""),
  mutant(
    "S-10",
    "a journal without the written slots",
    "threads/journal",
    "if (outcome.writes.length === 0)",
    "if (outcome.writes.length >= 0)",
  ),
  mutant(
    "S-8",
    "a journal without the reservations",
    "threads/journal",
    "if (keys.length + regions.length === 0)",
    "if (true)",
  ),
  mutant(
    "F-5",
    "a journal without the cancelled threads",
    "threads/journal",
    'return [{ kind: "stepCancelled", body: { ticket } }];',
    "return [];",
  ),
  mutant(
    "S-10",
    "a journal in the order of endings",
    "threads/journal",
    "this.rows.push(row);",
    "this.rows[scheduled ? 'push' : 'unshift'](row);",
  ),
  {
    ...mutant(
      "S-10",
      "changes in the order in which they were made",
      "frame/state-changes",
      "return (0, words_1.compareBytes)(left.contract, right.contract) || (0, words_1.compareBytes)(left.key, right.key);",
      "return 0;",
    ),
    conformance: true,
  },
  mutant(
    "S-10",
    "a commit in the order of the writes",
    "storage/sorted",
    "const order = sortedEntries(table);",
    "const order = Array.from({ length: table.count }, (_, entry) => entry);",
  ),
  mutant(
    "G-11",
    "gross gas without the discount",
    "frame/make-receipt",
    "gasGross: result.gasUsed + discount,",
    "gasGross: result.gasUsed,",
  ),
];
