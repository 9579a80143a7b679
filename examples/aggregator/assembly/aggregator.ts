import { u256 } from "@btc-vision/as-bignum/assembly";
import { Address, Blockchain, BytesWriter, Calldata, EMPTY_POINTER, encodeSelector, OP_NET, Revert, StoredAddressArray } from "@btc-vision/btc-runtime/runtime";
import { thread_spawn, thread_try_join, ThreadHandle } from "@btc-vision/btc-runtime/threading";

// OIP-0002's DeFiAggregator. What was wrong in the draft:
//
// * `@method('findBestPrice')` names no parameters, so nobody could call it by its ABI; they are declared here.
// * The five exchanges come from getMotoswapPool() and four more that do not exist. Here they are contracts that were added, in a
//   StoredAddressArray, and each is a pool with a constant product of reserves.
// * 120,000 gas a thread does not pay for one call of a contract (see price-router). "5 threads × 100,000 = 500,000 gas" is off by three
//   orders of magnitude; what it does cost is in the README's table, and with a few calls there is little that threads can save.
// * One exchange that reverts, or that does not have the pair, would revert the whole query. thread_try_join takes its failure as
//   a value, and it offers nothing.
// * The answer is a price, without saying whose.

const exchangesPointer: u16 = Blockchain.nextPointer;

const QUERY_GAS: u64 = 300_000_000;

/** More would not be asked within the gas of a transaction. */
const EXCHANGES_MAXIMUM: u32 = 32;

@final
export class Aggregator extends OP_NET {
  @method({ name: "exchange", type: ABIDataTypes.ADDRESS })
  public addExchange(calldata: Calldata): BytesWriter {
    this.onlyDeployer(Blockchain.tx.sender);
    const exchanges = this.exchanges();
    if (exchanges.getLength() >= EXCHANGES_MAXIMUM) throw new Revert("There are enough exchanges");
    exchanges.push(calldata.readAddress());
    exchanges.save();
    return new BytesWriter(0);
  }

  /** The best price of all exchanges, each asked in a thread of its own. */
  @method({ name: "tokenIn", type: ABIDataTypes.ADDRESS }, { name: "amountIn", type: ABIDataTypes.UINT256 })
  @returns({ name: "bestPrice", type: ABIDataTypes.UINT256 }, { name: "exchange", type: ABIDataTypes.ADDRESS })
  public findBestPrice(calldata: Calldata): BytesWriter {
    const tokenIn = calldata.readAddress();
    const amountIn = calldata.readU256();
    const stored = this.exchanges();
    const exchanges: Address[] = stored.getAll(0, stored.getLength());
    const handles: ThreadHandle[] = [];
    for (let i = 0; i < exchanges.length; i++) {
      const exchange = exchanges[i];
      handles.push(thread_spawn<u256>(QUERY_GAS, (): u256 => this.query(exchange, tokenIn, amountIn, true)));
    }
    let best = u256.Zero;
    let bestExchange: Address = Blockchain.DEAD_ADDRESS;
    for (let i = 0; i < handles.length; i++) {
      const price = thread_try_join<u256>(handles[i]);
      if (!price.ok || price.value <= best) continue;
      best = price.value;
      bestExchange = exchanges[i];
    }
    return this.answer(best, bestExchange);
  }

  /** The same, one exchange after the other. */
  @method({ name: "tokenIn", type: ABIDataTypes.ADDRESS }, { name: "amountIn", type: ABIDataTypes.UINT256 })
  @returns({ name: "bestPrice", type: ABIDataTypes.UINT256 }, { name: "exchange", type: ABIDataTypes.ADDRESS })
  public findBestPriceInSequence(calldata: Calldata): BytesWriter {
    const tokenIn = calldata.readAddress();
    const amountIn = calldata.readU256();
    const stored = this.exchanges();
    const exchanges: Address[] = stored.getAll(0, stored.getLength());
    let best = u256.Zero;
    let bestExchange: Address = Blockchain.DEAD_ADDRESS;
    for (let i = 0; i < exchanges.length; i++) {
      const price = this.query(exchanges[i], tokenIn, amountIn, false);
      if (price <= best) continue;
      best = price;
      bestExchange = exchanges[i];
    }
    return this.answer(best, bestExchange);
  }

  /** What an exchange offers; nothing, or a failure of the caller too, where it fails. */
  private query(exchange: Address, tokenIn: Address, amountIn: u256, failWithIt: bool): u256 {
    const request = new BytesWriter(68);
    request.writeSelector(encodeSelector("quote(address,uint256)"));
    request.writeAddress(tokenIn);
    request.writeU256(amountIn);
    const result = Blockchain.call(exchange, request, failWithIt);
    return result.success ? result.data.readU256() : u256.Zero;
  }

  /** A stored array reads its length when it is made, which no constructor of a contract may do. */
  private exchanges(): StoredAddressArray {
    return new StoredAddressArray(exchangesPointer, EMPTY_POINTER);
  }

  private answer(price: u256, exchange: Address): BytesWriter {
    const writer = new BytesWriter(64);
    writer.writeU256(price);
    writer.writeAddress(exchange);
    return writer;
  }
}
