import type { TransactionContext } from "../../../runtime/src/frame/context";
import { MemoryPool } from "../../../runtime/src/frame/memory-pool";
import { executeTransaction } from "../../../runtime/src/frame/execute";
import type { TransactionResult } from "../../../runtime/src/frame/transaction";
import { opnet } from "../../../runtime/src/gas/opnet";
import { admit } from "../../../runtime/src/meter/admit";
import { keySlots } from "../../../runtime/src/opnet/keys";
import { SlotTable } from "../../../runtime/src/storage/slot-table";
import { cellWords, slotKey } from "../../../runtime/src/storage/words";
import { EagerBackend } from "../../../runtime/src/threads/eager-backend";
import { Status } from "../../../runtime/src/threads/backend";
import type { ContractRecord, World } from "../../../runtime/src/world";
import { countingExtension } from "./counting-host";
import type { HostUse } from "./host-use";
import {
  fromHex,
  toHex,
  type Backend,
  type Deployed,
  type Ending,
  type Hex,
  type Outcome,
  type Policy,
  type Step,
  type Surroundings,
} from "./scenario";

const ENDINGS: Record<Status, Ending> = {
  [Status.success]: "success",
  [Status.outOfGas]: "outOfGas",
  [Status.reverted]: "reverted",
  [Status.trapped]: "trapped",
};

/** The same chain on our runtime, in one process and without workers. */
export class OurWorld implements Backend {
  readonly name = "runtime";
  readonly world: World;
  /** Of the step that runs. */
  private failures: Hex[] = [];
  private readonly state = SlotTable.create();
  private readonly contracts: ContractRecord[];

  constructor(
    policy: Policy,
    private readonly surroundings: Surroundings,
    contracts: readonly Deployed[],
    hostUse: HostUse = new Map(),
  ) {
    const schedule = opnet(policy);
    this.contracts = contracts.map(({ address, deployer, wasm }, index) => {
      return {
        index,
        address: fromHex(address),
        deployer: fromHex(deployer),
        module: admit(wasm, schedule, { dialect: "opnet" }),
      };
    });
    const records = this.contracts;
    const find = (address: Hex) => records.find((contract) => toHex(contract.address) === address);
    this.world = {
      schedule,
      state: this.state,
      extensions: [countingExtension(hostUse, (data) => this.failures.push(toHex(data)))],
      memories: new MemoryPool(),
      contractAt: (index) => records[index],
      findContract: (address) => find(toHex(address)),
    };
    for (const [address, key] of surroundings.keys) {
      for (const slot of keySlots(fromHex(address), fromHex(key))) this.state.write(slot.key, slot.value);
    }
  }

  async run(step: Step, keep = true): Promise<Outcome> {
    this.failures = [];
    const index = this.contracts.findIndex((contract) => toHex(contract.address) === step.contract);
    const { receipt, changes } = executeTransaction(
      {
        kind: step.kind,
        contract: index,
        context: this.context(step),
        sender: fromHex(step.sender),
        calldata: fromHex(step.calldata),
        gasLimit: step.gasLimit,
        readOnly: false,
      },
      this.world,
      new EagerBackend(this.world),
    );
    if (keep) this.commit(receipt.codes, changes);
    const ending = ENDINGS[receipt.status];
    return {
      ending,
      failures: this.failures,
      data: ending === "success" || ending === "reverted" ? toHex(receipt.data) : "",
      gasUsed: receipt.gasUsed,
      surcharge: 0n,
      events: receipt.events.map(({ contract, name, data }) => ({
        contract: toHex(contract),
        name,
        data: toHex(data),
      })),
      changes: receipt.changes.map(({ contract, key, after }) => `${toHex(contract)}:${toHex(key)}=${toHex(after)}`),
      reason: receipt.failure === null ? "" : `TC${receipt.failure.code} ${receipt.failure.message}`,
    };
  }

  private commit(codes: TransactionResult["receipt"]["codes"], changes: TransactionResult["changes"]): void {
    for (const { kind, contract: address, source, deployer } of codes) {
      const module = this.world.findContract(source)!.module;
      if (kind === "deployed") this.contracts.push({ index: this.contracts.length, address, deployer, module });
    }
    for (const { contract, key, value } of changes) this.state.write(slotKey(contract, key), cellWords(value));
  }

  private context(step: Step): TransactionContext {
    const { surroundings } = this;
    return {
      block: {
        hash: fromHex(surroundings.blockHash),
        number: surroundings.blockNumber,
        medianTime: surroundings.blockMedianTime,
        chainId: fromHex(surroundings.chainId),
        protocolId: fromHex(surroundings.protocolId),
        consensusFlags: surroundings.consensusFlags,
      },
      transactionId: fromHex(surroundings.transactionId),
      transactionHash: fromHex(surroundings.transactionHash),
      origin: fromHex(step.sender),
      originTweakedKey: fromHex(surroundings.originTweakedKey),
      inputs: fromHex(surroundings.inputs),
      outputs: fromHex(surroundings.outputs),
    };
  }
}
