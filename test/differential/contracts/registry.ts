import { u256 } from "@btc-vision/as-bignum/assembly";
import { Address, Blockchain, BytesWriter, Calldata, encodePointerUnknownLength, NetEvent, OP_NET, Revert, StoredMapU256, StoredString, StoredU256, EMPTY_POINTER } from "@btc-vision/btc-runtime/runtime";

const countPointer: u16 = Blockchain.nextPointer;
const ownerPointer: u16 = Blockchain.nextPointer;
const expiryPointer: u16 = Blockchain.nextPointer;
const mottoPointer: u16 = Blockchain.nextPointer;

class NameTakenEvent extends NetEvent {
  constructor(owner: Address, name: Uint8Array) {
    const data = new BytesWriter(32 + 4 + name.length);
    data.writeAddress(owner);
    data.writeBytesWithLength(name);
    super("NameTaken", data);
  }
}

/** Names and their owners: hashed keys, maps of integers, strings in storage, event data close to its limit. */
export class Registry extends OP_NET {
  private readonly count: StoredU256 = new StoredU256(countPointer, EMPTY_POINTER);
  private readonly expiries: StoredMapU256 = new StoredMapU256(expiryPointer);
  private readonly motto: StoredString = new StoredString(mottoPointer);

  @method({ name: "name", type: ABIDataTypes.STRING }, { name: "blocks", type: ABIDataTypes.UINT64 })
  @returns({ name: "count", type: ABIDataTypes.UINT256 })
  @emit("NameTaken")
  public take(calldata: Calldata): BytesWriter {
    const name = Uint8Array.wrap(String.UTF8.encode(calldata.readStringWithLength()));
    const blocks = calldata.readU64();
    if (name.length == 0) throw new Revert("A name has at least one byte");
    const key = encodePointerUnknownLength(ownerPointer, name);
    const expiryKey = u256.fromUint8ArrayBE(Blockchain.sha256(name));
    const now = Blockchain.block.numberU256;
    if (Blockchain.hasStorageAt(key) && this.expiries.get(expiryKey) > now) throw new Revert("The name is taken");
    Blockchain.setStorageAt(key, Blockchain.tx.sender);
    this.expiries.set(expiryKey, u256.add(now, u256.fromU64(blocks)));
    this.count.value = u256.add(this.count.value, u256.One);
    this.emitEvent(new NameTakenEvent(Blockchain.tx.sender, name));
    const writer = new BytesWriter(32);
    writer.writeU256(this.count.value);
    return writer;
  }

  @method({ name: "name", type: ABIDataTypes.STRING })
  @returns({ name: "owner", type: ABIDataTypes.BYTES32 }, { name: "expiry", type: ABIDataTypes.UINT256 })
  public look(calldata: Calldata): BytesWriter {
    const name = Uint8Array.wrap(String.UTF8.encode(calldata.readStringWithLength()));
    const writer = new BytesWriter(64);
    writer.writeBytes(Blockchain.getStorageAt(encodePointerUnknownLength(ownerPointer, name)));
    writer.writeU256(this.expiries.get(u256.fromUint8ArrayBE(Blockchain.sha256(name))));
    return writer;
  }

  @method({ name: "name", type: ABIDataTypes.STRING })
  @returns({ name: "released", type: ABIDataTypes.BOOL })
  public release(calldata: Calldata): BytesWriter {
    const name = Uint8Array.wrap(String.UTF8.encode(calldata.readStringWithLength()));
    const key = encodePointerUnknownLength(ownerPointer, name);
    const had = Blockchain.hasStorageAt(key);
    Blockchain.setStorageAt(key, new Uint8Array(32));
    this.expiries.delete(u256.fromUint8ArrayBE(Blockchain.sha256(name)));
    const writer = new BytesWriter(1);
    writer.writeBoolean(had);
    return writer;
  }

  @method({ name: "text", type: ABIDataTypes.STRING })
  @returns({ name: "text", type: ABIDataTypes.STRING })
  public setMotto(calldata: Calldata): BytesWriter {
    this.motto.value = calldata.readStringWithLength();
    return this.motto_();
  }

  @method()
  @returns({ name: "text", type: ABIDataTypes.STRING })
  public getMotto(_calldata: Calldata): BytesWriter {
    return this.motto_();
  }

  private motto_(): BytesWriter {
    const text = this.motto.value;
    const writer = new BytesWriter(4 + String.UTF8.byteLength(text));
    writer.writeStringWithLength(text);
    return writer;
  }
}
