import { isThreadedContractError } from "@threaded-contract/transform";
import type { EngineOptions } from "../../runtime/src/engine/engine";
import type { TransactionRequest } from "../../runtime/src/frame/transaction";
import type { WireResult } from "../../runtime/src/protocol";
import type { ThreadBackend } from "../../runtime/src/threads/backend";
import type { ContractRecord, World } from "../../runtime/src/world";
import type { AdapterOutcome } from "./adapter";
import type { BlockInput, ExecutionFixture, SlotInput, TransactionInput } from "./fixture";
import { fromHex, sha256, toHex } from "./hex";
import * as runtime from "./runtime";
import { stateHash, type StateSlot } from "./state-hash";

/** Where the machine runs threads: in this process at the spawn, at the join or as a back end likes, or on an engine. */
export type Place = "eager" | "lazy" | ((world: World) => ThreadBackend) | EngineOptions;

/** Bytes of a change that is to be committed: contract index (u32, little endian), key, value. */
const CHANGE_BYTES = 68;

const noBytes = new Uint8Array(0);
const memories = new runtime.MemoryPool();

/** Our runtime with the state of one fixture, from deployment to the last transaction. */
export class Machine {
  private readonly state: InstanceType<typeof runtime.ChainState>;
  private readonly schedule: NonNullable<ReturnType<typeof runtime.findSchedule>>;
  private prestate: SlotInput[];
  private journal: ReturnType<typeof runtime.ChainJournal.begin> | null = null;

  constructor(
    fixture: ExecutionFixture,
    /** The bytes of its modules, by name. */
    private readonly modules: Readonly<Record<string, Uint8Array>>,
    public place: Place = "eager",
  ) {
    const schedule = scheduleOf(fixture.schedule);
    if (schedule === undefined) throw new Error(`there is no gas schedule "${fixture.schedule}"`);
    this.schedule = schedule;
    const [first] = fixture.transactions;
    this.state = new runtime.ChainState(schedule, {
      number: BigInt(first?.block.number ?? 1),
      medianTime: BigInt(first?.block.medianTime ?? 1),
    });
    this.prestate = [...fixture.state];
  }

  /** Keeps a journal from now on. */
  keepJournal(): void {
    this.journal = runtime.ChainJournal.begin(this.state, this.schedule);
  }

  /** The canonical bytes of the journal, if one is kept. */
  journalBytes(): Uint8Array | undefined {
    return this.journal?.bytes();
  }

  /** Remembers contracts and state, for {@link revert}. */
  mark(): number {
    return this.state.mark();
  }

  /** Goes back to a mark, which stays usable under the number that is returned. */
  revert(mark: number): number {
    if (!this.state.revert(mark)) throw new Error("the mark is not open");
    return this.state.mark();
  }

  /** Executes one transaction and commits it. */
  async run(transaction: TransactionInput): Promise<AdapterOutcome> {
    const bytes = await this.execute(transaction);
    const hash = toHex(stateHash(this.slots()));
    if (typeof bytes === "string") return { refused: bytes, stateHash: hash };
    return { bytes: toHex(bytes), stateHash: hash };
  }

  /** The canonical bytes of the transaction's receipt, or the code of the refusal of its module. */
  async execute(transaction: TransactionInput): Promise<Uint8Array | string> {
    this.enterBlock(transaction.block);
    if (transaction.kind === "call") return this.send(transaction, this.find(transaction.contract));
    let record: ContractRecord;
    try {
      record = this.addContract(transaction);
    } catch (error) {
      if (isThreadedContractError(error)) return error.code;
      throw error;
    }
    const receipt = await this.send(transaction, record);
    if (runtime.decodeReceipt(receipt).code !== 0) this.state.removeContract(record);
    return receipt;
  }

  private addContract({ module, contract, sender }: TransactionInput): ContractRecord {
    const bytes = this.modules[module ?? ""];
    if (bytes === undefined) throw new Error(`the fixture has no module "${module}"`);
    const admitted = admitOnce(bytes, this.schedule);
    const { length: index } = this.state.contracts;
    const record = { index, address: fromHex(contract), deployer: fromHex(sender), module: admitted };
    this.state.addContract(record);
    const mine = this.prestate.filter((slot) => slot.contract === contract);
    this.prestate = this.prestate.filter((slot) => slot.contract !== contract);
    this.state.apply(changeBytes(mine.map(({ key, value }) => ({ contract: index, key, value }))));
    return record;
  }

  private enterBlock({ number, medianTime }: BlockInput): void {
    const { block } = this.state;
    if (block.number === BigInt(number) && block.medianTime === BigInt(medianTime)) return;
    this.state.enterBlock({ number: BigInt(number), medianTime: BigInt(medianTime) });
    this.journal?.appendBlock(this.state);
  }

  private find(address: string): ContractRecord {
    const found = this.state.findContract(fromHex(address));
    if (found === undefined) throw new Error(`there is no contract ${address}`);
    return found;
  }

  private async send(transaction: TransactionInput, { index }: ContractRecord): Promise<Uint8Array> {
    const { state, journal } = this;
    const request = requestOf(transaction, index);
    const contract = state.contracts[index]!;
    const wire = await this.runOnPlace(request);
    const receipt = runtime.decodeReceipt(wire.receipt);
    const { transactions: number } = state;
    const rootBefore = journal === null ? noBytes : state.stateRoot();
    state.commit(request, receipt, wire.changes);
    if (journal !== null) {
      const rootAfter = state.stateRoot();
      const { receipt: receiptBytes, steps } = wire;
      if (steps === null) throw new Error("steps come with the result when a journal is kept");
      journal.appendTransaction({
        request,
        contract,
        number,
        rootBefore,
        rootAfter,
        steps,
        receipt,
        receiptBytes,
      });
    }
    return wire.receipt;
  }

  private async runOnPlace(request: TransactionRequest): Promise<WireResult> {
    if (typeof this.place === "object") {
      const cancellation = { canceller: new runtime.Canceller(), watchdogMilliseconds: undefined };
      const execute = { replay: false, journal: this.journal !== null };
      return runtime.executeOnEngine(this.place, this.state.picture(), request, execute, cancellation);
    }
    const world = this.world();
    const result = runtime.executeTransaction(request, world, makeBackend(this.place, world));
    return runtime.toWireResult(result, [], this.journal !== null);
  }

  private world(): World {
    const { state, extensions } = this.state.picture();
    return {
      schedule: this.schedule,
      state: runtime.SlotTable.attach(state),
      extensions: runtime.extensionsNamed(extensions),
      memories,
      contractAt: (index) => this.state.contracts[index],
      findContract: (address) => this.state.findContract(address),
    };
  }

  private slots(): StateSlot[] {
    const slots: StateSlot[] = [];
    runtime.SlotTable.attach(this.state.picture().state).forEach((key, value) => {
      const contract = this.state.contracts[key[0]!];
      if (contract === undefined) throw new Error("a slot belongs to a contract");
      slots.push({ contract: contract.address, key: runtime.cellBytes(key, 1), value: runtime.cellBytes(value, 0) });
    });
    return slots;
  }
}

function makeBackend(place: Exclude<Place, EngineOptions>, world: World): ThreadBackend {
  if (typeof place === "function") return place(world);
  return place === "eager" ? new runtime.EagerBackend(world) : new runtime.LazyBackend(world);
}

/** Modules stay admitted for as long as a process runs fixtures: many machines run the same one. */
const admitted = new Map<string, ReturnType<typeof runtime.admit>>();

function admitOnce(bytes: Uint8Array, schedule: Parameters<typeof runtime.admit>[1]): ReturnType<typeof runtime.admit> {
  const key = `${schedule.id} ${toHex(sha256(bytes))}`;
  const module = admitted.get(key) ?? runtime.admit(bytes, schedule);
  admitted.set(key, module);
  return module;
}

/** The schedule of an id; one with a dynamic discount is made from the one that it extends. */
function scheduleOf(id: string): ReturnType<typeof runtime.findSchedule> {
  const known = runtime.findSchedule(id);
  if (known !== undefined) return known;
  return runtime.gasSchedules.map((base) => runtime.withDynamicDiscount(base)).find((made) => made.id === id);
}

function requestOf(transaction: TransactionInput, contract: number): TransactionRequest {
  const { block } = transaction;
  return {
    kind: transaction.kind,
    contract,
    context: {
      block: {
        hash: fromHex(block.hash),
        number: BigInt(block.number),
        medianTime: BigInt(block.medianTime),
        chainId: fromHex(block.chainId),
        protocolId: fromHex(block.protocolId),
        consensusFlags: BigInt(block.consensusFlags),
        ...loadOf(block),
      },
      transactionId: fromHex(transaction.transactionId),
      transactionHash: fromHex(transaction.transactionHash),
      origin: fromHex(transaction.origin),
      originTweakedKey: fromHex(transaction.originTweakedKey),
    },
    sender: fromHex(transaction.sender),
    calldata: fromHex(transaction.calldata),
    gasLimit: BigInt(transaction.gasLimit),
    readOnly: transaction.readOnly,
  };
}

function loadOf({ load }: BlockInput): Pick<TransactionRequest["context"]["block"], "load"> {
  if (load === undefined) return {};
  return { load: { gasUsed: load.gasUsed.map(BigInt), gasMaximum: BigInt(load.gasMaximum) } };
}

function changeBytes(changes: readonly { contract: number; key: string; value: string }[]): Uint8Array {
  const bytes = Buffer.alloc(changes.length * CHANGE_BYTES);
  changes.forEach(({ contract, key, value }, i) => {
    bytes.writeUInt32LE(contract, i * CHANGE_BYTES);
    bytes.set(fromHex(key), i * CHANGE_BYTES + 4);
    bytes.set(fromHex(value), i * CHANGE_BYTES + 36);
  });
  return new Uint8Array(bytes);
}
