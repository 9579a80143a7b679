import type { Execution } from "../../frame/execution";
import type { Frame } from "../../frame/frame";
import type { HostTable } from "../../frame/host";
import { cellWords } from "../../storage/words";
import { KNOWN_KEY_LEVEL, readKey } from "../keys";
import { OPNET_KEY_LOADS_MAXIMUM } from "../limits";
import { addressKey, executionNotes, frameNotes } from "../notes";

const CONTRACT = 1;

/** A thread counts its loads for itself. */
function loadKey(execution: Execution, request: Uint8Array): Uint8Array | null {
  const notes = executionNotes(execution);
  if (notes.keyLoads >= OPNET_KEY_LOADS_MAXIMUM) return null;
  notes.keyLoads++;
  return request[0] === KNOWN_KEY_LEVEL ? readKey(execution.world.state, request.subarray(1)) : null;
}

function isWarm(frame: Frame, address: Uint8Array, isContract: boolean): boolean {
  const { warmth } = frame.execution;
  if (warmth === null) return true;
  if (warmth.policy !== "roswell") return warmth.touchAccount(cellWords(address));
  // The node remembers per frame, and only what is a contract.
  const { contracts } = frameNotes(frame);
  const known = contracts.has(addressKey(address));
  if (isContract) contracts.add(addressKey(address));
  return known;
}

/** `accountType` and `loadMLDSA`: what is known of an address. */
export const accountHosts: HostTable = {
  "env.accountType":
    (frame) =>
    (addressPointer: number): number => {
      frame.requireRunning("accountType");
      const address = frame.guest.readCell("accountType", addressPointer);
      const isContract = frame.execution.world.findContract(address) !== undefined;
      const { warm, cold } = frame.execution.world.schedule.host.accountType;
      frame.charge(isWarm(frame, address, isContract) ? warm : cold);
      return isContract ? CONTRACT : 0;
    },
  "env.loadMLDSA":
    (frame) =>
    (keyPointer: number, outPointer: number): void => {
      frame.requireRunning("loadMLDSA");
      const request = frame.guest.read("loadMLDSA", keyPointer, 33);
      const key = loadKey(frame.execution, request);
      frame.charge(frame.execution.world.schedule.host.loadMLDSA);
      frame.guest.write(
        "loadMLDSA",
        outPointer,
        key === null ? new Uint8Array(1) : Buffer.concat([Uint8Array.of(1), key]),
      );
    },
};
