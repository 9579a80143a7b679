import { u128, u256 } from "@btc-vision/as-bignum/assembly";
import {
  Address, AdvancedStoredString, Blockchain, BytesWriter, Calldata, EMPTY_POINTER, KeyMerger, ReentrancyGuard, Revert, StoredAddressArray,
  StoredBooleanArray, StoredString, StoredU128Array, StoredU16Array, StoredU256, StoredU256Array, StoredU32, StoredU32Array, StoredU64, StoredU64Array, StoredU8Array,
} from "@btc-vision/btc-runtime/runtime";
import {
  Slot, slotOf, slotOfElement, slotOfEntry, slotOfLength, slotsOf, thread_join, thread_join_with_refund, thread_spawn, thread_spawn_with_reservation, ThreadHandle,
} from "@btc-vision/btc-runtime/threading";

const octetsPointer: u16 = Blockchain.nextPointer;
const shortsPointer: u16 = Blockchain.nextPointer;
const wordsPointer: u16 = Blockchain.nextPointer;
const longsPointer: u16 = Blockchain.nextPointer;
const halvesPointer: u16 = Blockchain.nextPointer;
const widesPointer: u16 = Blockchain.nextPointer;
const flagsPointer: u16 = Blockchain.nextPointer;
const ownersPointer: u16 = Blockchain.nextPointer;
const mottoPointer: u16 = Blockchain.nextPointer;
const labelPointer: u16 = Blockchain.nextPointer;
const mergedPointer: u16 = Blockchain.nextPointer;
const quadPointer: u16 = Blockchain.nextPointer;
const octetPointer: u16 = Blockchain.nextPointer;
const ringPointer: u16 = Blockchain.nextPointer;
const completedPointer: u16 = Blockchain.nextPointer;

const GAS: u64 = 2_000_000_000;
const RING_LENGTH: u32 = 100;

/** Every stored array, the strings and the merged keys of the runtime, written by threads; and slots that several values share. */
export class Shelves extends ReentrancyGuard {
  private readonly quad: StoredU64 = new StoredU64(quadPointer, EMPTY_POINTER);
  private readonly octet: StoredU32 = new StoredU32(octetPointer, EMPTY_POINTER);
  private readonly motto: StoredString = new StoredString(mottoPointer);
  private readonly label: AdvancedStoredString = new AdvancedStoredString(labelPointer, EMPTY_POINTER, 200);
  private readonly merged: KeyMerger<string, string, Uint8Array> = new KeyMerger<string, string, Uint8Array>("parent", mergedPointer);
  private readonly completed: StoredU256 = new StoredU256(completedPointer, EMPTY_POINTER);

  public constructor() {
    super();
  }

  /** A thread appends to each array and sets the texts; main reads its own objects before and after. */
  @method({ name: "value", type: ABIDataTypes.UINT8 })
  @returns({ name: "texts", type: ABIDataTypes.STRING })
  public append(calldata: Calldata): BytesWriter {
    const value = calldata.readU8();
    const owner = Blockchain.tx.sender;
    const octets = new StoredU8Array(octetsPointer, EMPTY_POINTER);
    const shorts = new StoredU16Array(shortsPointer, EMPTY_POINTER);
    const words = new StoredU32Array(wordsPointer, EMPTY_POINTER);
    const longs = new StoredU64Array(longsPointer, EMPTY_POINTER);
    const halves = new StoredU128Array(halvesPointer, EMPTY_POINTER);
    const wides = new StoredU256Array(widesPointer, EMPTY_POINTER);
    const flags = new StoredBooleanArray(flagsPointer, EMPTY_POINTER);
    const owners = new StoredAddressArray(ownersPointer, EMPTY_POINTER);
    const at = octets.getLength();
    const before = this.texts(octets, shorts, words, longs, halves, wides, flags, owners, at);
    const slots: Slot[] = [
      slotOfLength(octets), slotOfElement(octets, at), slotOfLength(shorts), slotOfElement(shorts, at), slotOfLength(words), slotOfElement(words, at),
      slotOfLength(longs), slotOfElement(longs, at), slotOfLength(halves), slotOfElement(halves, at), slotOfLength(wides), slotOfElement(wides, at),
      slotOfLength(flags), slotOfElement(flags, at), slotOfLength(owners), slotOfElement(owners, at), slotOfEntry(this.merged, "child"),
    ];
    const texts = slotsOf(this.motto, 64).concat(slotsOf(this.label, 64));
    for (let i = 0; i < texts.length; i++) slots.push(texts[i]);
    const handle = thread_spawn_with_reservation<void>(GAS, slots, (): void => {
      octets.push(value);
      octets.save();
      shorts.push(value);
      shorts.save();
      words.push(value);
      words.save();
      longs.push(value);
      longs.save();
      halves.push(u128.fromU32(value));
      halves.save();
      wides.push(u256.fromU32(value));
      wides.save();
      flags.push(true);
      flags.save();
      owners.push(owner);
      owners.save();
      this.motto.value = "motto " + value.toString();
      this.label.value = "a label of more than twenty-eight bytes " + value.toString();
      this.merged.set("child", u256.fromU32(value).toUint8Array(true));
    });
    thread_join_with_refund(handle);
    const after = this.texts(octets, shorts, words, longs, halves, wides, flags, owners, at);
    return this.text(before + "|" + after);
  }

  /** Two threads that want different values of one slot. */
  @method({ name: "kind", type: ABIDataTypes.UINT8 })
  public share(calldata: Calldata): BytesWriter {
    const kind = calldata.readU8();
    const first = thread_spawn_with_reservation<void>(GAS, [this.shared(kind, 0)], (): void => {});
    const second = thread_spawn_with_reservation<void>(GAS, [this.shared(kind, 1)], (): void => {});
    thread_join(first);
    thread_join(second);
    return new BytesWriter(0);
  }

  /** Threads that write elements of one array in different slots. */
  @method({ name: "value", type: ABIDataTypes.UINT8 })
  @returns({ name: "sum", type: ABIDataTypes.UINT32 })
  public beside(calldata: Calldata): BytesWriter {
    const value = calldata.readU8();
    const octets = new StoredU8Array(octetsPointer, EMPTY_POINTER);
    while (octets.getLength() < 96) octets.push(0);
    octets.save();
    const handles: ThreadHandle[] = [];
    for (let part: u32 = 0; part < 3; part++) {
      const index = part * 32 + part;
      handles.push(thread_spawn_with_reservation<void>(GAS, [slotOfElement(octets, index)], (): void => {
        octets.set(index, value + <u8>index);
        octets.save();
      }));
    }
    for (let i = 0; i < handles.length; i++) thread_join_with_refund(handles[i]);
    let sum: u32 = 0;
    for (let index: u32 = 0; index < 96; index++) sum += octets.get(index);
    const writer = new BytesWriter(4);
    writer.writeU32(sum);
    return writer;
  }

  /** A thread that writes the first and the last of some elements of an array that begins in a slot's middle and wraps around. */
  @method({ name: "start", type: ABIDataTypes.UINT32 }, { name: "count", type: ABIDataTypes.UINT32 })
  @returns({ name: "slots", type: ABIDataTypes.UINT32 })
  public ring(calldata: Calldata): BytesWriter {
    const start = calldata.readU32();
    const count = calldata.readU32();
    const ring = new StoredU8Array(ringPointer, EMPTY_POINTER, RING_LENGTH);
    ring.setStartingIndex(start);
    ring.save();
    const slots = slotsOf(ring, count);
    const handle = thread_spawn_with_reservation<void>(GAS, slots, (): void => {
      for (let index: u32 = 0; index < count; index++) ring.set(index, 1 + <u8>index);
      ring.save();
    });
    thread_join_with_refund(handle);
    for (let index: u32 = 0; index < count; index++) if (ring.get(index) != 1 + <u8>index) throw new Revert("not written");
    const writer = new BytesWriter(4);
    writer.writeU32(slots.length);
    return writer;
  }

  /** A thread that puts a short text in place of a long one. */
  @method({ name: "length", type: ABIDataTypes.UINT32 })
  @returns({ name: "texts", type: ABIDataTypes.STRING })
  public shorten(calldata: Calldata): BytesWriter {
    this.motto.value = "x".repeat(calldata.readU32());
    const handle = thread_spawn_with_reservation<void>(GAS, slotsOf(this.motto, 5), (): void => { this.motto.value = "short"; });
    thread_join_with_refund(handle);
    return this.text(this.motto.value);
  }

  /** A thread of a method behind the guard, which is entered and left around the method and not around its threads. */
  @method()
  @returns({ name: "completed", type: ABIDataTypes.UINT256 })
  public guarded(_calldata: Calldata): BytesWriter {
    const handle = thread_spawn<u256>(GAS, (): u256 => this.completed.value);
    const writer = new BytesWriter(32);
    writer.writeU256(thread_join<u256>(handle));
    return writer;
  }

  public override onExecutionCompleted(selector: u32, calldata: Calldata): void {
    super.onExecutionCompleted(selector, calldata);
    this.completed.value = u256.add(this.completed.value, u256.One);
  }

  private shared(kind: u8, index: u32): Slot {
    switch (kind) {
      case 0: return slotOfElement(new StoredU16Array(shortsPointer, EMPTY_POINTER), index + 14);
      case 1: return slotOfElement(new StoredU64Array(longsPointer, EMPTY_POINTER), index + 4);
      case 2: return slotOfElement(new StoredBooleanArray(flagsPointer, EMPTY_POINTER), index + 300);
      case 3: return slotOf(this.quad);
      case 4: return slotOf(this.octet);
      case 5: return slotOfLength(new StoredU128Array(halvesPointer, EMPTY_POINTER));
      case 6: return slotOfElement(new StoredU256Array(widesPointer, EMPTY_POINTER), 3);
      default: return slotOfElement(new StoredU8Array(octetsPointer, EMPTY_POINTER), index * 32);
    }
  }

  private texts(
    octets: StoredU8Array, shorts: StoredU16Array, words: StoredU32Array, longs: StoredU64Array, halves: StoredU128Array, wides: StoredU256Array,
    flags: StoredBooleanArray, owners: StoredAddressArray, at: u32,
  ): string {
    const lengths = [octets.getLength(), shorts.getLength(), words.getLength(), longs.getLength(), halves.getLength(), wides.getLength(), flags.getLength(), owners.getLength()];
    const numbers = octets.get(at).toString() + " " + shorts.get(at).toString() + " " + words.get(at).toString() + " " + longs.get(at).toString() + " "
      + halves.get(at).toString() + " " + wides.get(at).toString();
    const owner: Address = owners.get(at);
    const merged = u256.fromUint8ArrayBE(this.merged.get("child")).toString();
    const flag = <u32>flags.getLength() > at && flags.get(at);
    return lengths.join(" ") + ";" + numbers + ";" + flag.toString() + " " + (owner == Blockchain.tx.sender).toString() + ";"
      + this.motto.value + ";" + this.label.value + ";" + merged;
  }

  private text(text: string): BytesWriter {
    const writer = new BytesWriter(4 + String.UTF8.byteLength(text));
    writer.writeStringWithLength(text);
    return writer;
  }
}
