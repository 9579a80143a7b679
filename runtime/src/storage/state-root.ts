import { createHash } from "node:crypto";
import { ByteWriter } from "../abi/byte-writer";
import { invariant } from "../errors";
import { CELL_BYTES, cellBytes, isZeroCell } from "./words";

const DOMAIN = "threaded-contract/state/1";

/** Sums of 16 bits each. */
const LANES = 1_024;
/** Bytes of all sums. */
export const STATE_ROOT_BYTES = 2 * LANES;

/** What an element of the state is about. */
export const StateElement = { slot: 0, contract: 1, update: 2 } as const;

/**
 * A commitment to the whole state that is kept up to date in time proportional to the changes.
 *
 * Every element of the state is expanded by SHAKE128 to 1,024 little-endian numbers of 16 bits; the sums of these over
 * all elements, modulo 2^16, do not depend on any order, and the root is their SHA-256 (a homomorphic hash, LtHash16).
 */
export class StateRoot {
  private readonly sums: Uint16Array;

  /** @param bytes of an earlier one; nothing for that of an empty state */
  constructor(bytes?: Uint8Array) {
    invariant(bytes === undefined || bytes.length === STATE_ROOT_BYTES, "a state root is kept whole");
    this.sums = bytes === undefined ? new Uint16Array(LANES) : new Uint16Array(Uint8Array.from(bytes).buffer);
  }

  /** The sums, to be kept or copied. */
  bytes(): Uint8Array {
    return new Uint8Array(this.sums.slice().buffer);
  }

  /** 32 bytes. */
  digest(): Uint8Array {
    return new Uint8Array(createHash("sha256").update(DOMAIN).update(this.bytes()).digest());
  }

  /** Replaces a slot's value; zero stands for a slot that does not exist. @param key nine words */
  replaceSlot(key: Uint32Array, before: Uint32Array, after: Uint32Array): void {
    const element = (value: Uint32Array): Uint8Array =>
      stateElement(StateElement.slot, key[0]!, cellBytes(key, 1), cellBytes(value, 0));
    if (!isZeroCell(before, 0)) this.remove(element(before));
    if (!isZeroCell(after, 0)) this.add(element(after));
  }

  add(element: Uint8Array): void {
    const numbers = expand(element);
    for (let lane = 0; lane < LANES; lane++) this.sums[lane]! += numbers[lane]!;
  }

  remove(element: Uint8Array): void {
    const numbers = expand(element);
    for (let lane = 0; lane < LANES; lane++) this.sums[lane]! -= numbers[lane]!;
  }
}

/** The bytes of an element: what it is (u8), contract index (u32, big endian), and 32-byte parts. */
export function stateElement(kind: number, contract: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const out = new ByteWriter().integer(kind, 1).integer(contract, 4);
  for (const part of parts) {
    invariant(part.length === CELL_BYTES, "an element has parts of 32 bytes");
    out.bytes(part);
  }
  return out.finish();
}

function expand(element: Uint8Array): Uint16Array {
  const bytes = createHash("shake128", { outputLength: STATE_ROOT_BYTES }).update(element).digest();
  invariant(bytes.length === STATE_ROOT_BYTES, "an element expands to all lanes");
  return new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + STATE_ROOT_BYTES));
}
