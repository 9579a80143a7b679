import { addressText } from "../../chain/address";
import { callHosts, enter } from "../../frame/hosts/call";
import type { Frame } from "../../frame/frame";
import type { HostFunction, HostTable } from "../../frame/host";
import { TRAP_EXIT_STATUS } from "../../frame/signals";
import type { AccessPrice } from "../../gas/schedule";
import { CALLDATA_BYTES_MAXIMUM } from "../../limits";
import { cellWords } from "../../storage/words";
import { Status } from "../../threads/backend";
import { OPNET_FRAMES_PER_TRANSACTION_MAXIMUM } from "../limits";
import { addressKey, executionNotes, frameNotes } from "../notes";

const nothing = new Uint8Array(0);
const ONE_CALL_TOO_MANY = `a transaction has ${OPNET_FRAMES_PER_TRANSACTION_MAXIMUM} frames at most: the first, and those of its calls`;

const callToNowhere = (address: Uint8Array): string => `there is no contract at ${addressText(address)} to call`;

/** Gas of reaching an account, apart from what the callee uses. */
function accessGas(frame: Frame, address: Uint8Array, { warm, cold }: AccessPrice): bigint {
  const { warmth } = frame.execution;
  switch (warmth?.policy) {
    case undefined:
      return warm;
    case "utf":
      warmth.touchAccount(cellWords(address));
      return warm;
    case "spec":
      return warmth.touchAccount(cellWords(address)) ? warm : cold;
    case "roswell":
      return frameNotes(frame).contracts.has(addressKey(address)) ? warm : cold;
  }
}

/** Runs the callee; a call to nowhere, or one call too many, answers nothing and the caller goes on. */
function callOther(frame: Frame, address: Uint8Array, calldata: Uint8Array): number {
  const { execution } = frame;
  const price = execution.world.schedule.host.call;
  const notes = frameNotes(frame);
  const callee = execution.world.findContract(address);
  const isLast = execution.calls + 1 >= OPNET_FRAMES_PER_TRANSACTION_MAXIMUM;
  notes.refusal = callee === undefined ? callToNowhere(address) : isLast ? ONE_CALL_TOO_MANY : null;
  if (callee === undefined || isLast) {
    frame.callResult = nothing;
    notes.nestedFailure = nothing;
    frame.charge(price.cold);
    return TRAP_EXIT_STATUS;
  }
  execution.calls++;
  executionNotes(execution).called.push(callee.index);
  const gas = accessGas(frame, address, price);
  const result = enter(frame, callee, calldata);
  if (result.status !== Status.success) notes.nestedFailure = result.data;
  frame.callResult = result.data;
  frame.charge(gas);
  // The node tells the caller only that the callee failed.
  const failed = execution.world.schedule.storagePolicy === "roswell" && result.exitStatus !== 0;
  return failed ? TRAP_EXIT_STATUS : result.exitStatus;
}

const opnetCall =
  (frame: Frame): HostFunction =>
  (addressPointer: number, calldataPointer: number, calldataLength: number, lengthPointer: number): number => {
    frame.requireRunning("call");
    const { guest } = frame;
    const address = guest.readCell("call", addressPointer);
    const length = guest.length("call", calldataLength, CALLDATA_BYTES_MAXIMUM);
    const status = callOther(frame, address, guest.read("call", calldataPointer, length));
    const at = guest.check("call", lengthPointer, 4);
    guest.view.setUint32(at, frame.callResult.length, false);
    return status;
  };

/** `call` under the prices and limits of OP_NET; under any other schedule it is the one every contract has. */
export const opnetCallHosts: HostTable = {
  "env.call": (frame) =>
    frame.execution.world.schedule.name === "opnet" ? opnetCall(frame) : callHosts["env.call"]!(frame),
};
