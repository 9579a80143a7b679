import type { AccessPrice } from "../../gas/schedule";
import { CELL_BYTES, loadCell, storeCell } from "../../storage/words";
import type { Frame } from "../frame";
import type { HostTable } from "../host";

/** Gas of one access of a slot under the world's storage policy. */
function accessPrice(frame: Frame, price: AccessPrice, key: Uint32Array, writes: boolean): bigint {
  const { warmth } = frame.execution;
  if (warmth === null) return price.warm;
  switch (warmth.policy) {
    case "spec":
      return warmth.touch(key) ? price.warm : price.cold;
    case "roswell": {
      // The node reports "was cold" where the machine expects "is warm", and every write as warm.
      const wasWarm = warmth.touch(key);
      return writes || !wasWarm ? price.warm : price.cold;
    }
    case "utf":
      return frame.execution.exists(key) ? price.warm : price.cold;
  }
}

/** `load` and `store`: 32-byte keys and values of the frame's own contract. */
export const storageHosts: HostTable = {
  "env.load":
    (frame) =>
    (keyPointer: number, valuePointer: number): void => {
      frame.requireRunning("load");
      const { guest, execution } = frame;
      const { key, value } = execution.scratch;
      key[0] = frame.contract.index;
      loadCell(guest.view, guest.check("load", keyPointer, CELL_BYTES), key, 1);
      const price = accessPrice(frame, execution.world.schedule.host.load, key, false);
      execution.read(frame, key, value);
      frame.charge(price);
      // op-vm finds out only here that the value has nowhere to go.
      storeCell(guest.view, guest.check("load", valuePointer, CELL_BYTES), value, 0);
    },
  "env.store":
    (frame) =>
    (keyPointer: number, valuePointer: number): void => {
      frame.requireRunning("store");
      const { guest, execution } = frame;
      const { key, value } = execution.scratch;
      key[0] = frame.contract.index;
      loadCell(guest.view, guest.check("store", keyPointer, CELL_BYTES), key, 1);
      loadCell(guest.view, guest.check("store", valuePointer, CELL_BYTES), value, 0);
      const price = accessPrice(frame, execution.world.schedule.host.store, key, true);
      execution.write(frame, key, value);
      frame.charge(price);
    },
};
