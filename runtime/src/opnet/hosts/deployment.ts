import { enter } from "../../frame/hosts/call";
import type { Frame } from "../../frame/frame";
import type { HostTable } from "../../frame/host";
import { mainOf } from "../../frame/main-execution";
import { TRAP_EXIT_STATUS } from "../../frame/signals";
import type { LinearPrice } from "../../gas/schedule";
import { CELL_BYTES } from "../../storage/words";
import { Status } from "../../threads/backend";
import type { ContractRecord } from "../../world";
import { deployedAddress } from "../contract-address";
import { OPNET_DEPLOYMENT_CALLDATA_BYTES_MAXIMUM, OPNET_DEPLOYMENTS_MAXIMUM, OPNET_UPDATES_MAXIMUM } from "../limits";
import { executionNotes, frameNotes } from "../notes";
import { refuse, unsigned } from "./arguments";

/** Consensus flag: contracts may replace their code. */
const UPDATES = 2n;

const nowhere = new Uint8Array(CELL_BYTES);
const nothing = new Uint8Array(0);

/** What became of a deployment or update: the callee's exit status, and how many bytes of code there were. */
interface Outcome {
  readonly status: number;
  readonly codeBytes: number;
}

const refused: Outcome = { status: TRAP_EXIT_STATUS, codeBytes: 0 };

function readCalldata(frame: Frame, name: string, pointer: number, length: number): Uint8Array {
  const limit = OPNET_DEPLOYMENT_CALLDATA_BYTES_MAXIMUM;
  if (unsigned(length) > limit) refuse(frame, name, `${unsigned(length)} bytes of calldata are more than ${limit}`);
  return frame.guest.read(name, pointer, unsigned(length));
}

/** Runs the entry of code that is to be put on the chain; a failure leaves nothing behind. */
function run(frame: Frame, code: ContractRecord, calldata: Uint8Array, entry: "onDeploy" | "onUpdate"): number {
  frame.execution.calls++;
  const result = enter(frame, code, calldata, entry);
  if (result.status !== Status.success) frameNotes(frame).nestedFailure = result.data;
  return result.exitStatus;
}

function deploy(
  frame: Frame,
  from: Uint8Array,
  salt: Uint8Array,
  calldata: Uint8Array,
): Outcome & { address: Uint8Array } {
  const { world } = mainOf(frame);
  const notes = executionNotes(frame.execution);
  const source = world.findContract(from);
  if (notes.deployments >= OPNET_DEPLOYMENTS_MAXIMUM || source === undefined) return refuseCode(frame);
  notes.deployments++;
  const address = deployedAddress(frame.contract.address, salt, source.module.bytes);
  if (world.findContract(address) !== undefined) return refuseCode(frame);
  const before = frame.execution.mark();
  const contract = world.deploy(address, frame.contract.address, source);
  const status = run(frame, contract, calldata, "onDeploy");
  if (status !== 0) frame.execution.revert(before);
  return { status, codeBytes: source.module.bytes.length, address: status === 0 ? address : nowhere };
}

function update(frame: Frame, from: Uint8Array, calldata: Uint8Array): Outcome {
  const { world } = mainOf(frame);
  const notes = executionNotes(frame.execution);
  const source = world.findContract(from);
  if (notes.updates >= OPNET_UPDATES_MAXIMUM || source === undefined) return refuseCode(frame);
  notes.updates++;
  const status = run(frame, world.withCode(frame.contract, source), calldata, "onUpdate");
  if (status === 0) world.update(frame.contract, source);
  return { status, codeBytes: source.module.bytes.length };
}

function refuseCode(frame: Frame): Outcome & { address: Uint8Array } {
  frameNotes(frame).nestedFailure = nothing;
  return { ...refused, address: nowhere };
}

function chargeCode(frame: Frame, { perUnit }: LinearPrice, bytes: number): void {
  frame.charge(perUnit * BigInt(bytes));
}

/** `deployFromAddress` and `updateFromAddress`: code that is on the chain already, in a new place. */
export const deploymentHosts: HostTable = {
  "env.deployFromAddress":
    (frame) =>
    (from: number, salt: number, calldata: number, calldataLength: number, addressPointer: number): number => {
      const name = "deployFromAddress";
      frame.requireRunning(name);
      const price = frame.execution.world.schedule.host.deploy;
      frame.charge(price.base);
      const source = frame.guest.readCell(name, from);
      const saltBytes = frame.guest.readCell(name, salt);
      const outcome = deploy(frame, source, saltBytes, readCalldata(frame, name, calldata, calldataLength));
      chargeCode(frame, price, outcome.codeBytes);
      frame.guest.write(name, addressPointer, outcome.address);
      return outcome.status;
    },
  "env.updateFromAddress":
    (frame) =>
    (from: number, calldata: number, calldataLength: number): number => {
      const name = "updateFromAddress";
      frame.requireRunning(name);
      const price = frame.execution.world.schedule.host.update;
      frame.charge(price.base);
      if ((frame.context.transaction.block.consensusFlags & UPDATES) === 0n) {
        refuse(frame, name, "consensus does not allow updates");
      }
      const source = frame.guest.readCell(name, from);
      const outcome = update(frame, source, readCalldata(frame, name, calldata, calldataLength));
      chargeCode(frame, price, outcome.codeBytes);
      return outcome.status;
    },
};
