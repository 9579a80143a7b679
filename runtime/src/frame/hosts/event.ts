import { linearCharge } from "../../gas/host-charges";
import { EVENT_DATA_BYTES_MAXIMUM, EVENT_NAME_BYTES_MAXIMUM } from "../../limits";
import type { Frame } from "../frame";
import type { HostTable } from "../host";
import { plainText } from "../revert-data";

const PAYLOAD_BYTES_MAXIMUM = EVENT_NAME_BYTES_MAXIMUM + EVENT_DATA_BYTES_MAXIMUM + 8;

/** Splits `u32 name length, name, u32 data length, data` (big endian); bytes after that mean nothing. */
function decodeEvent(frame: Frame, payload: Uint8Array): { name: string; data: Uint8Array } {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const take = (at: number): Uint8Array => {
    if (at + 4 > bytes.length) return malformed(frame);
    const length = bytes.readUInt32BE(at);
    return at + 4 + length > bytes.length ? malformed(frame) : payload.subarray(at + 4, at + 4 + length);
  };
  const name = take(0);
  const data = take(4 + name.length);
  if (name.length > EVENT_NAME_BYTES_MAXIMUM) {
    frame.trap("TC5018", { reason: `the name has ${name.length} bytes, more than ${EVENT_NAME_BYTES_MAXIMUM}` });
  }
  if (data.length > EVENT_DATA_BYTES_MAXIMUM) {
    frame.trap("TC5018", { reason: `the data has ${data.length} bytes, more than ${EVENT_DATA_BYTES_MAXIMUM}` });
  }
  return { name: plainText(Buffer.from(name).toString("utf8")), data: data.slice() };
}

function malformed(frame: Frame): never {
  return frame.trap("TC5015", { import: "emit", reason: "the payload is not a name and data" });
}

/** `emit`: an event in program order. Threads have no place in that order, so they cannot (TC3001). */
export const eventHosts: HostTable = {
  "env.emit":
    (frame) =>
    (pointer: number, length: number): void => {
      frame.requireRunning("emit");
      const bytes = length >>> 0;
      const price = frame.execution.world.schedule.host.emit;
      frame.charge(price.base);
      frame.guest.check("emit", pointer, bytes);
      frame.charge(linearCharge(price, bytes) - price.base);
      if (bytes > PAYLOAD_BYTES_MAXIMUM) {
        frame.trap("TC5018", { reason: `the payload has ${bytes} bytes, more than ${PAYLOAD_BYTES_MAXIMUM}` });
      }
      const { name, data } = decodeEvent(frame, frame.guest.read("emit", pointer, bytes));
      frame.execution.emit(frame, name, data);
    },
};
