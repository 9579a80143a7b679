import { u128, u256 } from "@btc-vision/as-bignum/assembly";
import { Blockchain, BytesWriter, Calldata, EMPTY_POINTER, OP_NET, StoredBooleanArray, StoredU128Array, StoredU16Array, StoredU256Array, StoredU32, StoredU32Array, StoredU64, StoredU64Array, StoredU8Array } from "@btc-vision/btc-runtime/runtime";

const flagsPointer: u16 = Blockchain.nextPointer;
const bytesPointer: u16 = Blockchain.nextPointer;
const shortsPointer: u16 = Blockchain.nextPointer;
const wordsPointer: u16 = Blockchain.nextPointer;
const longsPointer: u16 = Blockchain.nextPointer;
const hugesPointer: u16 = Blockchain.nextPointer;
const widesPointer: u16 = Blockchain.nextPointer;
const quadPointer: u16 = Blockchain.nextPointer;
const octetPointer: u16 = Blockchain.nextPointer;

/** Several values to a slot: the arrays and quartets of the runtime. */
export class Packed extends OP_NET {
  private readonly quad: StoredU64 = new StoredU64(quadPointer, EMPTY_POINTER);
  private readonly octet: StoredU32 = new StoredU32(octetPointer, EMPTY_POINTER);

  @method({ name: "values", type: ABIDataTypes.ARRAY_OF_UINT8 })
  @returns({ name: "length", type: ABIDataTypes.UINT32 })
  public pushBytes(calldata: Calldata): BytesWriter {
    const values = calldata.readU8Array();
    const array = new StoredU8Array(bytesPointer, EMPTY_POINTER);
    for (let i = 0; i < values.length; i++) array.push(values[i]);
    array.save();
    return this.length(array.getLength());
  }

  @method({ name: "values", type: ABIDataTypes.ARRAY_OF_UINT16 })
  @returns({ name: "length", type: ABIDataTypes.UINT32 })
  public pushShorts(calldata: Calldata): BytesWriter {
    const values = calldata.readU16Array();
    const array = new StoredU16Array(shortsPointer, EMPTY_POINTER);
    for (let i = 0; i < values.length; i++) array.push(values[i]);
    array.save();
    return this.length(array.getLength());
  }

  @method({ name: "values", type: ABIDataTypes.ARRAY_OF_UINT32 })
  @returns({ name: "length", type: ABIDataTypes.UINT32 })
  public pushWords(calldata: Calldata): BytesWriter {
    const values = calldata.readU32Array();
    const array = new StoredU32Array(wordsPointer, EMPTY_POINTER);
    for (let i = 0; i < values.length; i++) array.push(values[i]);
    array.save();
    return this.length(array.getLength());
  }

  @method({ name: "values", type: ABIDataTypes.ARRAY_OF_UINT64 })
  @returns({ name: "length", type: ABIDataTypes.UINT32 })
  public pushLongs(calldata: Calldata): BytesWriter {
    const values = calldata.readU64Array();
    const array = new StoredU64Array(longsPointer, EMPTY_POINTER);
    for (let i = 0; i < values.length; i++) array.push(values[i]);
    array.save();
    return this.length(array.getLength());
  }

  @method({ name: "values", type: ABIDataTypes.ARRAY_OF_UINT128 })
  @returns({ name: "sum", type: ABIDataTypes.UINT128 })
  public pushHuges(calldata: Calldata): BytesWriter {
    const values = calldata.readU128Array();
    const array = new StoredU128Array(hugesPointer, EMPTY_POINTER);
    for (let i = 0; i < values.length; i++) array.push(values[i]);
    array.save();
    let sum = u128.Zero;
    for (let i: u32 = 0; i < array.getLength(); i++) sum = u128.add(sum, array.get(i));
    const writer = new BytesWriter(16);
    writer.writeU128(sum);
    return writer;
  }

  @method({ name: "values", type: ABIDataTypes.ARRAY_OF_UINT256 })
  @returns({ name: "all", type: ABIDataTypes.ARRAY_OF_UINT256 })
  public pushWides(calldata: Calldata): BytesWriter {
    const values: u256[] = calldata.readU256Array();
    const array = new StoredU256Array(widesPointer, EMPTY_POINTER);
    for (let i = 0; i < values.length; i++) array.push(values[i]);
    array.save();
    const all = array.getAll(0, array.getLength());
    const writer = new BytesWriter(2 + 32 * all.length);
    writer.writeU256Array(all);
    return writer;
  }

  @method({ name: "index", type: ABIDataTypes.UINT32 }, { name: "value", type: ABIDataTypes.BOOL })
  @returns({ name: "before", type: ABIDataTypes.BOOL })
  public setFlag(calldata: Calldata): BytesWriter {
    const index = calldata.readU32() % 600;
    const value = calldata.readBoolean();
    const flags = new StoredBooleanArray(flagsPointer, EMPTY_POINTER);
    while (<u32>flags.getLength() <= index && flags.getLength() < 8) flags.push(false);
    const before = index < <u32>flags.getLength() ? flags.get(index) : false;
    if (index < <u32>flags.getLength()) flags.set(index, value);
    flags.save();
    const writer = new BytesWriter(1);
    writer.writeBoolean(before);
    return writer;
  }

  @method()
  @returns({ name: "value", type: ABIDataTypes.UINT64 })
  public shiftLong(_calldata: Calldata): BytesWriter {
    const array = new StoredU64Array(longsPointer, EMPTY_POINTER);
    const value = array.shift();
    array.save();
    const writer = new BytesWriter(8);
    writer.writeU64(value);
    return writer;
  }

  @method({ name: "index", type: ABIDataTypes.UINT8 }, { name: "long", type: ABIDataTypes.UINT64 }, { name: "word", type: ABIDataTypes.UINT32 })
  @returns({ name: "long", type: ABIDataTypes.UINT64 }, { name: "word", type: ABIDataTypes.UINT32 })
  public setMembers(calldata: Calldata): BytesWriter {
    const index = calldata.readU8();
    const writer = new BytesWriter(12);
    writer.writeU64(this.quad.get(index & 3));
    writer.writeU32(this.octet.get(index & 7));
    this.quad.set(index, calldata.readU64());
    this.octet.set(index & 7, calldata.readU32());
    this.quad.save();
    this.octet.save();
    return writer;
  }

  private length(value: u32): BytesWriter {
    const writer = new BytesWriter(4);
    writer.writeU32(value);
    return writer;
  }
}
