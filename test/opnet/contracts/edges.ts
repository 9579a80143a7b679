import { Address, Blockchain, BytesWriter, Calldata, encodeSelector, ReentrancyGuard, Revert, Selector } from "@btc-vision/btc-runtime/runtime";

@external("env", "emit") declare function emitRaw(data: usize, length: u32): void;
@external("env", "loadMLDSA") declare function loadKey(key: usize, output: usize): void;
@external("env", "deployFromAddress")
declare function deployFrom(origin: usize, salt: usize, calldata: usize, length: u32, output: usize): u32;
@external("env", "updateFromAddress") declare function updateFrom(source: usize, calldata: usize, length: u32): u32;

/** Goes as far as it is told, and one further: every method is a limit of OP_NET. */
export class Edges extends ReentrancyGuard {
  public constructor() {
    super();
  }

  /** Does what deployments and updates of it are told to do: nothing, or to revert. */
  public override onDeployment(calldata: Calldata): void {
    if (calldata.byteLength == 1) throw new Revert("not to be deployed");
  }

  @method()
  public touch(_calldata: Calldata): BytesWriter {
    return new BytesWriter(0);
  }

  @method({ name: "value", type: ABIDataTypes.UINT64 })
  @returns({ name: "value", type: ABIDataTypes.UINT64 })
  public echo(calldata: Calldata): BytesWriter {
    const writer = new BytesWriter(8);
    writer.writeU64(calldata.readU64());
    return writer;
  }

  @method({ name: "count", type: ABIDataTypes.UINT32 })
  @returns({ name: "bytes", type: ABIDataTypes.BYTES })
  public answer(calldata: Calldata): BytesWriter {
    const count = calldata.readU32();
    const writer = new BytesWriter(count);
    writer.writeBytesWithLength(new Uint8Array(count - 4));
    return writer;
  }

  @method({ name: "letters", type: ABIDataTypes.UINT32 })
  public fail(calldata: Calldata): BytesWriter {
    throw new Revert("x".repeat(calldata.readU32()));
  }

  @method({ name: "nameBytes", type: ABIDataTypes.UINT32 }, { name: "dataBytes", type: ABIDataTypes.UINT32 }, { name: "count", type: ABIDataTypes.UINT32 })
  public events(calldata: Calldata): BytesWriter {
    const nameBytes = calldata.readU32();
    const dataBytes = calldata.readU32();
    const count = calldata.readU32();
    const length = 8 + nameBytes + dataBytes;
    const event = heap.alloc(length);
    store<u32>(event, bswap<u32>(nameBytes));
    memory.fill(event + 4, 0x61, nameBytes);
    store<u32>(event + 4 + nameBytes, bswap<u32>(dataBytes));
    for (let i: u32 = 0; i < count; i++) emitRaw(event, length);
    return new BytesWriter(0);
  }

  @method({ name: "to", type: ABIDataTypes.ADDRESS }, { name: "stop", type: ABIDataTypes.BOOL })
  @returns({ name: "success", type: ABIDataTypes.BOOL })
  public callOnce(calldata: Calldata): BytesWriter {
    const to = calldata.readAddress();
    return this.flag(this.touchOther(to, calldata.readBoolean()));
  }

  @method({ name: "to", type: ABIDataTypes.ADDRESS }, { name: "count", type: ABIDataTypes.UINT32 })
  @returns({ name: "successes", type: ABIDataTypes.UINT32 })
  public callOften(calldata: Calldata): BytesWriter {
    const to = calldata.readAddress();
    const count = calldata.readU32();
    let successes: u32 = 0;
    for (let i: u32 = 0; i < count; i++) if (this.touchOther(to, false)) successes++;
    return this.number(successes);
  }

  /** The same, but a call that fails fails this one. */
  @method({ name: "to", type: ABIDataTypes.ADDRESS }, { name: "count", type: ABIDataTypes.UINT32 })
  public insistOften(calldata: Calldata): BytesWriter {
    const to = calldata.readAddress();
    const count = calldata.readU32();
    for (let i: u32 = 0; i < count; i++) this.touchOther(to, true);
    return new BytesWriter(0);
  }

  /** Behind the guard: calls itself. */
  @method()
  public reenter(_calldata: Calldata): BytesWriter {
    const request = new BytesWriter(4);
    request.writeSelector(encodeSelector("reenter()"));
    Blockchain.call(Blockchain.contractAddress, request, true);
    return new BytesWriter(0);
  }

  /** Grows memory to some pages, and answers how many there are. */
  @method({ name: "pages", type: ABIDataTypes.UINT32 })
  @returns({ name: "pages", type: ABIDataTypes.UINT32 })
  public grow(calldata: Calldata): BytesWriter {
    const writer = new BytesWriter(4);
    memory.grow(calldata.readU32() - memory.size());
    writer.writeU32(memory.size());
    return writer;
  }

  /** Asks the allocator for more than there can be. */
  @method({ name: "kilobytes", type: ABIDataTypes.UINT32 })
  public allocate(calldata: Calldata): BytesWriter {
    const kilobytes = calldata.readU32();
    for (let i: u32 = 0; i < kilobytes; i++) new ArrayBuffer(1024);
    return new BytesWriter(0);
  }

  @method({ name: "bytes", type: ABIDataTypes.UINT32 })
  public fill(calldata: Calldata): BytesWriter {
    const bytes = calldata.readU32();
    memory.fill(heap.alloc(bytes), 1, bytes);
    return new BytesWriter(0);
  }

  /** Deploys a copy of a contract some times, with some bytes of calldata, at addresses that follow from a salt. */
  @method({ name: "source", type: ABIDataTypes.ADDRESS }, { name: "salt", type: ABIDataTypes.UINT8 }, { name: "bytes", type: ABIDataTypes.UINT32 }, { name: "count", type: ABIDataTypes.UINT32 })
  @returns({ name: "successes", type: ABIDataTypes.UINT32 })
  public deployments(calldata: Calldata): BytesWriter {
    const source = calldata.readAddress();
    const first = calldata.readU8();
    const bytes = calldata.readU32();
    const count = calldata.readU32();
    const data = new Uint8Array(bytes);
    const address = new Uint8Array(32);
    let successes: u32 = 0;
    for (let i: u32 = 0; i < count; i++) {
      const salt = new Uint8Array(32);
      salt[0] = first + <u8>i;
      if (deployFrom(source.dataStart, salt.dataStart, data.dataStart, bytes, address.dataStart) == 0) successes++;
    }
    return this.number(successes);
  }

  @method({ name: "source", type: ABIDataTypes.ADDRESS }, { name: "bytes", type: ABIDataTypes.UINT32 }, { name: "count", type: ABIDataTypes.UINT32 })
  @returns({ name: "successes", type: ABIDataTypes.UINT32 })
  public updates(calldata: Calldata): BytesWriter {
    const source = calldata.readAddress();
    const bytes = calldata.readU32();
    const count = calldata.readU32();
    const data = new Uint8Array(bytes);
    let successes: u32 = 0;
    for (let i: u32 = 0; i < count; i++) if (updateFrom(source.dataStart, data.dataStart, bytes) == 0) successes++;
    return this.number(successes);
  }

  /** Loads an account's ML-DSA key some times; answers how often there was one. */
  @method({ name: "account", type: ABIDataTypes.ADDRESS }, { name: "count", type: ABIDataTypes.UINT32 })
  @returns({ name: "found", type: ABIDataTypes.UINT32 })
  public loadKeys(calldata: Calldata): BytesWriter {
    const account = calldata.readAddress();
    const count = calldata.readU32();
    const key = new Uint8Array(33);
    memory.copy(key.dataStart + 1, account.dataStart, 32);
    const output = new Uint8Array(1 + 1312);
    let found: u32 = 0;
    for (let i: u32 = 0; i < count; i++) {
      output[0] = 0;
      loadKey(key.dataStart, output.dataStart);
      found += output[0];
    }
    return this.number(found);
  }

  @method({ name: "address", type: ABIDataTypes.STRING })
  @returns({ name: "valid", type: ABIDataTypes.BOOL })
  public bitcoin(calldata: Calldata): BytesWriter {
    return this.flag(Blockchain.validateBitcoinAddress(calldata.readStringWithLength()));
  }

  @method({ name: "divisor", type: ABIDataTypes.UINT64 })
  @returns({ name: "quotient", type: ABIDataTypes.UINT64 })
  public divide(calldata: Calldata): BytesWriter {
    const writer = new BytesWriter(8);
    writer.writeU64(100 / calldata.readU64());
    return writer;
  }

  @method({ name: "depth", type: ABIDataTypes.UINT32 })
  @returns({ name: "sum", type: ABIDataTypes.UINT32 })
  public recurse(calldata: Calldata): BytesWriter {
    return this.number(descend(calldata.readU32()));
  }

  protected override isSelectorExcluded(selector: Selector): bool {
    return selector != encodeSelector("reenter()");
  }

  private touchOther(to: Address, stop: bool): bool {
    const request = new BytesWriter(4);
    request.writeSelector(encodeSelector("touch()"));
    return Blockchain.call(to, request, stop).success;
  }

  private number(value: u32): BytesWriter {
    const writer = new BytesWriter(4);
    writer.writeU32(value);
    return writer;
  }

  private flag(value: bool): BytesWriter {
    const writer = new BytesWriter(1);
    writer.writeBoolean(value);
    return writer;
  }
}

function descend(depth: u32): u32 {
  return depth == 0 ? 0 : 1 + descend(depth - 1) % 7;
}
