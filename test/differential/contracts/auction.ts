import { u256 } from "@btc-vision/as-bignum/assembly";
import { Address, AddressMemoryMap, Blockchain, BytesWriter, Calldata, EMPTY_POINTER, NetEvent, ReentrancyGuard, Revert, SafeMath, StoredAddress, StoredBoolean, StoredU256 } from "@btc-vision/btc-runtime/runtime";

const bestPointer: u16 = Blockchain.nextPointer;
const leaderPointer: u16 = Blockchain.nextPointer;
const endPointer: u16 = Blockchain.nextPointer;
const closedPointer: u16 = Blockchain.nextPointer;
const refundPointer: u16 = Blockchain.nextPointer;

class BidEvent extends NetEvent {
  constructor(bidder: Address, amount: u256) {
    const data = new BytesWriter(64);
    data.writeAddress(bidder);
    data.writeU256(amount);
    super("Bid", data);
  }
}

/** An English auction behind the runtime's re-entrancy guard: storage writes around every call. */
export class Auction extends ReentrancyGuard {
  private readonly best: StoredU256 = new StoredU256(bestPointer, EMPTY_POINTER);
  private readonly leader: StoredAddress = new StoredAddress(leaderPointer);
  private readonly end: StoredU256 = new StoredU256(endPointer, EMPTY_POINTER);
  private readonly closed: StoredBoolean = new StoredBoolean(closedPointer, false);
  private readonly refunds: AddressMemoryMap = new AddressMemoryMap(refundPointer);

  public constructor() {
    super();
  }

  public override onDeployment(_calldata: Calldata): void {
    this.end.value = u256.add(Blockchain.block.numberU256, u256.fromU32(100));
  }

  @method({ name: "amount", type: ABIDataTypes.UINT256 })
  @returns({ name: "best", type: ABIDataTypes.UINT256 })
  @emit("Bid")
  public bid(calldata: Calldata): BytesWriter {
    if (this.closed.value) throw new Revert("The auction is closed");
    const amount = calldata.readU256();
    const best = this.best.value;
    if (amount <= best) throw new Revert(`A bid has to be above ${best.toString()}`);
    const leader = this.leader.value;
    if (!best.isZero()) this.refunds.set(leader, SafeMath.add(this.refunds.get(leader), best));
    this.best.value = amount;
    this.leader.value = Blockchain.tx.sender;
    this.emitEvent(new BidEvent(Blockchain.tx.sender, amount));
    const writer = new BytesWriter(32);
    writer.writeU256(amount);
    return writer;
  }

  @method()
  @returns({ name: "amount", type: ABIDataTypes.UINT256 })
  public withdraw(_calldata: Calldata): BytesWriter {
    const amount = this.refunds.get(Blockchain.tx.sender);
    if (amount.isZero()) throw new Revert("Nothing to withdraw");
    this.refunds.set(Blockchain.tx.sender, u256.Zero);
    const writer = new BytesWriter(32);
    writer.writeU256(amount);
    return writer;
  }

  @method()
  @returns({ name: "winner", type: ABIDataTypes.ADDRESS }, { name: "price", type: ABIDataTypes.UINT256 })
  public close(_calldata: Calldata): BytesWriter {
    if (Blockchain.block.numberU256 < this.end.value) throw new Revert("The auction still runs");
    this.closed.value = true;
    const writer = new BytesWriter(64);
    writer.writeAddress(this.leader.value);
    writer.writeU256(this.best.value);
    return writer;
  }

  @method({ name: "destination", type: ABIDataTypes.ADDRESS }, { name: "data", type: ABIDataTypes.BYTES })
  @returns({ name: "answer", type: ABIDataTypes.BYTES })
  public callBack(calldata: Calldata): BytesWriter {
    const destination = calldata.readAddress();
    const data = calldata.readBytesWithLength();
    const request = new BytesWriter(data.length);
    request.writeBytes(data);
    const result = Blockchain.call(destination, request, false);
    const answer = result.data.readBytes(result.data.byteLength);
    const writer = new BytesWriter(4 + answer.length);
    writer.writeBytesWithLength(answer);
    return writer;
  }
}
