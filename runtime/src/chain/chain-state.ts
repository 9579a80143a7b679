import type { ChainPicture } from "../engine/engine-knowledge";
import { OPNET_EXTENSION } from "../engine/extensions";
import { CHANGE_BYTES } from "../engine/result-record";
import { invariant } from "../errors";
import type { GasSchedule } from "../gas/schedule";
import { keySlots } from "../opnet/keys";
import { KEY_WORDS } from "../storage/hash";
import { SlotTable } from "../storage/slot-table";
import { StateHistory } from "../storage/state-history";
import { CELL_BYTES, CELL_WORDS, cellBytes, cellWords, slotKey } from "../storage/words";
import type { AdmittedModule } from "../meter/admit";
import type { ReceiptCode } from "../receipt";
import type { ContractRecord } from "../world";
import type { BlockState } from "./block";

let chains = 0;
let worlds = 0;

/** What a snapshot keeps beside the slots. */
interface Mark {
  readonly historyMark: number;
  readonly contracts: readonly ContractRecord[];
  readonly updates: ReadonlyMap<number, AdmittedModule>;
  readonly block: BlockState;
  readonly transactions: number;
}

/** Everything a chain has committed. Only the event loop changes it, and only between transactions. */
export class ChainState {
  /** Number of the chain in this process. */
  readonly chain = ++chains;
  /** Transactions executed, failed ones included; transaction ids derive from it. */
  transactions = 0;
  private readonly history = new StateHistory(SlotTable.create());
  private readonly marks = new Map<number, Mark>();
  private markIds = 0;
  private contractList: readonly ContractRecord[] = [];
  /** Code that contracts get with the next block, by contract index. */
  private updates: ReadonlyMap<number, AdmittedModule> = new Map();
  private current: ChainPicture | undefined;

  constructor(
    private readonly schedule: GasSchedule,
    private currentBlock: BlockState,
  ) {}

  get block(): BlockState {
    return this.currentBlock;
  }

  /** Moves to another block, where updated code takes effect. */
  enterBlock(block: BlockState): void {
    this.currentBlock = block;
    if (this.updates.size === 0) return;
    this.contractList = this.contractList.map((contract) => {
      const module = this.updates.get(contract.index);
      return module === undefined ? contract : { ...contract, module };
    });
    this.updates = new Map();
  }

  get contracts(): readonly ContractRecord[] {
    return this.contractList;
  }

  /** What workers need to know; the same object until something changes. */
  picture(): ChainPicture {
    const state = this.history.table.buffer;
    if (this.current?.contracts !== this.contractList || this.current.state !== state) {
      const { chain, schedule, contractList: contracts } = this;
      const opnet = schedule.name === "opnet" || contracts.some(({ module }) => module.manifest.kind !== "plain");
      const extensions = opnet ? [OPNET_EXTENSION] : [];
      this.current = { chain, world: ++worlds, schedule, extensions, state, contracts };
    }
    return this.current;
  }

  addContract(contract: ContractRecord): void {
    invariant(contract.index === this.contractList.length, "contracts are numbered in order");
    this.contractList = [...this.contractList, contract];
  }

  /** Takes back a contract whose deployment failed. */
  removeContract(contract: ContractRecord): void {
    invariant(this.contractList.at(-1) === contract, "the newest contract is taken back");
    this.contractList = this.contractList.slice(0, -1);
  }

  findContract(address: Uint8Array): ContractRecord | undefined {
    return this.contractList.find((contract) => Buffer.from(contract.address).equals(address));
  }

  /** Commits the code that a successful transaction put on the chain; before its other changes. */
  applyCodes(codes: readonly ReceiptCode[]): void {
    for (const { kind, contract: address, source, deployer } of codes) {
      const module = this.findContract(source)?.module;
      invariant(module !== undefined, "code comes from a contract on the chain");
      const { length: index } = this.contractList;
      if (kind === "deployed") this.addContract({ index, address, deployer, module });
      else this.updates = new Map(this.updates).set(this.findContract(address)?.index ?? -1, module);
    }
    invariant(!this.updates.has(-1), "the contract that is updated is on the chain");
  }

  /** Commits the changes of a successful transaction. */
  apply(changes: Uint8Array): void {
    invariant(changes.length % CHANGE_BYTES === 0, "changes are whole records");
    const view = new DataView(changes.buffer, changes.byteOffset, changes.byteLength);
    for (let at = 0; at < changes.length; at += CHANGE_BYTES) {
      const contract = view.getUint32(at, true);
      invariant(contract < this.contractList.length, "a change belongs to a contract");
      const key = changes.subarray(at + 4, at + 4 + CELL_BYTES);
      this.history.write(slotKey(contract, key), cellWords(changes.subarray(at + 4 + CELL_BYTES, at + CHANGE_BYTES)));
    }
  }

  /** Makes the ML-DSA key of an account known. */
  writeKey(address: Uint8Array, publicKey: Uint8Array): void {
    for (const { key, value } of keySlots(address, publicKey)) this.history.write(key, value);
  }

  /** The 32 bytes of a slot; zeros when it has no value. */
  readSlot(contract: number, key: Uint8Array): Uint8Array {
    const words = slotKey(contract, key);
    invariant(words.length === KEY_WORDS, "a slot key has nine words");
    const value = new Uint32Array(CELL_WORDS);
    this.history.table.read(words, value);
    return cellBytes(value, 0);
  }

  /** Remembers the whole state; returns a number that is never used again. */
  mark(): number {
    const { contracts, updates, block, transactions } = this;
    this.marks.set(++this.markIds, { historyMark: this.history.mark(), contracts, updates, block, transactions });
    return this.markIds;
  }

  /** Goes back to a mark and closes it, with all later ones; false when it is not open. */
  revert(id: number): boolean {
    const mark = this.marks.get(id);
    if (mark === undefined) return false;
    this.history.revert(mark.historyMark);
    this.contractList = mark.contracts;
    this.updates = mark.updates;
    this.currentBlock = mark.block;
    this.transactions = mark.transactions;
    for (const later of this.marks.keys()) if (later >= id) this.marks.delete(later);
    return true;
  }
}
