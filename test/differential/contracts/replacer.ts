import { u256 } from "@btc-vision/as-bignum/assembly";
import { Blockchain, BytesWriter, Calldata, EMPTY_POINTER, OP_NET, Revert, StoredU256 } from "@btc-vision/btc-runtime/runtime";

const versionPointer: u16 = Blockchain.nextPointer;

/** Replaces its own code; stack b only, since btc-runtime 1.10 has no update. */
export class Replacer extends OP_NET {
  private readonly version_: StoredU256 = new StoredU256(versionPointer, EMPTY_POINTER);

  public override onUpdate(calldata: Calldata): void {
    super.onUpdate(calldata);
    if (calldata.byteLength >= 4 && calldata.readU32() == 0xdead_beef) throw new Revert("Update refused");
    this.version_.value = u256.add(this.version_.value, u256.One);
  }

  @method({ name: "source", type: ABIDataTypes.ADDRESS }, { name: "data", type: ABIDataTypes.BYTES })
  public update(calldata: Calldata): BytesWriter {
    const source = calldata.readAddress();
    const data = calldata.readBytesWithLength();
    const request = new BytesWriter(data.length);
    request.writeBytes(data);
    Blockchain.updateContractFromExisting(source, request);
    return new BytesWriter(0);
  }

  @method()
  @returns({ name: "version", type: ABIDataTypes.UINT256 })
  public version(_calldata: Calldata): BytesWriter {
    const writer = new BytesWriter(32);
    writer.writeU256(this.version_.value);
    return writer;
  }
}
