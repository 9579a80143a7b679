import type { ChainPicture } from "../engine/engine-knowledge";
import { OPNET_EXTENSION } from "../engine/extensions";
import { CHANGE_BYTES } from "../engine/result-record";
import { invariant } from "../errors";
import type { GasSchedule } from "../gas/schedule";
import { keySlots } from "../opnet/keys";
import { KEY_WORDS } from "../storage/hash";
import { SlotTable } from "../storage/slot-table";
import { StateHistory } from "../storage/state-history";
import { StateElement, stateElement, StateRoot } from "../storage/state-root";
import { CELL_BYTES, CELL_WORDS, cellBytes, cellWords, slotKey, storeCell } from "../storage/words";
import type { AdmittedModule } from "../meter/admit";
import type { TransactionRequest } from "../frame/transaction";
import type { Receipt, ReceiptCode } from "../receipt";
import { Status } from "../threads/backend";
import type { ContractRecord } from "../world";
import type { BlockState } from "./block";

/** Bytes of a slot in an export: contract number (u32, big endian), key, value. */
export const EXPORTED_SLOT_BYTES = 4 + 2 * CELL_BYTES;

let chains = 0;
let worlds = 0;

/** What a snapshot keeps beside the slots. */
interface Mark {
  readonly historyMark: number;
  readonly contracts: readonly ContractRecord[];
  readonly updates: ReadonlyMap<number, AdmittedModule>;
  readonly block: BlockState;
  readonly transactions: number;
  /** Sums of the state root, if it is kept up to date. */
  readonly root: Uint8Array | null;
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
  /** The code of the update that is running. */
  private updateCode: AdmittedModule | null = null;
  private current: ChainPicture | undefined;
  /** Kept up to date once somebody has asked for it. */
  private root: StateRoot | null = null;

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
      if (module === undefined) return contract;
      const updated = { ...contract, module };
      this.root?.remove(updateElement(contract.index, module));
      this.root?.remove(contractElement(contract));
      this.root?.add(contractElement(updated));
      return updated;
    });
    this.updates = new Map();
  }

  get contracts(): readonly ContractRecord[] {
    return this.contractList;
  }

  /** What workers need to know; the same object until something changes. */
  picture(): ChainPicture {
    const state = this.history.table.buffer;
    const { chain, schedule, contractList: contracts, updateCode } = this;
    const { current } = this;
    if (current?.contracts === contracts && current.state === state && current.updateCode === updateCode) {
      return current;
    }
    const modules = [...contracts.map(({ module }) => module), ...(updateCode === null ? [] : [updateCode])];
    const opnet = schedule.name === "opnet" || modules.some(({ manifest }) => manifest.kind !== "plain");
    const extensions = opnet ? [OPNET_EXTENSION] : [];
    this.current = { chain, world: ++worlds, schedule, extensions, state, contracts, updateCode };
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

  /** The picture has an update's code until `endUpdate`. */
  beginUpdate(module: AdmittedModule): void {
    invariant(this.updateCode === null, "one transaction runs at a time");
    this.updateCode = module;
  }

  endUpdate(): void {
    invariant(this.updateCode !== null, "an update that has begun ends");
    this.updateCode = null;
  }

  findContract(address: Uint8Array): ContractRecord | undefined {
    return this.contractList.find((contract) => Buffer.from(contract.address).equals(address));
  }

  /** Commits what a transaction did: everything, which is nothing but its number when it failed. */
  commit({ kind, contract }: TransactionRequest, { status, codes }: Receipt, changes: Uint8Array): void {
    const succeeded = status === Status.success;
    invariant(succeeded || changes.length + codes.length === 0, "only a success changes state");
    if (succeeded && kind === "deploy") this.root?.add(contractElement(this.contractList[contract]!));
    this.applyCodes(codes);
    if (succeeded && kind === "update") {
      invariant(this.updateCode !== null, "an update brings its code");
      this.setUpdate(contract, this.updateCode);
    }
    this.apply(changes);
    this.transactions++;
  }

  /** Commits the code that a successful transaction put on the chain; before its other changes. */
  applyCodes(codes: readonly ReceiptCode[]): void {
    for (const { kind, contract: address, source, deployer } of codes) {
      const module = this.findContract(source)?.module;
      invariant(module !== undefined, "code comes from a contract on the chain");
      const { length: index } = this.contractList;
      if (kind === "deployed") {
        const contract = { index, address, deployer, module };
        this.addContract(contract);
        this.root?.add(contractElement(contract));
      } else this.setUpdate(this.findContract(address)?.index ?? -1, module);
    }
    invariant(!this.updates.has(-1), "the contract that is updated is on the chain");
  }

  private setUpdate(index: number, module: AdmittedModule): void {
    const before = this.updates.get(index);
    if (before !== undefined) this.root?.remove(updateElement(index, before));
    this.root?.add(updateElement(index, module));
    this.updates = new Map(this.updates).set(index, module);
  }

  /** Commits the changed slots of a successful transaction. */
  apply(changes: Uint8Array): void {
    invariant(changes.length % CHANGE_BYTES === 0, "changes are whole records");
    const view = new DataView(changes.buffer, changes.byteOffset, changes.byteLength);
    for (let at = 0; at < changes.length; at += CHANGE_BYTES) {
      const contract = view.getUint32(at, true);
      invariant(contract < this.contractList.length, "a change belongs to a contract");
      const key = changes.subarray(at + 4, at + 4 + CELL_BYTES);
      this.write(slotKey(contract, key), cellWords(changes.subarray(at + 4 + CELL_BYTES, at + CHANGE_BYTES)));
    }
  }

  private write(key: Uint32Array, value: Uint32Array): void {
    if (this.root !== null) {
      const before = new Uint32Array(CELL_WORDS);
      this.history.table.read(key, before);
      this.root.replaceSlot(key, before, value);
    }
    this.history.write(key, value);
  }

  /** The 32-byte root of contracts, their updates and slots; from now on it is kept up to date with every change. */
  stateRoot(): Uint8Array {
    if (this.root === null) {
      const root = new StateRoot();
      const absent = new Uint32Array(CELL_WORDS);
      for (const contract of this.contractList) root.add(contractElement(contract));
      // eslint-disable-next-line threaded-contract/determinism -- the root is a sum
      for (const [index, module] of this.updates) root.add(updateElement(index, module));
      this.history.table.forEach((key, value) => root.replaceSlot(key, absent, value));
      this.root = root;
    }
    return this.root.digest();
  }

  /** Makes the ML-DSA key of an account known. */
  writeKey(address: Uint8Array, publicKey: Uint8Array): void {
    for (const { key, value } of keySlots(address, publicKey)) this.write(key, value);
  }

  /** The 32 bytes of a slot; zeros when it has no value. */
  readSlot(contract: number, key: Uint8Array): Uint8Array {
    const words = slotKey(contract, key);
    invariant(words.length === KEY_WORDS, "a slot key has nine words");
    const value = new Uint32Array(CELL_WORDS);
    this.history.table.read(words, value);
    return cellBytes(value, 0);
  }

  /** Code that contracts get with the next block, by contract index. */
  get pendingUpdates(): ReadonlyMap<number, AdmittedModule> {
    return this.updates;
  }

  /** Every slot as contract index (u32, big endian), key and value, sorted by these bytes. */
  exportSlots(): Uint8Array {
    const { table } = this.history;
    const unsorted = Buffer.alloc(table.count * EXPORTED_SLOT_BYTES);
    const view = new DataView(unsorted.buffer, unsorted.byteOffset, unsorted.length);
    const offsets: number[] = [];
    table.forEach((key, value) => {
      const at = offsets.length * EXPORTED_SLOT_BYTES;
      view.setUint32(at, key[0]!);
      storeCell(view, at + 4, key, 1);
      storeCell(view, at + 4 + CELL_BYTES, value, 0);
      offsets.push(at);
    });
    const keyBytes = EXPORTED_SLOT_BYTES - CELL_BYTES;
    offsets.sort((left, right) => unsorted.compare(unsorted, right, right + keyBytes, left, left + keyBytes));
    const sorted = new Uint8Array(unsorted.length);
    offsets.forEach((at, index) => {
      sorted.set(unsorted.subarray(at, at + EXPORTED_SLOT_BYTES), index * EXPORTED_SLOT_BYTES);
    });
    invariant(offsets.length === table.count, "every slot is exported");
    return sorted;
  }

  /** Fills an empty state. @param slots in the form of `exportSlots` */
  restore(from: {
    readonly contracts: readonly ContractRecord[];
    readonly updates: ReadonlyMap<number, AdmittedModule>;
    readonly slots: Uint8Array;
    readonly transactions: number;
  }): void {
    invariant(this.contractList.length === 0 && this.transactions === 0, "only an empty state is filled");
    invariant(this.history.table.count === 0 && this.marks.size === 0, "nothing has happened to it");
    const { slots } = from;
    this.contractList = from.contracts;
    this.updates = from.updates;
    this.transactions = from.transactions;
    const view = new DataView(slots.buffer, slots.byteOffset, slots.byteLength);
    for (let at = 0; at < slots.length; at += EXPORTED_SLOT_BYTES) {
      const key = slotKey(view.getUint32(at), slots.subarray(at + 4, at + 4 + CELL_BYTES));
      this.history.write(key, cellWords(slots.subarray(at + 4 + CELL_BYTES, at + EXPORTED_SLOT_BYTES)));
    }
    this.root = null;
  }

  /** Remembers the whole state; returns a number that is never used again. */
  mark(): number {
    const { contracts, updates, block, transactions } = this;
    const root = this.root?.bytes() ?? null;
    this.marks.set(++this.markIds, { historyMark: this.history.mark(), contracts, updates, block, transactions, root });
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
    this.root = mark.root === null ? null : new StateRoot(mark.root);
    // eslint-disable-next-line threaded-contract/determinism -- marks are dropped in any order
    for (const later of this.marks.keys()) if (later >= id) this.marks.delete(later);
    return true;
  }
}

function contractElement({ index, address, deployer, module }: ContractRecord): Uint8Array {
  return stateElement(StateElement.contract, index, address, deployer, hashBytes(module));
}

function updateElement(index: number, module: AdmittedModule): Uint8Array {
  return stateElement(StateElement.update, index, hashBytes(module));
}

function hashBytes({ hash }: AdmittedModule): Uint8Array {
  return new Uint8Array(Buffer.from(hash, "hex"));
}
