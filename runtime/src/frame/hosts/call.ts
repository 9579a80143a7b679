import type { AccessPrice } from "../../gas/schedule";
import { invariant } from "../../errors";
import { linearCharge } from "../../gas/host-charges";
import {
  CALLDATA_BYTES_MAXIMUM,
  CALL_DEPTH_MAXIMUM,
  CALLS_PER_TRANSACTION_MAXIMUM,
  RETURN_DATA_BYTES_MAXIMUM,
} from "../../limits";
import { cellWords, compareBytes, hexadecimal } from "../../storage/words";
import { Status } from "../../threads/backend";
import type { ContractRecord } from "../../world";
import type { CallContext } from "../context";
import { describe, type Frame } from "../frame";
import type { HostTable } from "../host";
import { encodeRevert } from "../revert-data";
import { runFrame } from "../run-frame";
import { TRAP_EXIT_STATUS, type FrameResult } from "../signals";

/** Gas of reaching an account, apart from what the callee uses. */
function callPrice(frame: Frame, address: Uint8Array): bigint {
  const price: AccessPrice = frame.execution.world.schedule.host.call;
  const { warmth } = frame.execution;
  switch (warmth?.policy) {
    case undefined:
    case "utf":
      return price.warm;
    case "spec":
      return warmth.touchAccount(cellWords(address)) ? price.warm : price.cold;
    case "roswell":
      return compareBytes(address, frame.contract.address) === 0 ? price.warm : price.cold;
  }
}

/** Runs the callee on top of the frame that waits for it, and takes back what it wrote if it fails. */
export function enter(
  frame: Frame,
  callee: ContractRecord,
  calldata: Uint8Array,
  entry: "execute" | "onDeploy" | "onUpdate" = "execute",
): FrameResult {
  const { execution, instance, contract, context } = frame;
  const inner: CallContext = {
    transaction: context.transaction,
    caller: contract.address,
    calldata,
    readOnly: context.readOnly || frame.inThread,
  };
  const mark = execution.mark();
  execution.waitingPages += instance.pages;
  const result = runFrame({
    execution,
    contract: callee,
    context: inner,
    role: "callee",
    depth: frame.depth + 1,
    gas: frame.gas,
    stackBytes: instance.stack,
    entry,
  });
  invariant(execution.waitingPages >= instance.pages, "a frame that waits has its pages");
  execution.waitingPages -= instance.pages;
  invariant(result.gasUsed <= frame.gas, "a call uses no more gas than its caller has");
  if (result.status !== Status.success) execution.revert(mark);
  frame.gas -= result.gasUsed;
  frame.updatePageLimit();
  return result;
}

function callContract(frame: Frame, address: Uint8Array, calldata: Uint8Array): number {
  const { execution } = frame;
  if (frame.depth >= CALL_DEPTH_MAXIMUM) frame.trap("TC5016", { limit: CALL_DEPTH_MAXIMUM });
  if (execution.calls >= CALLS_PER_TRANSACTION_MAXIMUM) frame.trap("TC5017", { limit: CALLS_PER_TRANSACTION_MAXIMUM });
  execution.calls++;
  invariant(execution.calls <= CALLS_PER_TRANSACTION_MAXIMUM, "calls are counted before they are made");
  const price = callPrice(frame, address);
  const saturating = execution.world.schedule.hostCharge === "saturating";
  if (!saturating) frame.charge(price);
  const callee = execution.world.findContract(address);
  if (callee === undefined) {
    const message = describe("TC5020", { what: `The contract ${hexadecimal(address)}` });
    frame.callResult = encodeRevert(message);
    if (saturating) frame.charge(price);
    return TRAP_EXIT_STATUS;
  }
  const result = enter(frame, callee, calldata);
  if (execution.fatal !== null) frame.end(execution.fatal);
  invariant((result.exitStatus === 0) === (result.status === Status.success), "only a success has exit status 0");
  frame.callResult = result.data;
  // op-vm charges for reaching the callee together with what it used, after the fact.
  if (saturating) frame.charge(price);
  return result.exitStatus;
}

/** `call` and `callResult`: other contracts, read-only for the whole tree below a thread. */
export const callHosts: HostTable = {
  "env.call":
    (frame) =>
    (addressPointer: number, calldataPointer: number, calldataLength: number, lengthPointer: number): number => {
      frame.requireRunning("call");
      const { guest } = frame;
      const address = guest.readCell("call", addressPointer);
      const length = guest.length("call", calldataLength, CALLDATA_BYTES_MAXIMUM);
      const calldata = guest.read("call", calldataPointer, length);
      guest.check("call", lengthPointer, 4);
      const status = callContract(frame, address, calldata);
      guest.view.setUint32(lengthPointer >>> 0, frame.callResult.length, false);
      return status;
    },
  "env.callResult":
    (frame) =>
    (offset: number, length: number, pointer: number): void => {
      frame.requireRunning("callResult");
      const { guest, callResult } = frame;
      frame.charge(linearCharge(frame.execution.world.schedule.host.callResult, callResult.length));
      const bytes = guest.length("callResult", length, RETURN_DATA_BYTES_MAXIMUM);
      guest.writeSlice("callResult", pointer, callResult, offset, bytes);
    },
};
