import { invariant } from "../errors";

/** One shared buffer as numbers of every width that records use; making a view costs more than writing a record. */
export interface SharedViews {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  /** For 64-bit integers at any offset. */
  readonly numbers: DataView;
}

/** The views of a whole buffer. */
export function viewsOf(buffer: SharedArrayBuffer): SharedViews {
  invariant(buffer.byteLength % 8 === 0, "a shared buffer is whole 64-bit words");
  return { bytes: new Uint8Array(buffer), words: new Uint32Array(buffer), numbers: new DataView(buffer) };
}
