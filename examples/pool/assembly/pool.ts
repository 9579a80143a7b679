import { u256 } from "@btc-vision/as-bignum/assembly";
import { Address, Blockchain, BytesWriter, Calldata, EMPTY_POINTER, OP_NET, Revert, SafeMath, StoredAddress, StoredU256, StoredU64 } from "@btc-vision/btc-runtime/runtime";
import { FEE_BASIS, getAmountOut } from "./amounts";

const token0Pointer: u16 = Blockchain.nextPointer;
const token1Pointer: u16 = Blockchain.nextPointer;
const reserve0Pointer: u16 = Blockchain.nextPointer;
const reserve1Pointer: u16 = Blockchain.nextPointer;
const feePointer: u16 = Blockchain.nextPointer;

/**
 * A pool of two tokens whose reserves' product never falls: what a trade rounds away stays in the pool. It keeps the reserves; moving
 * the tokens themselves is left out.
 *
 * `getReserves` and `quote` write nothing, and the class is no ReentrancyGuard, which would write around every method: so
 * threads may call them.
 */
@final
export class Pool extends OP_NET {
  private readonly token0: StoredAddress = new StoredAddress(token0Pointer);
  private readonly token1: StoredAddress = new StoredAddress(token1Pointer);
  private readonly reserve0: StoredU256 = new StoredU256(reserve0Pointer, EMPTY_POINTER);
  private readonly reserve1: StoredU256 = new StoredU256(reserve1Pointer, EMPTY_POINTER);
  private readonly fee: StoredU64 = new StoredU64(feePointer, EMPTY_POINTER);

  public override onDeployment(calldata: Calldata): void {
    const tokenA = calldata.readAddress();
    const tokenB = calldata.readAddress();
    const reserveA = calldata.readU256();
    const reserveB = calldata.readU256();
    const fee = calldata.readU16();
    if (tokenA == tokenB) throw new Revert("A pool needs two tokens");
    if (reserveA.isZero() || reserveB.isZero()) throw new Revert("A pool needs both reserves");
    if (<u64>fee >= FEE_BASIS) throw new Revert("The fee cannot be all of it");
    const sorted = tokenA < tokenB;
    this.token0.value = sorted ? tokenA : tokenB;
    this.token1.value = sorted ? tokenB : tokenA;
    this.reserve0.value = sorted ? reserveA : reserveB;
    this.reserve1.value = sorted ? reserveB : reserveA;
    this.fee.set(0, fee);
    this.fee.save();
  }

  /** The reserves, that of the token with the smaller address first. */
  @method()
  @returns({ name: "reserve0", type: ABIDataTypes.UINT256 }, { name: "reserve1", type: ABIDataTypes.UINT256 })
  public getReserves(_calldata: Calldata): BytesWriter {
    const writer = new BytesWriter(64);
    writer.writeU256(this.reserve0.value);
    writer.writeU256(this.reserve1.value);
    return writer;
  }

  /** What the pool would give now. */
  @method({ name: "tokenIn", type: ABIDataTypes.ADDRESS }, { name: "amountIn", type: ABIDataTypes.UINT256 })
  @returns({ name: "amountOut", type: ABIDataTypes.UINT256 })
  public quote(calldata: Calldata): BytesWriter {
    const isToken0 = this.isToken0(calldata.readAddress());
    return this.amount(this.amountOut(isToken0, calldata.readU256()));
  }

  /** Trades, if at least `minimumOut` comes out. */
  @method({ name: "tokenIn", type: ABIDataTypes.ADDRESS }, { name: "amountIn", type: ABIDataTypes.UINT256 }, { name: "minimumOut", type: ABIDataTypes.UINT256 })
  @returns({ name: "amountOut", type: ABIDataTypes.UINT256 })
  public swap(calldata: Calldata): BytesWriter {
    const isToken0 = this.isToken0(calldata.readAddress());
    const amountIn = calldata.readU256();
    const amountOut = this.amountOut(isToken0, amountIn);
    if (amountOut < calldata.readU256()) throw new Revert("Too little would come out");
    const reserveIn = isToken0 ? this.reserve0 : this.reserve1;
    const reserveOut = isToken0 ? this.reserve1 : this.reserve0;
    reserveIn.value = SafeMath.add(reserveIn.value, amountIn);
    reserveOut.value = SafeMath.sub(reserveOut.value, amountOut);
    return this.amount(amountOut);
  }

  private isToken0(token: Address): bool {
    if (token == this.token0.value) return true;
    if (token == this.token1.value) return false;
    throw new Revert("The pool does not have this token");
  }

  private amountOut(isToken0: bool, amountIn: u256): u256 {
    const reserveIn = isToken0 ? this.reserve0.value : this.reserve1.value;
    const reserveOut = isToken0 ? this.reserve1.value : this.reserve0.value;
    return getAmountOut(amountIn, reserveIn, reserveOut, this.fee.get(0));
  }

  private amount(value: u256): BytesWriter {
    const writer = new BytesWriter(32);
    writer.writeU256(value);
    return writer;
  }
}
