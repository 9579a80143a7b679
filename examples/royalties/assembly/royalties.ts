import { u256 } from "@btc-vision/as-bignum/assembly";
import { Blockchain, BytesWriter, Calldata, OP_NET, Revert, StoredMapU256 } from "@btc-vision/btc-runtime/runtime";
import { Slot, slotOfEntry, thread_join_with_refund, thread_spawn_with_reservation, ThreadHandle } from "@btc-vision/btc-runtime/threading";

// OIP-0002's MassRoyaltyProcessor. What was wrong in the draft:
//
// * 1000 sales with three slots each are 3000 new slots. OP_NET takes 200,000,000 gas for a new slot at the end of a transaction: 600
//   billion, four times what a transaction may use, with threads or without. The three shares are packed into one slot here
//   (64 bits each), and a call takes up to 500 sales: that fits.
// * A thread of 50 sales gets 500,000 gas; writing one slot that was not touched before is 21,000,000.
// * Slots are strings and values are numbers in the draft; here an entry of a StoredMapU256 is reserved and written.
// * Threads return nothing and the report holds the number of sales only. Here a thread returns what it paid.
// * `Blockchain.block.timestamp` is `medianTimestamp`, and 8 + 32 bytes are announced for a report of 12.
// * Nothing checks that the shares are not more than the price, or that a sale is not settled twice: two batches with the same sale
//   reserve the same slot (TC4002), one batch with it twice lists the slot twice (TC4003), a later call reverts.

const royaltyPointer: u16 = Blockchain.nextPointer;

/** Sales for each thread, as in the draft. */
const BATCH: i32 = 50;

/** More do not fit into the gas of a transaction. */
const SALES_MAXIMUM: i32 = 500;

/** For each sale of a thread: reading its slot, to see that it is new, and writing it. */
const SALE_GAS: u64 = 50_000_000;

/** Shares are in basis points: 1/10,000. */
const BASIS: u64 = 10_000;
const PLATFORM_BASIS_POINTS: u64 = 250;

/** What one thread, or one call, has paid out. */
@final
class Paid {
  creators: u64 = 0;
  platform: u64 = 0;
  affiliates: u64 = 0;
}

/** The sales of a call, a column for each of their fields. */
@final
class Sales {
  constructor(readonly ids: u32[], readonly prices: u64[], readonly creatorShares: u16[], readonly affiliateShares: u16[]) {
    const length = ids.length;
    if (prices.length != length || creatorShares.length != length || affiliateShares.length != length) throw new Revert("The columns differ in length");
    if (length > SALES_MAXIMUM) throw new Revert("Too many sales for one call");
  }
}

@final
export class Royalties extends OP_NET {
  private readonly royalties: StoredMapU256 = new StoredMapU256(royaltyPointer);

  /** Works out and stores the shares of all sales, one thread for every 50 of them. */
  @method({ name: "ids", type: ABIDataTypes.ARRAY_OF_UINT32 }, { name: "prices", type: ABIDataTypes.ARRAY_OF_UINT64 }, { name: "creatorShares", type: ABIDataTypes.ARRAY_OF_UINT16 }, { name: "affiliateShares", type: ABIDataTypes.ARRAY_OF_UINT16 })
  @returns({ name: "sales", type: ABIDataTypes.UINT32 }, { name: "creators", type: ABIDataTypes.UINT64 }, { name: "platform", type: ABIDataTypes.UINT64 }, { name: "affiliates", type: ABIDataTypes.UINT64 })
  public processRoyalties(calldata: Calldata): BytesWriter {
    const sales = this.readSales(calldata);
    const count = sales.ids.length;
    const handles: ThreadHandle[] = [];
    for (let start = 0; start < count; start += BATCH) {
      const first = start;
      const end = min(start + BATCH, count);
      const gas = SALE_GAS * <u64>(end - first);
      handles.push(thread_spawn_with_reservation<Paid>(gas, this.slotsOf(sales, first, end), (): Paid => this.settle(sales, first, end)));
    }
    const total = new Paid();
    for (let i = 0; i < handles.length; i++) {
      const paid = thread_join_with_refund<Paid>(handles[i]);
      total.creators += paid.creators;
      total.platform += paid.platform;
      total.affiliates += paid.affiliates;
    }
    return this.report(count, total);
  }

  /** The same, without threads. */
  @method({ name: "ids", type: ABIDataTypes.ARRAY_OF_UINT32 }, { name: "prices", type: ABIDataTypes.ARRAY_OF_UINT64 }, { name: "creatorShares", type: ABIDataTypes.ARRAY_OF_UINT16 }, { name: "affiliateShares", type: ABIDataTypes.ARRAY_OF_UINT16 })
  @returns({ name: "sales", type: ABIDataTypes.UINT32 }, { name: "creators", type: ABIDataTypes.UINT64 }, { name: "platform", type: ABIDataTypes.UINT64 }, { name: "affiliates", type: ABIDataTypes.UINT64 })
  public processRoyaltiesInSequence(calldata: Calldata): BytesWriter {
    const sales = this.readSales(calldata);
    return this.report(sales.ids.length, this.settle(sales, 0, sales.ids.length));
  }

  @method({ name: "id", type: ABIDataTypes.UINT32 })
  @returns({ name: "creator", type: ABIDataTypes.UINT64 }, { name: "platform", type: ABIDataTypes.UINT64 }, { name: "affiliate", type: ABIDataTypes.UINT64 })
  public royaltyOf(calldata: Calldata): BytesWriter {
    const shares = this.royalties.get(u256.fromU32(calldata.readU32()));
    const writer = new BytesWriter(24);
    writer.writeU64(shares.lo1);
    writer.writeU64(shares.lo2);
    writer.writeU64(shares.hi1);
    return writer;
  }

  private slotsOf(sales: Sales, first: i32, end: i32): Slot[] {
    const slots: Slot[] = [];
    for (let i = first; i < end; i++) slots.push(slotOfEntry(this.royalties, u256.fromU32(sales.ids[i])));
    return slots;
  }

  private settle(sales: Sales, first: i32, end: i32): Paid {
    const paid = new Paid();
    for (let i = first; i < end; i++) {
      const id = u256.fromU32(sales.ids[i]);
      const price = sales.prices[i];
      const creator = this.shareOf(price, sales.creatorShares[i]);
      const fee = this.shareOf(price, PLATFORM_BASIS_POINTS);
      const affiliate = this.shareOf(fee, sales.affiliateShares[i]);
      if (creator + fee > price) throw new Revert("The shares are more than the price");
      if (!this.royalties.get(id).isZero()) throw new Revert("The sale is settled already");
      // The highest bit marks a settled sale, whose shares may all be nothing.
      this.royalties.set(id, new u256(creator, fee - affiliate, affiliate, 1 << 63));
      paid.creators += creator;
      paid.platform += fee - affiliate;
      paid.affiliates += affiliate;
    }
    return paid;
  }

  /** Rounded down, without overflow: what a division leaves goes with the larger part. */
  private shareOf(amount: u64, basisPoints: u64): u64 {
    if (basisPoints > BASIS) throw new Revert("A share is more than all of it");
    return (amount / BASIS) * basisPoints + ((amount % BASIS) * basisPoints) / BASIS;
  }

  private readSales(calldata: Calldata): Sales {
    const ids: u32[] = calldata.readU32Array();
    const prices: u64[] = calldata.readU64Array();
    const creatorShares: u16[] = calldata.readU16Array();
    return new Sales(ids, prices, creatorShares, calldata.readU16Array());
  }

  private report(sales: i32, paid: Paid): BytesWriter {
    const writer = new BytesWriter(28);
    writer.writeU32(<u32>sales);
    writer.writeU64(paid.creators);
    writer.writeU64(paid.platform);
    writer.writeU64(paid.affiliates);
    return writer;
  }
}
