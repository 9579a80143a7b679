import { u256 } from "@btc-vision/as-bignum/assembly";
import {
  Address, AddressMemoryMap, Blockchain, BytesWriter, Calldata, EMPTY_POINTER, encodeSelector, MapOfMap, NetEvent, ReentrancyGuard,
  Revert, SafeMath, StoredAddress, StoredBoolean, StoredMapU256, StoredString, StoredU256, StoredU32, StoredU64, StoredU8Array,
} from "@btc-vision/btc-runtime/runtime";
import {
  refresh, Slot, slotOf, slotOfElement, slotOfEntry, slotOfLength, slotsOf, Thread, thread_join, thread_join_with_refund, thread_spawn,
  thread_spawn_with_reservation, thread_try_join, ThreadHandle, ThreadStatus,
} from "@btc-vision/btc-runtime/threading";

const totalPointer: u16 = Blockchain.nextPointer;
const balancePointer: u16 = Blockchain.nextPointer;
const scorePointer: u16 = Blockchain.nextPointer;
const allowancePointer: u16 = Blockchain.nextPointer;
const quadPointer: u16 = Blockchain.nextPointer;
const octetPointer: u16 = Blockchain.nextPointer;
const flagPointer: u16 = Blockchain.nextPointer;
const leaderPointer: u16 = Blockchain.nextPointer;
const mottoPointer: u16 = Blockchain.nextPointer;
const bytesPointer: u16 = Blockchain.nextPointer;

const GAS: u64 = 500_000_000;

class DroppedEvent extends NetEvent {
  constructor(count: u32, total: u256) {
    const data = new BytesWriter(36);
    data.writeU32(count);
    data.writeU256(total);
    super("Dropped", data);
  }
}

/** Every kind of storage object of the runtime, written by threads. */
export class Ledger extends ReentrancyGuard {
  private readonly total: StoredU256 = new StoredU256(totalPointer, EMPTY_POINTER);
  private readonly balances: AddressMemoryMap = new AddressMemoryMap(balancePointer);
  private readonly scores: StoredMapU256 = new StoredMapU256(scorePointer);
  private readonly allowances: MapOfMap<u256> = new MapOfMap<u256>(allowancePointer);
  private readonly quad: StoredU64 = new StoredU64(quadPointer, EMPTY_POINTER);
  private readonly octet: StoredU32 = new StoredU32(octetPointer, EMPTY_POINTER);
  private readonly flag: StoredBoolean = new StoredBoolean(flagPointer, false);
  private readonly leader: StoredAddress = new StoredAddress(leaderPointer);
  private readonly motto: StoredString = new StoredString(mottoPointer);
  private completions: u32 = 0;

  public constructor() {
    super();
  }

  public override onDeployment(_calldata: Calldata): void {
    this.total.value = u256.fromU32(1);
  }

  @method({ name: "users", type: ABIDataTypes.ARRAY_OF_ADDRESSES }, { name: "amount", type: ABIDataTypes.UINT256 })
  @returns({ name: "total", type: ABIDataTypes.UINT256 })
  @emit("Dropped")
  public drop(calldata: Calldata): BytesWriter {
    const users: Address[] = calldata.readAddressArray();
    const amount = calldata.readU256();
    const handles: ThreadHandle[] = [];
    for (let i = 0; i < users.length; i++) {
      const user = users[i];
      handles.push(thread_spawn_with_reservation<u256>(GAS, [slotOfEntry(this.balances, user)], (): u256 => {
        const balance = SafeMath.add(this.balances.get(user), amount);
        this.balances.set(user, balance);
        return balance;
      }));
    }
    let sum = u256.Zero;
    for (let i = 0; i < handles.length; i++) sum = u256.add(sum, thread_join_with_refund<u256>(handles[i]));
    this.total.value = sum;
    this.emitEvent(new DroppedEvent(handles.length, sum));
    return this.number(sum);
  }

  @method({ name: "user", type: ABIDataTypes.ADDRESS })
  @returns({ name: "balance", type: ABIDataTypes.UINT256 })
  public balanceOf(calldata: Calldata): BytesWriter {
    return this.number(this.balances.get(calldata.readAddress()));
  }

  /** Sender, origin, block, addresses and calldata, read in a thread and in main. */
  @method({ name: "salt", type: ABIDataTypes.UINT64 })
  @returns({ name: "same", type: ABIDataTypes.BOOL })
  public context(calldata: Calldata): BytesWriter {
    const salt = calldata.readU64();
    const handle = thread_spawn<string>(GAS, (): string => {
      calldata.setOffset(4);
      return this.surroundings() + calldata.readU64().toString() + Thread.isThread.toString();
    });
    const inThread = thread_join<string>(handle);
    return this.flagOf(inThread == this.surroundings() + salt.toString() + "true");
  }

  /** Each kind of storage object: written by a thread, read by main before and after. */
  @method({ name: "value", type: ABIDataTypes.UINT32 })
  @returns({ name: "texts", type: ABIDataTypes.STRING })
  public everything(calldata: Calldata): BytesWriter {
    const value = calldata.readU32();
    const owner = Blockchain.tx.sender;
    const wide = u256.fromU32(value);
    const before = this.texts(owner);
    const bytes = new StoredU8Array(bytesPointer, EMPTY_POINTER);
    const length = bytes.getLength();
    const slots: Slot[] = [
      slotOf(this.total), slotOf(this.quad), slotOf(this.octet), slotOf(this.flag), slotOf(this.leader), slotOfEntry(this.balances, owner),
      slotOfEntry(this.scores, wide), slotOfEntry(this.allowances.get(owner), owner), slotOfLength(bytes), slotOfElement(bytes, length),
    ];
    const texts = slotsOf(this.motto, 40);
    for (let i = 0; i < texts.length; i++) slots.push(texts[i]);
    const handle = thread_spawn_with_reservation<void>(GAS, slots, (): void => {
      this.total.value = wide;
      this.quad.set(2, value);
      this.quad.save();
      this.octet.set(7, value);
      this.octet.save();
      this.flag.value = true;
      this.leader.value = owner;
      this.balances.set(owner, wide);
      this.scores.set(wide, wide);
      this.allowances.get(owner).set(owner, wide);
      this.motto.value = "a motto of more than 28 bytes: " + value.toString();
      bytes.push(<u8>value);
      bytes.save();
    });
    thread_join_with_refund(handle);
    const after = this.texts(owner) + " " + this.scores.get(wide).toString() + " " + bytes.getLength().toString() + " " + bytes.get(length).toString();
    return this.text(before + "|" + after);
  }

  /** What main writes after the spawn does not reach the thread. */
  @method()
  @returns({ name: "seen", type: ABIDataTypes.UINT256 }, { name: "now", type: ABIDataTypes.UINT256 })
  public later(_calldata: Calldata): BytesWriter {
    this.total.value = u256.fromU32(5);
    const handle = thread_spawn<u256>(GAS, (): u256 => this.total.value);
    this.total.value = u256.fromU32(6);
    const writer = new BytesWriter(64);
    writer.writeU256(thread_join<u256>(handle));
    writer.writeU256(this.total.value);
    return writer;
  }

  /** The same for every kind of storage object, and a second thread that is spawned after main has written. */
  @method()
  @returns({ name: "texts", type: ABIDataTypes.STRING })
  public laterAll(_calldata: Calldata): BytesWriter {
    const owner = Blockchain.tx.sender;
    this.writeAll(owner, 5);
    const first = thread_spawn<string>(4 * GAS, (): string => this.readable(owner));
    this.writeAll(owner, 6);
    const second = thread_spawn<string>(4 * GAS, (): string => this.readable(owner));
    this.writeAll(owner, 7);
    const seen = thread_join<string>(first);
    return this.text(seen + "|" + thread_join<string>(second) + "|" + this.readable(owner));
  }

  /** A thread that fails after it has written everything: main's objects are as they were. */
  @method()
  @returns({ name: "texts", type: ABIDataTypes.STRING })
  public undone(_calldata: Calldata): BytesWriter {
    const owner = Blockchain.tx.sender;
    this.writeAll(owner, 5);
    const slots: Slot[] = [
      slotOf(this.total), slotOf(this.quad), slotOf(this.octet), slotOf(this.flag), slotOf(this.leader), slotOfEntry(this.balances, owner),
      slotOfEntry(this.allowances.get(owner), owner),
    ];
    const texts = slotsOf(this.motto, 40);
    for (let i = 0; i < texts.length; i++) slots.push(texts[i]);
    const handle = thread_spawn_with_reservation<void>(GAS, slots, (): void => {
      this.writeAll(owner, 9);
      throw new Revert("and yet");
    });
    return this.text(thread_try_join(handle).message + "|" + this.flag.value.toString() + " " + this.readable(owner));
  }

  /** One thread for two elements of one slot, named one by one. */
  @method()
  public twice(_calldata: Calldata): BytesWriter {
    const bytes = new StoredU8Array(bytesPointer, EMPTY_POINTER);
    const handle = thread_spawn_with_reservation<void>(GAS, [slotOfElement(bytes, 0), slotOfElement(bytes, 1)], (): void => { bytes.set(0, 1); });
    thread_join(handle);
    return new BytesWriter(0);
  }

  /** Main writes a number of a slot that a thread has reserved for another. */
  @method()
  public meanwhile(_calldata: Calldata): BytesWriter {
    const handle = thread_spawn_with_reservation<void>(GAS, [slotOf(this.quad)], (): void => {
      this.quad.set(0, 1);
      this.quad.save();
    });
    this.quad.set(1, 2);
    this.quad.save();
    thread_join(handle);
    return new BytesWriter(0);
  }

  /** Another object of the same pointer keeps its copy until it is told. */
  @method({ name: "value", type: ABIDataTypes.UINT64 })
  @returns({ name: "stale", type: ABIDataTypes.UINT64 }, { name: "fresh", type: ABIDataTypes.UINT64 })
  public twin(calldata: Calldata): BytesWriter {
    const value = calldata.readU64();
    const other = new StoredU64(quadPointer, EMPTY_POINTER);
    other.get(0);
    const handle = thread_spawn_with_reservation<void>(GAS, [slotOf(this.quad)], (): void => {
      this.quad.set(0, value);
      this.quad.save();
    });
    thread_join(handle);
    const writer = new BytesWriter(16);
    writer.writeU64(other.get(0));
    refresh(other);
    writer.writeU64(other.get(0));
    return writer;
  }

  /** Calls another contract from threads, and hands their answers on. */
  @method({ name: "ledgers", type: ABIDataTypes.ARRAY_OF_ADDRESSES }, { name: "user", type: ABIDataTypes.ADDRESS })
  @returns({ name: "sum", type: ABIDataTypes.UINT256 })
  public ask(calldata: Calldata): BytesWriter {
    const ledgers: Address[] = calldata.readAddressArray();
    const user = calldata.readAddress();
    const handles: ThreadHandle[] = [];
    for (let i = 0; i < ledgers.length; i++) {
      const ledger = ledgers[i];
      handles.push(thread_spawn<u256>(GAS, (): u256 => {
        const request = new BytesWriter(36);
        request.writeSelector(encodeSelector("peek(address)"));
        request.writeAddress(user);
        return Blockchain.call(ledger, request).data.readU256();
      }));
    }
    let sum = u256.Zero;
    for (let i = 0; i < handles.length; i++) sum = u256.add(sum, thread_join_with_refund<u256>(handles[i]));
    return this.number(sum);
  }

  /** Calls a method of another contract behind that one's guard, from a thread or from main. */
  @method({ name: "ledger", type: ABIDataTypes.ADDRESS }, { name: "inThread", type: ABIDataTypes.BOOL })
  @returns({ name: "balance", type: ABIDataTypes.UINT256 })
  public askGuarded(calldata: Calldata): BytesWriter {
    const ledger = calldata.readAddress();
    if (!calldata.readBoolean()) return this.number(this.balanceAt(ledger));
    return this.number(thread_join<u256>(thread_spawn<u256>(GAS, (): u256 => this.balanceAt(ledger))));
  }

  /** A method without the guard's writes, which a thread may call. */
  @method({ name: "user", type: ABIDataTypes.ADDRESS })
  @returns({ name: "balance", type: ABIDataTypes.UINT256 })
  public peek(calldata: Calldata): BytesWriter {
    return this.number(this.balances.get(calldata.readAddress()));
  }

  /** Two threads for two elements of one slot. */
  @method()
  public share(_calldata: Calldata): BytesWriter {
    const bytes = new StoredU8Array(bytesPointer, EMPTY_POINTER);
    const first = thread_spawn_with_reservation<void>(GAS, [slotOfElement(bytes, 0)], (): void => { bytes.set(0, 1); });
    const second = thread_spawn_with_reservation<void>(GAS, [slotOfElement(bytes, 1)], (): void => { bytes.set(1, 2); });
    thread_join(first);
    thread_join(second);
    return new BytesWriter(0);
  }

  /** A failed thread as a value: it reverts, divides by zero, or runs out of gas. */
  @method({ name: "kind", type: ABIDataTypes.UINT8 })
  @returns({ name: "status", type: ABIDataTypes.UINT8 }, { name: "code", type: ABIDataTypes.UINT32 }, { name: "message", type: ABIDataTypes.STRING })
  public failing(calldata: Calldata): BytesWriter {
    const kind = calldata.readU8();
    const handle = thread_spawn_with_reservation<u64>(GAS, [slotOf(this.total)], (): u64 => {
      this.total.value = u256.fromU32(99);
      if (kind == 0) throw new Revert("refused by the thread");
      if (kind == 1) return 1 / (<u64>kind - 1);
      let rounds: u64 = 1;
      while (kind == 2) rounds *= 3;
      return rounds;
    });
    const result = thread_try_join<u64>(handle);
    const message = result.ok ? this.total.value.toString() : result.message;
    const writer = new BytesWriter(1 + 4 + 4 + String.UTF8.byteLength(message));
    writer.writeU8(<u8>result.status);
    writer.writeU32(result.code);
    writer.writeStringWithLength(message);
    return writer;
  }

  /** A write that was not reserved. */
  @method()
  public unreserved(_calldata: Calldata): BytesWriter {
    const handle = thread_spawn_with_reservation<void>(GAS, [slotOf(this.total)], (): void => { this.flag.value = true; });
    thread_join(handle);
    return new BytesWriter(0);
  }

  /** How often the guard has finished, in this instance. */
  public override onExecutionCompleted(selector: u32, calldata: Calldata): void {
    super.onExecutionCompleted(selector, calldata);
    this.completions++;
    if (this.completions != 1) throw new Revert("completed more than once");
  }

  protected override isSelectorExcluded(selector: u32): boolean {
    return selector == encodeSelector("peek(address)") || super.isSelectorExcluded(selector);
  }

  private surroundings(): string {
    return Blockchain.tx.sender.toString() + Blockchain.tx.origin.toString() + Blockchain.block.number.toString() + Blockchain.contractAddress.toString()
      + Blockchain.contractDeployer.toString() + Blockchain.block.medianTimestamp.toString() + this.hostAnswers();
  }

  /** What the host says that is not storage. */
  private hostAnswers(): string {
    const self = Blockchain.contractAddress;
    const bytes = Blockchain.chainId.toString() + Blockchain.protocolId.toString() + Blockchain.tx.txId.toString() + Blockchain.tx.hash.toString()
      + Blockchain.block.hash.toString() + Blockchain.getBlockHash(Blockchain.block.number).toString() + Blockchain.sha256(self).toString()
      + Blockchain.hash256(self).toString();
    return bytes + (<u32>Blockchain.network).toString() + Blockchain.isContract(self).toString() + Blockchain.getAccountType(Blockchain.tx.sender).toString()
      + Blockchain.validateBitcoinAddress("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080").toString();
  }

  private writeAll(owner: Address, value: u32): void {
    const wide = u256.fromU32(value);
    this.total.value = wide;
    this.quad.set(2, value);
    this.quad.save();
    this.octet.set(7, value);
    this.octet.save();
    this.flag.value = value % 2 == 0;
    this.leader.value = value % 2 == 0 ? owner : Blockchain.contractAddress;
    this.balances.set(owner, wide);
    this.allowances.get(owner).set(owner, wide);
    this.motto.value = "m" + value.toString();
  }

  private text(text: string): BytesWriter {
    const writer = new BytesWriter(4 + String.UTF8.byteLength(text));
    writer.writeStringWithLength(text);
    return writer;
  }

  private texts(owner: Address): string {
    return this.flag.value.toString() + " " + this.readable(owner);
  }

  /** What a thread without reservations may read: btc-runtime 1.11 writes a boolean's default when it is read for the first time. */
  private readable(owner: Address): string {
    return this.total.value.toString() + " " + this.quad.get(2).toString() + " " + this.octet.get(7).toString() + " " + (this.leader.value == owner).toString() + " " + this.balances.get(owner).toString() + " " + this.allowances.get(owner).get(owner).toString() + " " + this.motto.value;
  }

  private balanceAt(ledger: Address): u256 {
    const request = new BytesWriter(36);
    request.writeSelector(encodeSelector("balanceOf(address)"));
    request.writeAddress(Blockchain.tx.sender);
    return Blockchain.call(ledger, request).data.readU256();
  }

  private number(value: u256): BytesWriter {
    const writer = new BytesWriter(32);
    writer.writeU256(value);
    return writer;
  }

  private flagOf(value: bool): BytesWriter {
    const writer = new BytesWriter(1);
    writer.writeBoolean(value);
    return writer;
  }
}
