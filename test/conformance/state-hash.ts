import { sha256 } from "./hex";

/** One slot: contract, key and value, 32 bytes each. */
export interface StateSlot {
  readonly contract: Uint8Array;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** SHA-256 over contract, key and value of every slot that is not zero, sorted by contract, then key. */
export function stateHash(slots: readonly StateSlot[]): Uint8Array {
  const lines = slots
    .filter(({ value }) => value.some((byte) => byte !== 0))
    .map(({ contract, key, value }) => Buffer.concat([contract, key, value]))
    .sort((left, right) => Buffer.compare(left, right));
  return sha256(Buffer.concat(lines));
}
