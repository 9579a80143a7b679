import type { Difference } from "./compare";
import type { Hex, JournalJson } from "./fixture";
import { fromHex, sha256, toHex } from "./hex";
import { checkJournal } from "./runtime";

/** Bytes of a journal that `expected.json` writes out. */
const WRITTEN_BYTES_MAXIMUM = 16_384;

/** A journal as `expected.json` has it: a long one is left to its hash. */
export function writtenJournal(journal: Hex | undefined): JournalJson {
  if (journal === undefined) throw new Error("our own machine keeps a journal");
  const bytes = fromHex(journal);
  return {
    // What a checked journal has is without the closing record.
    records: checkJournal(bytes).records.length + 1,
    sha256: toHex(sha256(bytes)),
    ...(bytes.length > WRITTEN_BYTES_MAXIMUM ? {} : { bytes: journal }),
  };
}

/** The first difference between the journal that has to be and the one of a machine: its first other record. */
export function judgeJournal(expected: JournalJson, actual: Hex): Difference | undefined {
  const found = fromHex(actual);
  if (toHex(sha256(found)) === expected.sha256) return undefined;
  let records: readonly Uint8Array[];
  try {
    records = checkJournal(found).frames;
  } catch (error) {
    return { path: "journal", expected: "a canonical journal", actual: (error as Error).message };
  }
  if (expected.bytes === undefined) {
    return { path: "journal.sha256", expected: expected.sha256, actual: toHex(sha256(found)) };
  }
  const wanted = checkJournal(fromHex(expected.bytes)).frames;
  const at = wanted.findIndex((frame, i) => !Buffer.from(frame).equals(records[i] ?? new Uint8Array(0)));
  if (at < 0) return { path: "journal.records", expected: expected.records, actual: records.length + 1 };
  const text = (frame: Uint8Array | undefined): string | undefined => (frame === undefined ? undefined : toHex(frame));
  return { path: `journal.records[${at}]`, expected: text(wanted[at]), actual: text(records[at]) };
}
