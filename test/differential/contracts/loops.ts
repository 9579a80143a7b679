import { u256 } from "@btc-vision/as-bignum/assembly";
import { Blockchain, BytesWriter, Calldata, EMPTY_POINTER, OP_NET, StoredU256 } from "@btc-vision/btc-runtime/runtime";

const markPointer: u16 = Blockchain.nextPointer;

type Step = (value: u32) => u32;

/** Computation, recursion, growth and every way to fail. */
export class Loops extends OP_NET {
  private readonly mark: StoredU256 = new StoredU256(markPointer, EMPTY_POINTER);

  @method({ name: "rounds", type: ABIDataTypes.UINT32 }, { name: "seed", type: ABIDataTypes.UINT64 })
  @returns({ name: "value", type: ABIDataTypes.UINT64 })
  public mix(calldata: Calldata): BytesWriter {
    const rounds = calldata.readU32() % 20_000;
    let value = calldata.readU64() | 1;
    for (let i: u32 = 0; i < rounds; i++) {
      value ^= value << 13;
      value ^= value >> 7;
      value = rotl<u64>(value, 17) * 0x9e37_79b9_7f4a_7c15 + <u64>clz<u64>(value);
    }
    return this.answer(value);
  }

  @method({ name: "depth", type: ABIDataTypes.UINT16 })
  @returns({ name: "value", type: ABIDataTypes.UINT64 })
  public recurse(calldata: Calldata): BytesWriter {
    return this.answer(down(calldata.readU16() % 2_000));
  }

  @method({ name: "dividend", type: ABIDataTypes.INT64 }, { name: "divisor", type: ABIDataTypes.INT64 })
  @returns({ name: "quotient", type: ABIDataTypes.INT64 })
  public divide(calldata: Calldata): BytesWriter {
    const dividend = calldata.readI64();
    const divisor = calldata.readI64();
    this.mark.value = u256.One;
    return this.answer(<u64>(dividend / (divisor & 0xf)) + <u64>(dividend % (divisor | 1)));
  }

  @method({ name: "pages", type: ABIDataTypes.UINT16 })
  @returns({ name: "before", type: ABIDataTypes.UINT64 })
  public grow(calldata: Calldata): BytesWriter {
    const pages = <i32>(calldata.readU16() % 1_200);
    const before = memory.grow(pages);
    const size = <usize>memory.size() << 16;
    memory.fill(size - 4_096, 7, 4_096);
    memory.copy(size - 8_192, size - 4_096, 4_096);
    return this.answer(<u64>before << 32 | <u64>load<u32>(size - 8_192));
  }

  @method({ name: "bytes", type: ABIDataTypes.UINT32 })
  @returns({ name: "sum", type: ABIDataTypes.UINT64 })
  public allocate(calldata: Calldata): BytesWriter {
    const bytes = calldata.readU32() % 300_000_000;
    const data = new Uint8Array(bytes);
    return this.answer(<u64>data.length + data[data.length - 1]);
  }

  @method({ name: "chunk", type: ABIDataTypes.UINT16 })
  @returns({ name: "bytes", type: ABIDataTypes.UINT64 })
  public exhaust(calldata: Calldata): BytesWriter {
    const chunk = 4_096 + <i32>calldata.readU16() * 8;
    let bytes: u64 = 0;
    while (bytes < 1 << 30) bytes += new Uint8Array(chunk).length;
    return this.answer(bytes);
  }

  @method({ name: "index", type: ABIDataTypes.UINT8 }, { name: "value", type: ABIDataTypes.UINT32 })
  @returns({ name: "value", type: ABIDataTypes.UINT64 })
  public indirect(calldata: Calldata): BytesWriter {
    const index = <u32>calldata.readU8();
    const value = calldata.readU32();
    const steps: Step[] = [(v: u32): u32 => v + 1, (v: u32): u32 => v * 3, (v: u32): u32 => v ^ 0x5555];
    if (index > 250) return this.answer(call_indirect<u32>(index, value));
    return this.answer(steps[index % 3](value));
  }

  @method({ name: "kind", type: ABIDataTypes.UINT8 })
  @returns({ name: "value", type: ABIDataTypes.UINT64 })
  public choose(calldata: Calldata): BytesWriter {
    let value: u64 = 0;
    switch (calldata.readU8() % 8) {
      case 0: value = 3; break;
      case 1: unreachable(); break;
      case 2: throw new Error("Chosen to fail");
      case 3: value = <u64>load<u32>(0xffff_fff0); break;
      case 4: value = <u64>down(300); break;
      case 5: while (true) { value++; if (value == 0) break; } break;
      case 6: assert(false, "Asserted"); break;
      default: value = 9;
    }
    return this.answer(value);
  }

  private answer(value: u64): BytesWriter {
    const writer = new BytesWriter(8);
    writer.writeU64(value);
    return writer;
  }
}

function down(depth: u32): u64 {
  return depth == 0 ? 1 : down(depth - 1) + depth;
}
