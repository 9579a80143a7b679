import { encode } from "../codec/codec";
import { compareBytes } from "../storage/words";
import type { Step } from "../threads/journal";
import { bodyCodec, type JournalContent } from "./records";

/** What differs first between two records' contents, as `kind field: one, another`; undefined if nothing. */
export function contentDifference(left: JournalContent, right: JournalContent): string | undefined {
  if (left.kind !== right.kind) return `kind: ${left.kind}, ${right.kind}`;
  const codec = bodyCodec(left.kind);
  const found = codec.difference(left.body, right.body, "");
  if (found !== undefined) return `${left.kind} ${found}`;
  return compareBytes(encode(codec, left.body), encode(codec, right.body)) === 0
    ? undefined
    : `${left.kind}: its bytes`;
}

/** What differs first between the steps of two executions of a transaction; undefined if nothing. */
export function stepDifference(left: readonly Step[], right: readonly Step[]): string | undefined {
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const found = contentDifference(left[at]!, right[at]!);
    if (found !== undefined) return `steps[${at}]: ${found}`;
  }
  return left.length === right.length ? undefined : `steps.length: ${left.length}, ${right.length}`;
}
