import { u128, u256 } from "@btc-vision/as-bignum/assembly";
import { BytesWriter, Calldata, OP_NET } from "@btc-vision/btc-runtime/runtime";

/** A method for each type of an ABI that both stacks have: hands the value back as it was read, and as a text. */
export class Types extends OP_NET {
  @method({ name: "value", type: ABIDataTypes.BOOL })
  @returns({ name: "value", type: ABIDataTypes.BOOL }, { name: "text", type: ABIDataTypes.STRING })
  public bool(calldata: Calldata): BytesWriter {
    const value = calldata.readBoolean();
    const text: string = value.toString();
    const writer = new BytesWriter(1 + 4 + String.UTF8.byteLength(text));
    writer.writeBoolean(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.UINT8 })
  @returns({ name: "value", type: ABIDataTypes.UINT8 }, { name: "text", type: ABIDataTypes.STRING })
  public unsigned8(calldata: Calldata): BytesWriter {
    const value = calldata.readU8();
    const text: string = value.toString();
    const writer = new BytesWriter(1 + 4 + String.UTF8.byteLength(text));
    writer.writeU8(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.UINT16 })
  @returns({ name: "value", type: ABIDataTypes.UINT16 }, { name: "text", type: ABIDataTypes.STRING })
  public unsigned16(calldata: Calldata): BytesWriter {
    const value = calldata.readU16();
    const text: string = value.toString();
    const writer = new BytesWriter(2 + 4 + String.UTF8.byteLength(text));
    writer.writeU16(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.UINT32 })
  @returns({ name: "value", type: ABIDataTypes.UINT32 }, { name: "text", type: ABIDataTypes.STRING })
  public unsigned32(calldata: Calldata): BytesWriter {
    const value = calldata.readU32();
    const text: string = value.toString();
    const writer = new BytesWriter(4 + 4 + String.UTF8.byteLength(text));
    writer.writeU32(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.UINT64 })
  @returns({ name: "value", type: ABIDataTypes.UINT64 }, { name: "text", type: ABIDataTypes.STRING })
  public unsigned64(calldata: Calldata): BytesWriter {
    const value = calldata.readU64();
    const text: string = value.toString();
    const writer = new BytesWriter(8 + 4 + String.UTF8.byteLength(text));
    writer.writeU64(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.UINT128 })
  @returns({ name: "value", type: ABIDataTypes.UINT128 }, { name: "text", type: ABIDataTypes.STRING })
  public unsigned128(calldata: Calldata): BytesWriter {
    const value = calldata.readU128();
    const text: string = value.toString();
    const writer = new BytesWriter(16 + 4 + String.UTF8.byteLength(text));
    writer.writeU128(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.UINT256 })
  @returns({ name: "value", type: ABIDataTypes.UINT256 }, { name: "text", type: ABIDataTypes.STRING })
  public unsigned256(calldata: Calldata): BytesWriter {
    const value = calldata.readU256();
    const text: string = value.toString();
    const writer = new BytesWriter(32 + 4 + String.UTF8.byteLength(text));
    writer.writeU256(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.INT128 })
  @returns({ name: "value", type: ABIDataTypes.INT128 }, { name: "text", type: ABIDataTypes.STRING })
  public signed128(calldata: Calldata): BytesWriter {
    const value = calldata.readI128();
    const text: string = value.hi.toString() + " " + value.lo.toString();
    const writer = new BytesWriter(16 + 4 + String.UTF8.byteLength(text));
    writer.writeI128(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.ADDRESS })
  @returns({ name: "value", type: ABIDataTypes.ADDRESS }, { name: "text", type: ABIDataTypes.STRING })
  public owner(calldata: Calldata): BytesWriter {
    const value = calldata.readAddress();
    const text: string = value.toHex();
    const writer = new BytesWriter(32 + 4 + String.UTF8.byteLength(text));
    writer.writeAddress(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.STRING })
  @returns({ name: "value", type: ABIDataTypes.STRING }, { name: "text", type: ABIDataTypes.STRING })
  public text(calldata: Calldata): BytesWriter {
    const value = calldata.readStringWithLength();
    const text: string = value;
    const writer = new BytesWriter(4 + String.UTF8.byteLength(value) + 4 + String.UTF8.byteLength(text));
    writer.writeStringWithLength(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.BYTES })
  @returns({ name: "value", type: ABIDataTypes.BYTES }, { name: "text", type: ABIDataTypes.STRING })
  public bytes(calldata: Calldata): BytesWriter {
    const value = calldata.readBytesWithLength();
    const text: string = value.join();
    const writer = new BytesWriter(4 + value.length + 4 + String.UTF8.byteLength(text));
    writer.writeBytesWithLength(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.BYTES4 })
  @returns({ name: "value", type: ABIDataTypes.BYTES4 }, { name: "text", type: ABIDataTypes.STRING })
  public bytes4(calldata: Calldata): BytesWriter {
    const value = calldata.readBytes(4);
    const text: string = value.join();
    const writer = new BytesWriter(4 + 4 + String.UTF8.byteLength(text));
    writer.writeBytes(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.BYTES32 })
  @returns({ name: "value", type: ABIDataTypes.BYTES32 }, { name: "text", type: ABIDataTypes.STRING })
  public bytes32(calldata: Calldata): BytesWriter {
    const value = calldata.readBytes(32);
    const text: string = value.join();
    const writer = new BytesWriter(32 + 4 + String.UTF8.byteLength(text));
    writer.writeBytes(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.ADDRESS_UINT256_TUPLE })
  @returns({ name: "value", type: ABIDataTypes.ADDRESS_UINT256_TUPLE }, { name: "text", type: ABIDataTypes.STRING })
  public amounts(calldata: Calldata): BytesWriter {
    const value = calldata.readAddressMapU256();
    const text: string = value.size.toString();
    const writer = new BytesWriter(2 + 64 * value.size + 4 + String.UTF8.byteLength(text));
    writer.writeAddressMapU256(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.ARRAY_OF_ADDRESSES })
  @returns({ name: "value", type: ABIDataTypes.ARRAY_OF_ADDRESSES }, { name: "text", type: ABIDataTypes.STRING })
  public addresses(calldata: Calldata): BytesWriter {
    const value = calldata.readAddressArray();
    const text: string = value.length.toString();
    const writer = new BytesWriter(2 + 32 * value.length + 4 + String.UTF8.byteLength(text));
    writer.writeAddressArray(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.ARRAY_OF_UINT8 })
  @returns({ name: "value", type: ABIDataTypes.ARRAY_OF_UINT8 }, { name: "text", type: ABIDataTypes.STRING })
  public list8(calldata: Calldata): BytesWriter {
    const value = calldata.readU8Array();
    const text: string = value.join();
    const writer = new BytesWriter(2 + 1 * value.length + 4 + String.UTF8.byteLength(text));
    writer.writeU8Array(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.ARRAY_OF_UINT16 })
  @returns({ name: "value", type: ABIDataTypes.ARRAY_OF_UINT16 }, { name: "text", type: ABIDataTypes.STRING })
  public list16(calldata: Calldata): BytesWriter {
    const value = calldata.readU16Array();
    const text: string = value.join();
    const writer = new BytesWriter(2 + 2 * value.length + 4 + String.UTF8.byteLength(text));
    writer.writeU16Array(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.ARRAY_OF_UINT32 })
  @returns({ name: "value", type: ABIDataTypes.ARRAY_OF_UINT32 }, { name: "text", type: ABIDataTypes.STRING })
  public list32(calldata: Calldata): BytesWriter {
    const value = calldata.readU32Array();
    const text: string = value.join();
    const writer = new BytesWriter(2 + 4 * value.length + 4 + String.UTF8.byteLength(text));
    writer.writeU32Array(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.ARRAY_OF_UINT64 })
  @returns({ name: "value", type: ABIDataTypes.ARRAY_OF_UINT64 }, { name: "text", type: ABIDataTypes.STRING })
  public list64(calldata: Calldata): BytesWriter {
    const value = calldata.readU64Array();
    const text: string = value.join();
    const writer = new BytesWriter(2 + 8 * value.length + 4 + String.UTF8.byteLength(text));
    writer.writeU64Array(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.ARRAY_OF_UINT128 })
  @returns({ name: "value", type: ABIDataTypes.ARRAY_OF_UINT128 }, { name: "text", type: ABIDataTypes.STRING })
  public list128(calldata: Calldata): BytesWriter {
    const value = calldata.readU128Array();
    const text: string = joined<u128>(value);
    const writer = new BytesWriter(2 + 16 * value.length + 4 + String.UTF8.byteLength(text));
    writer.writeU128Array(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.ARRAY_OF_UINT256 })
  @returns({ name: "value", type: ABIDataTypes.ARRAY_OF_UINT256 }, { name: "text", type: ABIDataTypes.STRING })
  public list256(calldata: Calldata): BytesWriter {
    const value = calldata.readU256Array();
    const text: string = joined<u256>(value);
    const writer = new BytesWriter(2 + 32 * value.length + 4 + String.UTF8.byteLength(text));
    writer.writeU256Array(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.ARRAY_OF_BYTES })
  @returns({ name: "value", type: ABIDataTypes.ARRAY_OF_BYTES }, { name: "text", type: ABIDataTypes.STRING })
  public buffers(calldata: Calldata): BytesWriter {
    const value = calldata.readArrayOfBuffer();
    const text: string = value.length.toString();
    const writer = new BytesWriter(2 + sizeOf(value) + 4 + String.UTF8.byteLength(text));
    writer.writeArrayOfBuffer(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.ARRAY_OF_STRING })
  @returns({ name: "value", type: ABIDataTypes.ARRAY_OF_STRING }, { name: "text", type: ABIDataTypes.STRING })
  public texts(calldata: Calldata): BytesWriter {
    const value = new Array<string>(calldata.readU16());
    let size = 2;
    for (let i = 0; i < value.length; i++) {
      value[i] = calldata.readStringWithLength();
      size += 4 + String.UTF8.byteLength(value[i]);
    }
    const text = value.join();
    const writer = new BytesWriter(size + 4 + String.UTF8.byteLength(text));
    writer.writeU16(<u16>value.length);
    for (let i = 0; i < value.length; i++) writer.writeStringWithLength(value[i]);
    writer.writeStringWithLength(text);
    return writer;
  }
}

function sizeOf(value: Uint8Array[]): u32 {
  let size: u32 = 0;
  for (let i = 0; i < value.length; i++) size += 4 + value[i].length;
  return size;
}

/** Numbers of as-bignum cannot be compared with null, as `join` does. */
function joined<T>(values: T[]): string {
  const texts = new Array<string>(0);
  for (let i = 0; i < values.length; i++) texts.push(values[i].toString());
  return texts.join();
}
