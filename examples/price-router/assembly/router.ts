import { u256 } from "@btc-vision/as-bignum/assembly";
import {
  Address, AddressMemoryMap, Blockchain, BytesWriter, Calldata, EMPTY_POINTER, encodePointerUnknownLength, encodeSelector, OP_NET, Revert, SafeMath, SELECTOR_BYTE_LENGTH, StoredU256,
} from "@btc-vision/btc-runtime/runtime";
import { slotOfEntry, thread_join_with_refund, thread_spawn, thread_spawn_with_reservation, ThreadHandle } from "@btc-vision/btc-runtime/threading";
import { getAmountOut } from "../../pool/assembly/amounts";

// OIP-0002's MotoswapRouterV1. What was wrong in the draft:
//
// * A query gets 100,000 gas. At OP_NET's prices a call alone is 26,000,000 for a cold address, 20,000,000 for the instance and
//   the callee's start function; a thread here gets 300,000,000, and what it does not use comes back.
// * `new BytesReader(result)`: Blockchain.call returns a CallResult; the bytes are in `result.data`.
// * getReserves() answers in the order of the tokens' addresses, and the draft takes the first as that of `tokenIn`: half of
//   all trades would have been priced the wrong way round. Here the reserves are turned.
// * `poolAddress == Blockchain.DEAD_ADDRESS` for a pool that is not there: that constant is an extended address, whose 32 address bytes
//   are zero, and so is an empty slot; isZero() says what is meant.
// * getAmountOut() has no fee, although the three pools differ in nothing but their fee.
// * `return { pool: …, amountOut: … }` is no AssemblyScript for a class with a constructor, and getPoolAddress() does not exist.
// * updateMultipleUsersParallel() reserves strings; a slot of OP_NET has a key of 32 bytes, named here by the maps themselves.
//   `user.nonce + 1` adds a number to a u256. The rewards are never added to the total supply, which the next update reads.
//   Two entries of one user would reserve the same slots: that is TC4002, and the transaction reverts.

const poolPointer: u16 = Blockchain.nextPointer;
const totalSupplyPointer: u16 = Blockchain.nextPointer;
const balancePointer: u16 = Blockchain.nextPointer;
const noncePointer: u16 = Blockchain.nextPointer;
const updatePointer: u16 = Blockchain.nextPointer;

/** Fees of the three pools that a pair can have, in basis points. */
const FEE_TIERS: StaticArray<u64> = [5, 30, 100];

const QUERY_GAS: u64 = 300_000_000;
const UPDATE_GAS: u64 = 200_000_000;

/** What the holders get together in each block. */
const REWARD_PER_BLOCK: u64 = 1_000_000;

/** What one pool offers. */
@final
class PriceInfo {
  constructor(readonly tier: i32, readonly amountOut: u256) {}
}

@final
export class Router extends OP_NET {
  private readonly totalSupply: StoredU256 = new StoredU256(totalSupplyPointer, EMPTY_POINTER);
  private readonly balances: AddressMemoryMap = new AddressMemoryMap(balancePointer);
  private readonly nonces: AddressMemoryMap = new AddressMemoryMap(noncePointer);
  private readonly lastUpdates: AddressMemoryMap = new AddressMemoryMap(updatePointer);

  /** Makes the pool of a pair and a fee tier known. */
  @method({ name: "tokenA", type: ABIDataTypes.ADDRESS }, { name: "tokenB", type: ABIDataTypes.ADDRESS }, { name: "tier", type: ABIDataTypes.UINT8 }, { name: "pool", type: ABIDataTypes.ADDRESS })
  public registerPool(calldata: Calldata): BytesWriter {
    this.onlyDeployer(Blockchain.tx.sender);
    const tokenA = calldata.readAddress();
    const tokenB = calldata.readAddress();
    const tier = calldata.readU8();
    if (<i32>tier >= FEE_TIERS.length) throw new Revert("There is no such fee tier");
    Blockchain.setStorageAt(this.poolKey(tokenA, tokenB, tier), calldata.readAddress());
    return new BytesWriter(0);
  }

  /** The pool that gives the most for an amount, asked of every pool in a thread of its own. */
  @method({ name: "tokenIn", type: ABIDataTypes.ADDRESS }, { name: "tokenOut", type: ABIDataTypes.ADDRESS }, { name: "amountIn", type: ABIDataTypes.UINT256 })
  @returns({ name: "bestPool", type: ABIDataTypes.ADDRESS }, { name: "expectedOutput", type: ABIDataTypes.UINT256 })
  public findBestPrice(calldata: Calldata): BytesWriter {
    const tokenIn = calldata.readAddress();
    const tokenOut = calldata.readAddress();
    const amountIn = calldata.readU256();
    const pools = this.poolsOf(tokenIn, tokenOut);
    const handles: ThreadHandle[] = [];
    for (let tier = 0; tier < pools.length; tier++) {
      const pool = pools[tier];
      if (pool.isZero()) continue;
      const asked = tier;
      handles.push(thread_spawn<PriceInfo>(QUERY_GAS, (): PriceInfo => new PriceInfo(asked, this.priceAt(pool, asked, tokenIn < tokenOut, amountIn))));
    }
    let best = u256.Zero;
    let bestPool: Address = Blockchain.DEAD_ADDRESS;
    for (let i = 0; i < handles.length; i++) {
      const price = thread_join_with_refund<PriceInfo>(handles[i]);
      if (price.amountOut <= best) continue;
      best = price.amountOut;
      bestPool = pools[price.tier];
    }
    return this.answer(bestPool, best);
  }

  /** The same, one pool after the other. */
  @method({ name: "tokenIn", type: ABIDataTypes.ADDRESS }, { name: "tokenOut", type: ABIDataTypes.ADDRESS }, { name: "amountIn", type: ABIDataTypes.UINT256 })
  @returns({ name: "bestPool", type: ABIDataTypes.ADDRESS }, { name: "expectedOutput", type: ABIDataTypes.UINT256 })
  public findBestPriceInSequence(calldata: Calldata): BytesWriter {
    const tokenIn = calldata.readAddress();
    const tokenOut = calldata.readAddress();
    const amountIn = calldata.readU256();
    const pools = this.poolsOf(tokenIn, tokenOut);
    let best = u256.Zero;
    let bestPool: Address = Blockchain.DEAD_ADDRESS;
    for (let tier = 0; tier < pools.length; tier++) {
      if (pools[tier].isZero()) continue;
      const amountOut = this.priceAt(pools[tier], tier, tokenIn < tokenOut, amountIn);
      if (amountOut <= best) continue;
      best = amountOut;
      bestPool = pools[tier];
    }
    return this.answer(bestPool, best);
  }

  /** Gives a user a balance to earn rewards on. */
  @method({ name: "user", type: ABIDataTypes.ADDRESS }, { name: "amount", type: ABIDataTypes.UINT256 })
  public deposit(calldata: Calldata): BytesWriter {
    this.onlyDeployer(Blockchain.tx.sender);
    const user = calldata.readAddress();
    const amount = calldata.readU256();
    this.balances.set(user, SafeMath.add(this.balances.get(user), amount));
    this.lastUpdates.set(user, Blockchain.block.numberU256);
    this.totalSupply.value = SafeMath.add(this.totalSupply.value, amount);
    return new BytesWriter(0);
  }

  /** Pays every user the rewards since their last update, each in a thread that may write their three slots. */
  @method({ name: "users", type: ABIDataTypes.ARRAY_OF_ADDRESSES })
  @returns({ name: "rewards", type: ABIDataTypes.UINT256 })
  public updateUsers(calldata: Calldata): BytesWriter {
    const users: Address[] = calldata.readAddressArray();
    const handles: ThreadHandle[] = [];
    for (let i = 0; i < users.length; i++) {
      const user = users[i];
      const slots = [slotOfEntry(this.balances, user), slotOfEntry(this.nonces, user), slotOfEntry(this.lastUpdates, user)];
      handles.push(thread_spawn_with_reservation<u256>(UPDATE_GAS, slots, (): u256 => this.updateUser(user)));
    }
    let rewards = u256.Zero;
    for (let i = 0; i < handles.length; i++) rewards = SafeMath.add(rewards, thread_join_with_refund<u256>(handles[i]));
    this.totalSupply.value = SafeMath.add(this.totalSupply.value, rewards);
    return this.number(rewards);
  }

  /** The same, one user after the other. */
  @method({ name: "users", type: ABIDataTypes.ARRAY_OF_ADDRESSES })
  @returns({ name: "rewards", type: ABIDataTypes.UINT256 })
  public updateUsersInSequence(calldata: Calldata): BytesWriter {
    const users: Address[] = calldata.readAddressArray();
    let rewards = u256.Zero;
    for (let i = 0; i < users.length; i++) rewards = SafeMath.add(rewards, this.updateUser(users[i]));
    this.totalSupply.value = SafeMath.add(this.totalSupply.value, rewards);
    return this.number(rewards);
  }

  @method({ name: "user", type: ABIDataTypes.ADDRESS })
  @returns({ name: "balance", type: ABIDataTypes.UINT256 }, { name: "nonce", type: ABIDataTypes.UINT256 }, { name: "lastUpdate", type: ABIDataTypes.UINT256 })
  public userOf(calldata: Calldata): BytesWriter {
    const user = calldata.readAddress();
    const writer = new BytesWriter(96);
    writer.writeU256(this.balances.get(user));
    writer.writeU256(this.nonces.get(user));
    writer.writeU256(this.lastUpdates.get(user));
    return writer;
  }

  /** A user's share of what all holders got since their last update. */
  private updateUser(user: Address): u256 {
    const balance = this.balances.get(user);
    const blocks = SafeMath.sub(Blockchain.block.numberU256, this.lastUpdates.get(user));
    const paid = SafeMath.mul(blocks, u256.fromU64(REWARD_PER_BLOCK));
    const reward = SafeMath.div(SafeMath.mul(paid, balance), this.totalSupply.value);
    this.balances.set(user, SafeMath.add(balance, reward));
    this.nonces.set(user, SafeMath.add(this.nonces.get(user), u256.One));
    this.lastUpdates.set(user, Blockchain.block.numberU256);
    return reward;
  }

  private priceAt(pool: Address, tier: i32, isToken0: bool, amountIn: u256): u256 {
    const request = new BytesWriter(SELECTOR_BYTE_LENGTH);
    request.writeSelector(encodeSelector("getReserves()"));
    const reserves = Blockchain.call(pool, request).data;
    const reserve0 = reserves.readU256();
    const reserve1 = reserves.readU256();
    return isToken0 ? getAmountOut(amountIn, reserve0, reserve1, FEE_TIERS[tier]) : getAmountOut(amountIn, reserve1, reserve0, FEE_TIERS[tier]);
  }

  /** The pools of a pair by fee tier; zero where there is none. */
  private poolsOf(tokenA: Address, tokenB: Address): Address[] {
    const pools: Address[] = [];
    for (let tier = 0; tier < FEE_TIERS.length; tier++) {
      const pool = new Address();
      pool.set(Blockchain.getStorageAt(this.poolKey(tokenA, tokenB, <u8>tier)));
      pools.push(pool);
    }
    return pools;
  }

  private poolKey(tokenA: Address, tokenB: Address, tier: u8): Uint8Array {
    const pair = new BytesWriter(65);
    pair.writeAddress(tokenA < tokenB ? tokenA : tokenB);
    pair.writeAddress(tokenA < tokenB ? tokenB : tokenA);
    pair.writeU8(tier);
    return encodePointerUnknownLength(poolPointer, pair.getBuffer());
  }

  private answer(pool: Address, amountOut: u256): BytesWriter {
    const writer = new BytesWriter(64);
    writer.writeAddress(pool);
    writer.writeU256(amountOut);
    return writer;
  }

  private number(value: u256): BytesWriter {
    const writer = new BytesWriter(32);
    writer.writeU256(value);
    return writer;
  }
}
