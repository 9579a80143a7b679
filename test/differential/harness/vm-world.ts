import { blockHash } from "../../../runtime/src/chain/block";
import { VmFrame, type FrameOutcome } from "./vm-frame";
import { policyRules, type PolicyRules, type Touches } from "./policies";
import { loadVm, type ContractManager, type VmRequest } from "./op-vm";
import {
  fromHex,
  toHex,
  type Backend,
  type Deployed,
  type Event,
  type Hex,
  type Outcome,
  type Policy,
  type Step,
  type Surroundings,
} from "./scenario";
import { surcharge, type WrittenSlot } from "./surcharge";

export const CALLS_MAXIMUM = 50;
export const DEPLOYMENTS_MAXIMUM = 2;
export const UPDATES_MAXIMUM = 1;
export const KEY_LOADS_MAXIMUM = 50;
const ZERO_SLOT = "00".repeat(32);

/** What all frames of one transaction share. */
export class VmTransaction {
  /** Values written so far, by `contract:key`; replaced as a whole when a frame fails. */
  written = new Map<string, Hex>();
  events: Event[] = [];
  /** Frames begun so far; never shrinks, since the limit counts calls, not depth. */
  frames = 0;
  /** Contracts of the first frame and of all calls, in order; deployments and updates are none. */
  readonly calls: Hex[] = [];
  readonly touches: Omit<Touches, "known">;
  eventBytes = 0;
  /** Calls below the first frame that have failed so far. */
  failedCalls = 0;
  deployments = 0;
  updates = 0;
  keyLoads = 0;

  constructor(
    readonly world: VmWorld,
    readonly step: Step,
    /** What the failed calls said on the other side. */
    readonly failures: readonly Hex[],
  ) {
    this.touches = {
      slots: new Set(),
      addresses: new Set([step.contract]),
      blocks: new Set([world.surroundings.blockNumber]),
    };
  }
}

/** A chain whose contracts run in the published virtual machine, under one storage policy. */
export class VmWorld implements Backend {
  readonly name = "op-vm 1.0.0";
  readonly rules: PolicyRules;
  readonly manager: ContractManager;
  readonly contracts = new Map<Hex, Deployed>();
  readonly frames = new Map<bigint, VmFrame>();
  private committed = new Map<string, Hex>();

  constructor(
    readonly policy: Policy,
    readonly surroundings: Surroundings,
    contracts: readonly Deployed[],
  ) {
    const vm = loadVm();
    if ("unavailable" in vm) throw new Error(vm.unavailable);
    this.rules = policyRules[policy];
    for (const contract of contracts) this.contracts.set(contract.address, contract);
    const frame = (request: VmRequest) => this.frames.get(request.contractId)!;
    this.manager = vm.create({
      load: async (_, request) => frame(request).load(request.buffer),
      store: async (_, request) => frame(request).store(request.buffer),
      call: async (_, request) => frame(request).call(request.buffer),
      deploy: async (_, request) => frame(request).deploy(request.buffer),
      update: async (_, request) => frame(request).update(request.buffer),
      log: async () => undefined,
      emit: async (_, request) => frame(request).emit(request.buffer),
      inputs: async () => Buffer.from(surroundings.inputs, "hex"),
      outputs: async () => Buffer.from(surroundings.outputs, "hex"),
      accountType: async (_, request) => frame(request).accountType(request.buffer),
      blockHash: async (_, request) => this.frames.get(request.contractId)!.blockHash(request.blockNumber),
      loadMldsaKey: async (_, request) => frame(request).loadKey(request.buffer),
    });
  }

  /** Ends every instance; the binary keeps its threads otherwise. */
  close(): void {
    this.manager.destroyAll();
  }

  readCommitted(slot: string): Hex | null {
    return this.committed.get(slot) ?? null;
  }

  /** The hash of a block that exists, zeros for one to come. */
  hashOfBlock(number: bigint): Hex {
    if (number > this.surroundings.blockNumber) return ZERO_SLOT;
    return number === this.surroundings.blockNumber ? this.surroundings.blockHash : toHex(blockHash(number));
  }

  async run(step: Step, keep = true, failures: readonly Hex[] = []): Promise<Outcome> {
    const transaction = new VmTransaction(this, step, failures);
    const contract = this.contracts.get(step.contract);
    if (!contract) throw new Error(`${step.label} calls a contract that does not exist`);
    const contractsBefore = new Map(this.contracts);
    const outcome = await VmFrame.execute(transaction, {
      contract,
      entry: step.kind === "call" ? "execute" : step.kind === "deploy" ? "onDeploy" : "onUpdate",
      caller: step.sender,
      calldata: fromHex(step.calldata),
      gasUsed: 0n,
      pagesUsed: 0,
    });
    const settled = this.settle(transaction, outcome, keep);
    if (settled.ending !== "success" || !keep) this.restoreContracts(contractsBefore);
    return settled;
  }

  restoreContracts(before: ReadonlyMap<Hex, Deployed>): void {
    this.contracts.clear();
    for (const [address, contract] of before) this.contracts.set(address, contract);
  }

  /** Applies what a successful transaction wrote, once its surcharge is known to fit. */
  private settle(transaction: VmTransaction, outcome: FrameOutcome, keep: boolean): Outcome {
    const failed = (ending: Outcome["ending"], data: Hex, gasUsed: bigint): Outcome => ({
      ending,
      data,
      gasUsed,
      surcharge: 0n,
      events: [],
      changes: [],
      reason: outcome.reason,
    });
    if (outcome.ending !== "success") {
      return failed(outcome.ending, outcome.ending === "reverted" ? outcome.data : "", outcome.gasUsed);
    }
    const slots = this.writtenSlots(transaction);
    const extra = surcharge(this.policy, slots, transaction.calls, (key) =>
      this.readCommitted(`${transaction.step.contract}:${key}`),
    );
    if (outcome.gasUsed + extra > transaction.step.gasLimit) return failed("outOfGas", "", transaction.step.gasLimit);
    const changes: string[] = [];
    for (const { contract, key, before, after } of slots) {
      const slot = `${contract}:${key}`;
      if ((before ?? ZERO_SLOT) !== after) changes.push(`${slot}=${after}`);
      if (!keep) continue;
      if (after === ZERO_SLOT) this.committed.delete(slot);
      else this.committed.set(slot, after);
    }
    return {
      ending: "success",
      data: outcome.data,
      gasUsed: outcome.gasUsed,
      surcharge: extra,
      events: transaction.events,
      changes: changes.sort(),
      reason: "",
    };
  }

  private writtenSlots(transaction: VmTransaction): WrittenSlot[] {
    return [...transaction.written].map(([slot, after]) => {
      const [contract, key] = slot.split(":") as [Hex, Hex];
      return { contract, key, before: this.readCommitted(slot), after };
    });
  }
}
