import { Status } from "../../threads/backend";
import { ABORT_TEXT_BYTES_MAXIMUM, FAILURE_DATA_BYTES_MAXIMUM, RETURN_DATA_BYTES_MAXIMUM } from "../../limits";
import type { Frame } from "../frame";
import type { HostTable } from "../host";
import { decodeRevert, encodeRevert, plainText } from "../revert-data";

const REVERTED = 5002;

/** The text of an AssemblyScript string: UTF-16, its byte length in the four bytes before it. */
function readString(frame: Frame, name: string, pointer: number): string {
  if (pointer === 0) return "";
  const { guest } = frame;
  const start = guest.check(name, pointer, 0);
  const length = start < 4 ? 0 : guest.view.getUint32(guest.check(name, start - 4, 4), true);
  const bytes = guest.read(name, pointer, Math.min(length, ABORT_TEXT_BYTES_MAXIMUM * 2) & ~1);
  return plainText(Buffer.from(bytes).toString("utf16le"), ABORT_TEXT_BYTES_MAXIMUM);
}

/** Ends the frame as reverted by the contract itself. */
export function revert(frame: Frame, message: string, data: Uint8Array, exitStatus = 1): never {
  return frame.end({ status: Status.reverted, code: REVERTED, message, data, ticket: 0, exitStatus });
}

/** Return data is bounded; revert data is cut, so that a long message still says something. */
function readExitData(frame: Frame, status: number, pointer: number, length: number): Uint8Array {
  const { guest } = frame;
  if (status === 0) return guest.read("exit", pointer, guest.length("exit", length, RETURN_DATA_BYTES_MAXIMUM));
  guest.check("exit", pointer, length);
  return guest.read("exit", pointer, Math.min(length, FAILURE_DATA_BYTES_MAXIMUM));
}

/** `exit` and `abort`: how a contract ends its own frame. */
export const exitHosts: HostTable = {
  "env.exit":
    (frame) =>
    (status: number, pointer: number, length: number): void => {
      const data = readExitData(frame, status, pointer, length >>> 0);
      // A thread ends by returning its result; one that exits never produced it (F-8).
      if (status !== 0 || frame.role === "thread") {
        revert(frame, decodeRevert(data) ?? `exit ${status >>> 0}`, data, status);
      }
      frame.end({ status: Status.success, code: 0, message: "", data, ticket: 0, exitStatus: 0 });
    },
  "env.abort":
    (frame) =>
    (messagePointer: number, filePointer: number, line: number, column: number): void => {
      const message = readString(frame, "abort", messagePointer) || "abort";
      const file = readString(frame, "abort", filePointer);
      const text = file === "" ? message : `${message} at ${file}:${line >>> 0}:${column >>> 0}`;
      revert(frame, text, encodeRevert(text));
    },
};
