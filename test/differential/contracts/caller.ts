import { u256 } from "@btc-vision/as-bignum/assembly";
import { Address, Blockchain, BytesReader, BytesWriter, Calldata, EMPTY_POINTER, NetEvent, OP_NET, Revert, StoredU256 } from "@btc-vision/btc-runtime/runtime";

const tallyPointer: u16 = Blockchain.nextPointer;

class AnswerEvent extends NetEvent {
  constructor(success: bool, length: u32) {
    const data = new BytesWriter(5);
    data.writeBoolean(success);
    data.writeU32(length);
    super("Answer", data);
  }
}

/** Calls to other contracts: caught and uncaught failures, recursion, deployments, accounts and block hashes. */
export class Caller extends OP_NET {
  private readonly tally: StoredU256 = new StoredU256(tallyPointer, EMPTY_POINTER);

  public override onDeployment(calldata: Calldata): void {
    super.onDeployment(calldata);
    if (calldata.byteLength >= 4 && calldata.readU32() == 0xdead_beef) throw new Revert("Deployment refused");
    this.tally.value = u256.fromU32(7);
  }

  @method({ name: "destination", type: ABIDataTypes.ADDRESS }, { name: "data", type: ABIDataTypes.BYTES })
  @returns({ name: "answer", type: ABIDataTypes.BYTES })
  public forward(calldata: Calldata): BytesWriter {
    return this.send(calldata, true);
  }

  @method({ name: "destination", type: ABIDataTypes.ADDRESS }, { name: "data", type: ABIDataTypes.BYTES })
  @returns({ name: "answer", type: ABIDataTypes.BYTES })
  @emit("Answer")
  public attempt(calldata: Calldata): BytesWriter {
    return this.send(calldata, false);
  }

  @method({ name: "times", type: ABIDataTypes.UINT8 }, { name: "data", type: ABIDataTypes.BYTES })
  @returns({ name: "answers", type: ABIDataTypes.UINT32 })
  public callSelf(calldata: Calldata): BytesWriter {
    const times = calldata.readU8();
    const data = calldata.readBytesWithLength();
    let answers: u32 = 0;
    for (let i: u8 = 0; i < times; i++) {
      const request = new BytesWriter(data.length);
      request.writeBytes(data);
      if (Blockchain.call(Blockchain.contractAddress, request, false).success) answers++;
    }
    const writer = new BytesWriter(4);
    writer.writeU32(answers);
    return writer;
  }

  @method({ name: "levels", type: ABIDataTypes.UINT8 })
  @returns({ name: "depth", type: ABIDataTypes.UINT32 })
  public descend(calldata: Calldata): BytesWriter {
    const levels = calldata.readU8();
    this.tally.value = u256.add(this.tally.value, u256.One);
    let depth: u32 = 1;
    if (levels > 0) {
      const request = new BytesWriter(5);
      request.writeU32(0x1878f4a3);
      request.writeU8(levels - 1);
      const result = Blockchain.call(Blockchain.contractAddress, request, false);
      if (result.success) depth += result.data.readU32();
    }
    const writer = new BytesWriter(4);
    writer.writeU32(depth);
    return writer;
  }

  @method({ name: "source", type: ABIDataTypes.ADDRESS }, { name: "salt", type: ABIDataTypes.UINT256 }, { name: "data", type: ABIDataTypes.BYTES })
  @returns({ name: "address", type: ABIDataTypes.ADDRESS })
  public deploy(calldata: Calldata): BytesWriter {
    const source = calldata.readAddress();
    const salt = calldata.readU256();
    const data = calldata.readBytesWithLength();
    const request = new BytesWriter(data.length);
    request.writeBytes(data);
    const address = Blockchain.deployContractFromExisting(source, salt, request);
    const writer = new BytesWriter(32);
    writer.writeAddress(address);
    return writer;
  }

  @method({ name: "addresses", type: ABIDataTypes.ARRAY_OF_ADDRESSES })
  @returns({ name: "kinds", type: ABIDataTypes.ARRAY_OF_UINT32 })
  public kinds(calldata: Calldata): BytesWriter {
    const addresses: Address[] = calldata.readAddressArray();
    const kinds = new Array<u32>();
    for (let i = 0; i < addresses.length; i++) {
      kinds.push(Blockchain.getAccountType(addresses[i]));
      kinds.push(Blockchain.getAccountType(addresses[i]));
    }
    const writer = new BytesWriter(2 + 4 * kinds.length);
    writer.writeU32Array(kinds);
    return writer;
  }

  @method({ name: "back", type: ABIDataTypes.UINT8 })
  @returns({ name: "hash", type: ABIDataTypes.BYTES32 })
  public hashOfBlock(calldata: Calldata): BytesWriter {
    const number = Blockchain.block.number - <u64>(calldata.readU8() >> 4) + 2;
    Blockchain.getBlockHash(number);
    const writer = new BytesWriter(32);
    writer.writeBytes(Blockchain.getBlockHash(number));
    return writer;
  }

  @method()
  @returns({ name: "tally", type: ABIDataTypes.UINT256 })
  public count(_calldata: Calldata): BytesWriter {
    const writer = new BytesWriter(32);
    writer.writeU256(this.tally.value);
    return writer;
  }

  private send(calldata: Calldata, stop: bool): BytesWriter {
    const destination = calldata.readAddress();
    const data = calldata.readBytesWithLength();
    this.tally.value = u256.add(this.tally.value, u256.One);
    const request = new BytesWriter(data.length);
    request.writeBytes(data);
    const result = Blockchain.call(destination, request, stop);
    const reader: BytesReader = result.data;
    const answer = reader.readBytes(reader.byteLength);
    if (!stop) this.emitEvent(new AnswerEvent(result.success, answer.length));
    const writer = new BytesWriter(4 + answer.length);
    writer.writeBytesWithLength(answer);
    return writer;
  }
}
