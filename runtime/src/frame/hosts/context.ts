import { linearCharge } from "../../gas/host-charges";
import { CALLDATA_BYTES_MAXIMUM } from "../../limits";
import { encodeEnvironment } from "../environment";
import type { HostTable } from "../host";

/** `environment`, `calldata` and the size of the transaction: what a call is called with. */
export const contextHosts: HostTable = {
  "env.environment": (frame) => {
    let buffer: Uint8Array | null = null;
    return (offset: number, length: number, pointer: number): void => {
      frame.requireRunning("environment");
      const { guest, contract, context } = frame;
      frame.charge(frame.execution.world.schedule.host.environment);
      buffer ??= encodeEnvironment(context, contract.address, contract.deployer);
      const bytes = guest.length("environment", length, CALLDATA_BYTES_MAXIMUM);
      guest.writeSlice("environment", pointer, buffer, offset, bytes);
    };
  },
  "env.calldata":
    (frame) =>
    (offset: number, length: number, pointer: number): void => {
      frame.requireRunning("calldata");
      const { guest, context } = frame;
      frame.charge(linearCharge(frame.execution.world.schedule.host.calldata, context.calldata.length));
      const bytes = guest.length("calldata", length, CALLDATA_BYTES_MAXIMUM);
      guest.writeSlice("calldata", pointer, context.calldata, offset, bytes);
    },
};
