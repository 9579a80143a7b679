import { Address, Blockchain, BytesWriter, Calldata, OP_NET } from "@btc-vision/btc-runtime/runtime";
import { getInputsSize, getOutputsSize, inputs, loadMLDSAPublicKey, outputs, verifySignature } from "@btc-vision/btc-runtime/runtime/env/global";

/** Signature checks of every kind with the bytes as given, addresses, keys, and the transaction's inputs and outputs. */
export class Signatures extends OP_NET {
  @method({ name: "key", type: ABIDataTypes.BYTES }, { name: "signature", type: ABIDataTypes.BYTES }, { name: "hash", type: ABIDataTypes.BYTES32 })
  @returns({ name: "valid", type: ABIDataTypes.UINT32 })
  public verify(calldata: Calldata): BytesWriter {
    const key = calldata.readBytesWithLength();
    const signature = calldata.readBytesWithLength();
    const hash = calldata.readBytes(32);
    const writer = new BytesWriter(4);
    writer.writeU32(verifySignature(copy(key), copy(signature), copy(hash)));
    return writer;
  }

  @method({ name: "address", type: ABIDataTypes.STRING })
  @returns({ name: "valid", type: ABIDataTypes.BOOL })
  public validate(calldata: Calldata): BytesWriter {
    const writer = new BytesWriter(1);
    writer.writeBoolean(Blockchain.validateBitcoinAddress(calldata.readStringWithLength()));
    return writer;
  }

  @method({ name: "address", type: ABIDataTypes.ADDRESS }, { name: "level", type: ABIDataTypes.UINT8 })
  @returns({ name: "hash", type: ABIDataTypes.BYTES32 })
  public keyHash(calldata: Calldata): BytesWriter {
    const address: Address = calldata.readAddress();
    const key = loadMLDSAPublicKey(address, calldata.readU8() % 3);
    const writer = new BytesWriter(32);
    writer.writeBytes(Blockchain.sha256(key));
    return writer;
  }

  @method()
  @returns({ name: "inputs", type: ABIDataTypes.BYTES }, { name: "outputs", type: ABIDataTypes.BYTES })
  public coins(_calldata: Calldata): BytesWriter {
    const given = new Uint8Array(getInputsSize());
    inputs(given.buffer);
    const taken = new Uint8Array(getOutputsSize());
    outputs(taken.buffer);
    const writer = new BytesWriter(8 + given.length + taken.length);
    writer.writeBytesWithLength(given);
    writer.writeBytesWithLength(taken);
    return writer;
  }
}

// The host reads from the start of a buffer, whatever part of it an array covers.
function copy(data: Uint8Array): ArrayBuffer {
  return data.slice(0).buffer;
}
