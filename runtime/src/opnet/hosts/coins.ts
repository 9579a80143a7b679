import type { HostTable } from "../../frame/host";
import type { Frame } from "../../frame/frame";
import type { HostFactory } from "../../frame/host";

type Side = "inputs" | "outputs";

/** A count of none, as two bytes: what a transaction has that nobody gave any. */
const NO_COINS = new Uint8Array(2);

function coins(frame: Frame, side: Side): Uint8Array {
  return frame.context.transaction[side] ?? NO_COINS;
}

const copyOf =
  (side: Side): HostFactory =>
  (frame) =>
  (pointer: number): void => {
    frame.requireRunning(side);
    const { base, perUnit } = frame.execution.world.schedule.host.inputs;
    const bytes = coins(frame, side);
    frame.charge(base);
    frame.charge(perUnit * BigInt(bytes.length));
    frame.guest.write(side, pointer, bytes);
  };

const sizeOf =
  (side: Side): HostFactory =>
  (frame) =>
  (): number => {
    frame.requireRunning(`${side}Size`);
    frame.charge(frame.execution.world.schedule.host.inputsSize);
    return coins(frame, side).length;
  };

/** `inputs` and `outputs`: the coins of the Bitcoin transaction, serialized as the node does. */
export const coinHosts: HostTable = {
  "env.inputs": copyOf("inputs"),
  "env.inputsSize": sizeOf("inputs"),
  "env.outputs": copyOf("outputs"),
  "env.outputsSize": sizeOf("outputs"),
};
