import { invariant } from "../errors";
import type { GasSchedule } from "../gas/schedule";
import type { AdmittedModule } from "../meter/admit";
import { compareBytes } from "../storage/words";
import type { DeployedContract } from "../threads/deployed";
import { UPDATE_CODE, type ContractRecord, type SlotReader, type World } from "../world";
import type { HostExtension } from "./host";
import type { MemoryPool } from "./memory-pool";
import type { Tracer } from "./tracer";

const none: readonly DeployedContract[] = [];

/** Code that a transaction has put on the chain: in a new contract, or in place of a contract's from the next block on. */
export interface CodeChange {
  readonly kind: "deployed" | "updated";
  readonly contract: ContractRecord;
  /** The contract whose code it is. */
  readonly source: ContractRecord;
}

/**
 * The chain as the main execution of a transaction sees it: with the contracts that the transaction itself has deployed.
 * A thread sees those that were there at its spawn.
 */
export class TransactionWorld implements World {
  readonly schedule: GasSchedule;
  readonly state: SlotReader;
  readonly extensions: readonly HostExtension[];
  readonly memories: MemoryPool;
  readonly tracer: Tracer | undefined;
  private readonly changes: CodeChange[] = [];
  /** A contract on the chain for each module that the transaction put somewhere else. */
  private readonly codes = new Map<AdmittedModule, number>();

  constructor(private readonly base: World) {
    this.schedule = base.schedule;
    this.state = base.state;
    this.extensions = base.extensions;
    this.memories = base.memories;
    this.tracer = base.tracer;
  }

  /** Every change so far, in order. */
  get codeChanges(): readonly CodeChange[] {
    return this.changes;
  }

  contractAt(index: number): ContractRecord | undefined {
    return this.base.contractAt(index) ?? this.deployed((contract) => contract.index === index);
  }

  findContract(address: Uint8Array): ContractRecord | undefined {
    return (
      this.base.findContract(address) ?? this.deployed((contract) => compareBytes(contract.address, address) === 0)
    );
  }

  /** The contracts that the transaction has deployed so far and not taken back, in order. */
  deployedSoFar(): readonly DeployedContract[] {
    if (this.changes.length === 0) return none;
    const deployed = this.changes.filter(({ kind }) => kind === "deployed");
    return deployed.map(({ contract }) => ({ contract, code: this.codeOf(contract) }));
  }

  /** Index of a contract on the chain that has the same module, which other processes therefore know. */
  codeOf({ index, module }: ContractRecord): number {
    if (this.base.contractAt(index)?.module === module) return index;
    const code = this.codes.get(module);
    invariant(code !== undefined, "a transaction puts no code on the chain that was not there");
    return code;
  }

  /** A contract while it runs another one's code, before that is its own. */
  withCode({ index, address, deployer }: ContractRecord, source: ContractRecord): ContractRecord {
    this.codes.set(source.module, this.codeOf(source));
    return { index, address, deployer, module: source.module };
  }

  /** A contract while a transaction runs that gives it new code; the world has none if the contract has it already. */
  withUpdateCode(contract: ContractRecord): ContractRecord {
    const code = this.base.contractAt(UPDATE_CODE);
    invariant(this.changes.length === 0, "an update begins with its code");
    return code === undefined ? contract : this.withCode(contract, code);
  }

  /** Adds a contract with another one's code. @param address 32 bytes, of no contract */
  deploy(address: Uint8Array, deployer: Uint8Array, source: ContractRecord): ContractRecord {
    invariant(this.findContract(address) === undefined, "every contract has its own address");
    const contract = this.withCode({ index: this.nextIndex(), address, deployer, module: source.module }, source);
    this.changes.push({ kind: "deployed", contract, source });
    invariant(this.contractAt(contract.index) === contract, "a deployed contract is found");
    return contract;
  }

  /** Gives a contract another one's code, from the next block on. */
  update(contract: ContractRecord, source: ContractRecord): void {
    invariant(this.contractAt(contract.index) !== undefined, "a contract that exists is updated");
    invariant(this.contractAt(source.index) !== undefined, "with the code of a contract that exists");
    this.changes.push({ kind: "updated", contract, source });
  }

  /** Takes back every change after the first `count`. */
  revert(count: number): void {
    invariant(count <= this.changes.length, "a frame takes back its own changes");
    this.changes.length = count;
    invariant(
      this.changes.every(({ contract }) => this.contractAt(contract.index) !== undefined),
      "no change is left of what is taken back",
    );
  }

  private deployed(matches: (contract: ContractRecord) => boolean): ContractRecord | undefined {
    return this.changes.find(({ kind, contract }) => kind === "deployed" && matches(contract))?.contract;
  }

  /** Contracts are numbered without gaps, so the first free number is found by halving. */
  private nextIndex(): number {
    let free = 1;
    while (this.contractAt(free - 1) !== undefined) free *= 2;
    let taken = Math.floor(free / 2) - 1;
    free -= 1;
    while (free - taken > 1) {
      const middle = Math.floor((free + taken) / 2);
      if (this.contractAt(middle) === undefined) free = middle;
      else taken = middle;
    }
    return free;
  }
}
