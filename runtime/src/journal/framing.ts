import { createHash } from "node:crypto";
import { ByteWriter } from "../abi/byte-writer";
import { encode } from "../codec/codec";
import { invariant } from "../errors";
import { JOURNAL_RECORD_BYTES_MAXIMUM } from "../limits";
import { sha256 } from "../storage/sha256";
import { bodyCodec, JOURNAL_KINDS, ONLY_LANE, type JournalContent } from "./records";

/** Version of the format in `runtime/docs/journal.md`. */
export const JOURNAL_VERSION = 1;

/** `TCJRNL` and a line end, which a copy as text would change. */
const MAGIC = Uint8Array.of(0x54, 0x43, 0x4a, 0x52, 0x4e, 0x4c, 0x0d, 0x0a);

/** Bytes of magic and version. */
export const JOURNAL_HEADER_BYTES = 12;
/** Bytes of a record before its body: sequence, kind, lane, length. */
export const RECORD_HEADER_BYTES = 13;
/** Bytes of the hash after a body. */
export const RECORD_HASH_BYTES = 32;
/** Bytes of a closing record: its body is one number. */
const CLOSING_BYTES = RECORD_HEADER_BYTES + 4 + RECORD_HASH_BYTES;

/** What every journal begins with. */
export function journalHeader(): Uint8Array {
  return new ByteWriter().bytes(MAGIC).integer(JOURNAL_VERSION, 4).finish();
}

/** The hash before the first record. */
export function firstHash(): Uint8Array {
  return sha256(journalHeader());
}

/** The hash of a record: over the one before it, its header and its body. */
export function recordHash(previous: Uint8Array, headerAndBody: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(previous).update(headerAndBody).digest());
}

/** How far a journal has come. */
export interface JournalPosition {
  /** Records so far. */
  readonly records: number;
  /** Bytes of all of them. */
  readonly bytes: number;
  /** 32 bytes: hash of the last one. */
  readonly hash: Uint8Array;
}

/** Writes records one after the other; what was written can be taken back to an earlier position. */
export class JournalWriter {
  private readonly frames: Uint8Array[] = [];
  private hash: Uint8Array = firstHash();
  private frameBytes = 0;

  /** The position after everything written so far. */
  get position(): JournalPosition {
    return { records: this.frames.length, bytes: this.frameBytes, hash: this.hash };
  }

  /** Bytes of the whole journal, as `finish` returns it. */
  get byteCount(): number {
    return JOURNAL_HEADER_BYTES + this.frameBytes + CLOSING_BYTES;
  }

  /** Appends a record. */
  append(content: JournalContent): void {
    this.appendBody(JOURNAL_KINDS.indexOf(content.kind), encode(bodyCodec(content.kind), content.body));
  }

  /** Appends a record whose content is encoded already. @param kind its number */
  appendBody(kind: number, body: Uint8Array): void {
    invariant(JOURNAL_KINDS[kind] !== undefined, "a record is of a known kind");
    invariant(body.length <= JOURNAL_RECORD_BYTES_MAXIMUM, "a record fits its limit");
    this.push(this.frame(kind, body));
  }

  /** Appends records as they are in another journal, the reader having checked them. */
  appendFrames(frames: readonly Uint8Array[]): void {
    for (const frame of frames) this.push(frame);
  }

  /** Takes back everything after a position of this journal. */
  revert(position: JournalPosition): void {
    invariant(position.records <= this.frames.length, "a journal goes back to where it has been");
    this.frames.length = position.records;
    this.frameBytes = position.bytes;
    this.hash = position.hash;
  }

  /** The frame of a record. */
  frameAt(sequence: number): Uint8Array | undefined {
    return this.frames[sequence];
  }

  /** The whole journal with its closing record, which is not kept: more can be appended afterwards. */
  finish(): Uint8Array {
    const body = encode(bodyCodec("closed"), { records: this.frames.length });
    const closing = this.frame(JOURNAL_KINDS.indexOf("closed"), body);
    const parts = [journalHeader(), ...this.frames, closing];
    invariant(closing.length === CLOSING_BYTES, "closing records have the same length");
    return new Uint8Array(Buffer.concat(parts));
  }

  private push(frame: Uint8Array): void {
    this.frames.push(frame);
    this.frameBytes += frame.length;
    this.hash = frame.subarray(frame.length - RECORD_HASH_BYTES);
  }

  private frame(kind: number, body: Uint8Array): Uint8Array {
    const out = new ByteWriter();
    out.integer(this.frames.length, 4).integer(kind, 1).integer(ONLY_LANE, 4).integer(body.length, 4).bytes(body);
    return out.bytes(recordHash(this.hash, out.finish())).finish();
  }
}
