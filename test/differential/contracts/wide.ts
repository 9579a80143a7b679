import { i128, u128, u256 } from "@btc-vision/as-bignum/assembly";
import { BytesWriter, Calldata, OP_NET, SafeMath } from "@btc-vision/btc-runtime/runtime";

/** 128 and 256-bit arithmetic. */
export class Wide extends OP_NET {
  @method({ name: "left", type: ABIDataTypes.UINT256 }, { name: "right", type: ABIDataTypes.UINT256 })
  @returns({ name: "results", type: ABIDataTypes.ARRAY_OF_UINT256 })
  public arithmetic(calldata: Calldata): BytesWriter {
    const left = calldata.readU256();
    const right = calldata.readU256();
    const results: u256[] = [u256.add(left, right), u256.sub(left, right), u256.mul(left, right), u256.xor(left, right), u256.shr(left, <i32>(right.lo1 & 0xff)), u256.shl(left, <i32>(right.lo1 & 0xff))];
    const writer = new BytesWriter(2 + 32 * results.length);
    writer.writeU256Array(results);
    return writer;
  }

  @method({ name: "left", type: ABIDataTypes.UINT256 }, { name: "right", type: ABIDataTypes.UINT256 }, { name: "kind", type: ABIDataTypes.UINT8 })
  @returns({ name: "result", type: ABIDataTypes.UINT256 })
  public safe(calldata: Calldata): BytesWriter {
    const left = calldata.readU256();
    const right = calldata.readU256();
    let result = u256.Zero;
    switch (calldata.readU8() % 8) {
      case 0: result = SafeMath.add(left, right); break;
      case 1: result = SafeMath.sub(left, right); break;
      case 2: result = SafeMath.mul(left, right); break;
      case 3: result = SafeMath.div(left, right); break;
      case 4: result = SafeMath.mod(left, right); break;
      case 5: result = SafeMath.pow(left, u256.and(right, u256.fromU32(7))); break;
      case 6: result = SafeMath.sqrt(left); break;
      default: result = SafeMath.min(left, right);
    }
    const writer = new BytesWriter(32);
    writer.writeU256(result);
    return writer;
  }

  @method({ name: "left", type: ABIDataTypes.INT128 }, { name: "right", type: ABIDataTypes.UINT128 })
  @returns({ name: "sum", type: ABIDataTypes.INT128 }, { name: "product", type: ABIDataTypes.UINT128 })
  public half(calldata: Calldata): BytesWriter {
    const left = calldata.readI128();
    const right = calldata.readU128();
    const writer = new BytesWriter(32);
    writer.writeI128(i128.add(left, i128.fromI32(-5)));
    writer.writeU128(u128.mul(right, right));
    return writer;
  }

  @method({ name: "rounds", type: ABIDataTypes.UINT16 }, { name: "seed", type: ABIDataTypes.UINT256 })
  @returns({ name: "result", type: ABIDataTypes.UINT256 })
  public chain(calldata: Calldata): BytesWriter {
    const rounds = calldata.readU16() % 300;
    let value = calldata.readU256();
    for (let i: u16 = 0; i < rounds; i++) value = u256.add(u256.mul(value, u256.fromU64(0x5851_f42d_4c95_7f2d)), u256.fromU32(i));
    const writer = new BytesWriter(32);
    writer.writeU256(value);
    return writer;
  }
}
