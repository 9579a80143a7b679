/** Where things lie in the memory of a compiled program. */
import { createHash } from "node:crypto";
import { CONTRACTS_MAXIMUM, RAMP_COUNT, RAMP_FIRST, SLOT_COUNT } from "./program";

export const VALUE_BUFFER = 0x100;
export const READ_BUFFER = 0x140;
export const RESULT_BUFFER = 0x180;
export const CALL_LENGTH = 0x1c0;
export const EVENT_BUFFER = 0x200;
export const MALFORMED_EVENT = 0x240;
export const LONG_NAME_EVENT = 0x280;
export const CALLDATA = 0x300;
export const CALLDATA_ADDRESSES = CALLDATA + 4;
export const CALLDATA_HANDLE = CALLDATA_ADDRESSES + 32 * CONTRACTS_MAXIMUM;
/** The handle that came with the call. */
export const GIVEN = 0x380;
/** The last handle that a spawn has given. */
export const KEPT = 0x388;
export const KEYS = 0x2000;
export const LISTS = 0x4000;
export const RAMP = 0xc000;

/** Lengths and the name "e"; the data follows. */
export const EVENT_HEADER = Uint8Array.from([0, 0, 0, 1, 0x65, 0, 0, 0, 8]);
/** A name that is longer than the payload. */
export const MALFORMED_HEADER = Uint8Array.from([0, 0, 1, 0, 0x65, 0, 0, 0, 8]);
/** A name of 65 bytes, one more than may be, and no data. */
export const LONG_NAME_HEADER = Uint8Array.from([0, 0, 0, 65, ...Array<number>(65).fill(0x65), 0, 0, 0, 0]);

/** The first 8 bytes of a slot's key name the slot, and order it; the rest is spread so that tables see varied keys. */
export function slotKey(slot: number): Uint8Array {
  const key = createHash("sha256").update(`slot ${slot}`).digest();
  key.fill(0, 0, 8);
  key.writeUInt16BE(slot, 0);
  return key;
}

/** The number of a slot, from its key. */
export function slotOf(key: Uint8Array): number {
  return key[0]! * 256 + key[1]!;
}

/** Every key that programs name, where they expect it. */
export function keySegments(): { offset: number; bytes: Uint8Array }[] {
  const keys = (first: number, count: number): Buffer =>
    Buffer.concat(Array.from({ length: count }, (_, at) => slotKey(first + at)));
  return [
    { offset: KEYS, bytes: keys(0, SLOT_COUNT) },
    { offset: RAMP, bytes: keys(RAMP_FIRST, RAMP_COUNT) },
  ];
}
