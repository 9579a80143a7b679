import { Address, BytesWriter, Calldata, OP_NET } from "@btc-vision/btc-runtime/runtime";

/** The same for the types that only the later stack has. */
export class Later extends OP_NET {
  @method({ name: "value", type: ABIDataTypes.INT8 })
  @returns({ name: "value", type: ABIDataTypes.INT8 }, { name: "text", type: ABIDataTypes.STRING })
  public signed8(calldata: Calldata): BytesWriter {
    const value = calldata.readI8();
    const text: string = value.toString();
    const writer = new BytesWriter(1 + 4 + String.UTF8.byteLength(text));
    writer.writeI8(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.INT16 })
  @returns({ name: "value", type: ABIDataTypes.INT16 }, { name: "text", type: ABIDataTypes.STRING })
  public signed16(calldata: Calldata): BytesWriter {
    // `readI16` would read the bytes in the other order: 1.11.1 writes all numbers big endian, and reads these two little endian.
    const value = <i16>calldata.readU16();
    const text: string = value.toString();
    const writer = new BytesWriter(2 + 4 + String.UTF8.byteLength(text));
    writer.writeI16(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.INT32 })
  @returns({ name: "value", type: ABIDataTypes.INT32 }, { name: "text", type: ABIDataTypes.STRING })
  public signed32(calldata: Calldata): BytesWriter {
    // `readI32` would read the bytes in the other order: 1.11.1 writes all numbers big endian, and reads these two little endian.
    const value = <i32>calldata.readU32();
    const text: string = value.toString();
    const writer = new BytesWriter(4 + 4 + String.UTF8.byteLength(text));
    writer.writeI32(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.INT64 })
  @returns({ name: "value", type: ABIDataTypes.INT64 }, { name: "text", type: ABIDataTypes.STRING })
  public signed64(calldata: Calldata): BytesWriter {
    const value = calldata.readI64();
    const text: string = value.toString();
    const writer = new BytesWriter(8 + 4 + String.UTF8.byteLength(text));
    writer.writeI64(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.EXTENDED_ADDRESS })
  @returns({ name: "value", type: ABIDataTypes.EXTENDED_ADDRESS }, { name: "text", type: ABIDataTypes.STRING })
  public extended(calldata: Calldata): BytesWriter {
    const value = calldata.readExtendedAddress();
    const text: string = value.toHex();
    const writer = new BytesWriter(64 + 4 + String.UTF8.byteLength(text));
    writer.writeExtendedAddress(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.SCHNORR_SIGNATURE })
  @returns({ name: "value", type: ABIDataTypes.SCHNORR_SIGNATURE }, { name: "text", type: ABIDataTypes.STRING })
  public signature(calldata: Calldata): BytesWriter {
    const value = calldata.readSchnorrSignature();
    const text: string = value.signature.join();
    const writer = new BytesWriter(128 + 4 + String.UTF8.byteLength(text));
    writer.writeSchnorrSignature(value.address, value.signature);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.EXTENDED_ADDRESS_UINT256_TUPLE })
  @returns({ name: "value", type: ABIDataTypes.EXTENDED_ADDRESS_UINT256_TUPLE }, { name: "text", type: ABIDataTypes.STRING })
  public extendedAmounts(calldata: Calldata): BytesWriter {
    const value = calldata.readExtendedAddressMapU256();
    const text: string = value.size.toString();
    const writer = new BytesWriter(2 + 96 * value.size + 4 + String.UTF8.byteLength(text));
    writer.writeExtendedAddressMapU256(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.ARRAY_OF_EXTENDED_ADDRESSES })
  @returns({ name: "value", type: ABIDataTypes.ARRAY_OF_EXTENDED_ADDRESSES }, { name: "text", type: ABIDataTypes.STRING })
  public extendedList(calldata: Calldata): BytesWriter {
    const value = calldata.readExtendedAddressArray();
    const text: string = value.length.toString();
    const writer = new BytesWriter(2 + 64 * value.length + 4 + String.UTF8.byteLength(text));
    writer.writeExtendedAddressArray(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  @method({ name: "value", type: ABIDataTypes.ARRAY_OF_BUFFERS })
  @returns({ name: "value", type: ABIDataTypes.ARRAY_OF_BUFFERS }, { name: "text", type: ABIDataTypes.STRING })
  public rawBuffers(calldata: Calldata): BytesWriter {
    const value = calldata.readArrayOfBuffer();
    const text: string = value.length.toString();
    const writer = new BytesWriter(2 + sizeOf(value) + 4 + String.UTF8.byteLength(text));
    writer.writeArrayOfBuffer(value);
    writer.writeStringWithLength(text);
    return writer;
  }

  /** A list of tuples, and a list of one type, as opnet-transform reads them. */
  @method({ name: "pairs", type: "tuple(address,uint8)[]" }, { name: "numbers", type: "tuple(uint64)[]" })
  @returns({ name: "pairs", type: "tuple(address,uint8)[]" }, { name: "numbers", type: "tuple(uint64)[]" })
  public tuples(calldata: Calldata): BytesWriter {
    const pairs = calldata.readU16();
    const addresses = new Array<Address>(0);
    const levels = new Array<u8>(0);
    for (let i: u16 = 0; i < pairs; i++) {
      addresses.push(calldata.readAddress());
      levels.push(calldata.readU8());
    }
    const numbers = calldata.readU64Array();
    const writer = new BytesWriter(2 + 33 * addresses.length + 2 + 8 * numbers.length);
    writer.writeU16(pairs);
    for (let i = 0; i < addresses.length; i++) {
      writer.writeAddress(addresses[i]);
      writer.writeU8(levels[i]);
    }
    writer.writeU64Array(numbers);
    return writer;
  }
}

function sizeOf(value: Uint8Array[]): u32 {
  let size: u32 = 0;
  for (let i = 0; i < value.length; i++) size += 4 + value[i].length;
  return size;
}
