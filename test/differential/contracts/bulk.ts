import { Blockchain, BytesWriter, Calldata, OP_NET } from "@btc-vision/btc-runtime/runtime";
import { emit, ripemd160 } from "@btc-vision/btc-runtime/runtime/env/global";

/** Long calldata, long answers, hashes of long data and raw events. */
export class Bulk extends OP_NET {
  @method({ name: "data", type: ABIDataTypes.BYTES })
  @returns({ name: "data", type: ABIDataTypes.BYTES })
  public echo(calldata: Calldata): BytesWriter {
    const data = calldata.readBytesWithLength();
    const writer = new BytesWriter(4 + data.length);
    writer.writeBytesWithLength(data);
    return writer;
  }

  @method({ name: "data", type: ABIDataTypes.BYTES })
  @returns({ name: "sha256", type: ABIDataTypes.BYTES32 }, { name: "ripemd160", type: ABIDataTypes.BYTES })
  public digest(calldata: Calldata): BytesWriter {
    const data = calldata.readBytesWithLength();
    const writer = new BytesWriter(32 + 4 + 20);
    writer.writeBytes(Blockchain.sha256(data));
    writer.writeBytesWithLength(ripemd160(data));
    return writer;
  }

  @method({ name: "parts", type: ABIDataTypes.ARRAY_OF_BYTES })
  @returns({ name: "lengths", type: ABIDataTypes.ARRAY_OF_UINT32 })
  public lengths(calldata: Calldata): BytesWriter {
    const parts: Uint8Array[] = calldata.readArrayOfBuffer();
    const lengths = new Array<u32>();
    for (let i = 0; i < parts.length; i++) lengths.push(parts[i].length);
    const writer = new BytesWriter(2 + 4 * lengths.length);
    writer.writeU32Array(lengths);
    return writer;
  }

  @method({ name: "length", type: ABIDataTypes.UINT32 })
  @returns({ name: "data", type: ABIDataTypes.BYTES })
  public fill(calldata: Calldata): BytesWriter {
    const length = calldata.readU32() % 4_096;
    const writer = new BytesWriter(length);
    for (let i: u32 = 0; i < length; i++) writer.writeU8(<u8>i);
    return writer;
  }

  @method({ name: "name", type: ABIDataTypes.UINT8 }, { name: "length", type: ABIDataTypes.UINT32 })
  public shout(calldata: Calldata): BytesWriter {
    const name: u32 = calldata.readU8();
    const length: u32 = calldata.readU32() % 20_000;
    const data = new BytesWriter(8 + name + length);
    data.writeU32(name);
    for (let i: u32 = 0; i < name; i++) data.writeU8(0x61);
    data.writeU32(length);
    emit(data.getBuffer().buffer, 8 + name + length);
    return new BytesWriter(0);
  }
}
