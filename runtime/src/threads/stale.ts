import { invariant } from "../errors";
import { KEY_WORDS } from "../storage/hash";
import { KeyTable } from "../storage/key-table";
import { OVERLAY_PAYLOAD_WORDS, WRITER_WORD } from "../storage/overlay";
import { noBytes } from "../storage/words";

const LENGTH_BYTES = 4;

/** The words that go with stale slots: who took the snapshot, and who wrote, by ticket. */
interface StaleWords {
  readonly snapshot: string;
  readonly writers: Readonly<Record<string, string>>;
}

/** The two places of a stale slot, in words. */
export function staleDetail(writer: string, snapshotOwner: string): string {
  return `It was written by ${writer}; the snapshot was taken at the spawn of ${snapshotOwner}.`;
}

/**
 * The slots a thread may not touch because they were written since its snapshot (S-3), with words for who wrote them:
 * a length, the words as JSON, and the flat table, padded to whole words.
 *
 * @param published flat table of an overlay
 * @param firstTicket of the spawn that took the snapshot
 * @param describe words for a ticket; 0 is the main execution
 */
export function encodeStale(
  published: Uint8Array,
  firstTicket: number,
  describe: (ticket: number) => string,
): Uint8Array {
  if (published.length === 0) return noBytes;
  const table = KeyTable.view(published, OVERLAY_PAYLOAD_WORDS);
  const writers: Record<string, string> = {};
  for (let entry = 0; entry < table.count; entry++) {
    const ticket = table.words[table.payload(entry) + WRITER_WORD]!;
    writers[ticket] ??= describe(ticket);
  }
  const words = Buffer.from(JSON.stringify({ snapshot: describe(firstTicket), writers } satisfies StaleWords), "utf8");
  const start = tableStart(words.length);
  const bytes = new Uint8Array(start + published.length);
  new DataView(bytes.buffer).setUint32(0, words.length, true);
  bytes.set(words, LENGTH_BYTES);
  bytes.set(published, start);
  invariant(new StaleSlots(bytes).count === table.count, "stale slots are kept");
  return bytes;
}

function tableStart(wordsLength: number): number {
  return LENGTH_BYTES + Math.ceil(wordsLength / LENGTH_BYTES) * LENGTH_BYTES;
}

/** Encoded stale slots, for reading. */
export class StaleSlots {
  private readonly table: KeyTable;
  private readonly words: Uint8Array;

  constructor(bytes: Uint8Array) {
    if (bytes.length === 0) {
      this.words = noBytes;
      this.table = KeyTable.view(noBytes, OVERLAY_PAYLOAD_WORDS);
      return;
    }
    const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
    const start = tableStart(length);
    invariant(start <= bytes.length, "stale slots are complete");
    this.words = bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
    this.table = KeyTable.view(bytes.subarray(start), OVERLAY_PAYLOAD_WORDS);
  }

  get count(): number {
    return this.table.count;
  }

  /** Who made a slot stale: a ticket, or the number of a write; null for one that is not. @param key nine words */
  writer(key: Uint32Array): number | null {
    const entry = this.table.count === 0 ? -1 : this.table.find(key);
    return entry < 0 ? null : this.table.words[this.table.payload(entry) + WRITER_WORD]!;
  }

  /** Words for who made a slot stale, or null for one that is not. @param key nine words */
  detail(key: Uint32Array): string | null {
    invariant(key.length === KEY_WORDS, "a slot key has nine words");
    const ticket = this.writer(key);
    if (ticket === null) return null;
    const { snapshot, writers } = JSON.parse(Buffer.from(this.words).toString("utf8")) as StaleWords;
    return staleDetail(writers[ticket] ?? `thread ${ticket}`, snapshot);
  }
}
