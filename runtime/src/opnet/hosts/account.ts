import type { Execution } from "../../frame/execution";
import type { Frame } from "../../frame/frame";
import type { HostTable } from "../../frame/host";
import { cellWords } from "../../storage/words";
import { KNOWN_KEY_LEVEL, readKey } from "../keys";

const CONTRACT = 1;

/** Keys a transaction may load; beyond them every key is unknown. A thread counts for itself. */
const KEY_LOADS_MAXIMUM = 50;

const keyLoads = new WeakMap<Execution, number>();

function loadKey(execution: Execution, request: Uint8Array): Uint8Array | null {
  const loads = keyLoads.get(execution) ?? 0;
  if (loads >= KEY_LOADS_MAXIMUM) return null;
  keyLoads.set(execution, loads + 1);
  return request[0] === KNOWN_KEY_LEVEL ? readKey(execution.world.state, request.subarray(1)) : null;
}

function isWarm(frame: Frame, address: Uint8Array, isContract: boolean, asked: Set<string>): boolean {
  const { warmth } = frame.execution;
  if (warmth === null) return true;
  if (warmth.policy !== "roswell") return warmth.touchAccount(cellWords(address));
  // The node remembers per frame, and only what is a contract.
  const text = Buffer.from(address).toString("latin1");
  const known = asked.has(text);
  if (isContract) asked.add(text);
  return known;
}

/** `accountType` and `loadMLDSA`: what is known of an address. */
export const accountHosts: HostTable = {
  "env.accountType": (frame) => {
    const asked = new Set([Buffer.from(frame.contract.address).toString("latin1")]);
    return (addressPointer: number): number => {
      frame.requireRunning("accountType");
      const address = frame.guest.readCell("accountType", addressPointer);
      const isContract = frame.execution.world.findContract(address) !== undefined;
      const { warm, cold } = frame.execution.world.schedule.host.accountType;
      frame.charge(isWarm(frame, address, isContract, asked) ? warm : cold);
      return isContract ? CONTRACT : 0;
    };
  },
  "env.loadMLDSA":
    (frame) =>
    (keyPointer: number, outPointer: number): void => {
      frame.requireRunning("loadMLDSA");
      const request = frame.guest.read("loadMLDSA", keyPointer, 33);
      const key = loadKey(frame.execution, request);
      frame.charge(frame.execution.world.schedule.host.loadMLDSA);
      frame.guest.write("loadMLDSA", outPointer, key === null ? new Uint8Array(1) : Buffer.concat([Uint8Array.of(1), key]));
    },
};
