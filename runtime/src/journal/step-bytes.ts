import { ByteReader } from "../abi/byte-reader";
import { ByteWriter } from "../abi/byte-writer";
import { encode } from "../codec/codec";
import type { Step } from "../threads/journal";
import { bodyCodec, JOURNAL_KINDS } from "./records";

/** A step on its way to a journal: the number of its kind, and its content. */
export interface EncodedStep {
  readonly kind: number;
  readonly body: Uint8Array;
}

/** Steps as the frame worker sends them: kind (u8), length (u32) and content of each. Numbers and hashes come later. */
export function encodeSteps(steps: readonly Step[]): Uint8Array {
  const out = new ByteWriter();
  for (const { kind, body } of steps) {
    const bytes = encode(bodyCodec(kind), body);
    out.integer(JOURNAL_KINDS.indexOf(kind), 1).integer(bytes.length, 4).bytes(bytes);
  }
  return out.finish();
}

/** The steps that were sent. */
export function splitSteps(bytes: Uint8Array): EncodedStep[] {
  const source = new ByteReader(bytes);
  const steps: EncodedStep[] = [];
  while (source.remaining > 0) {
    const kind = source.unsigned8();
    steps.push({ kind, body: source.bytes(source.unsigned32()) });
  }
  return steps;
}
