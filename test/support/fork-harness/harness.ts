import { createHash } from "node:crypto";
import { openModule, type OpenModule } from "./open-module";
import { Exit, failureOf, Trap, type Failure } from "./stop";

/** What a contract is told about the world; addresses and hashes are 32 bytes. */
export interface HarnessOptions {
  readonly address?: Uint8Array;
  readonly sender?: Uint8Array;
  readonly origin?: Uint8Array;
  readonly blockNumber?: bigint;
  readonly medianTime?: bigint;
  /** Other contracts by address in hexadecimal: they get calldata and answer. */
  readonly contracts?: ReadonlyMap<string, (calldata: Uint8Array) => { status: number; data: Uint8Array }>;
  /** Replaces the bytes that the `index`-th thread returned, for tests of what reads them. */
  readonly alterResult?: (result: Uint8Array, index: number) => Uint8Array;
}

interface Thread {
  readonly entry: number;
  readonly kind: "readonly" | "reservation" | "memory";
  readonly gas: bigint;
  readonly tag: number;
  readonly slots: ReadonlySet<string>;
  readonly writes: Map<string, string>;
  readonly regions: readonly { pointer: number; length: number }[];
  instance: WebAssembly.Instance | null;
  result: Uint8Array;
  failure: Failure | null;
  joined: boolean;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();
const filled = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const NOTHING = new Uint8Array(0);
const ZERO = "00".repeat(32);

/**
 * A small host for tests of the compiler side: real forks, eager, unmetered, in this thread. Not the product's runtime.
 *
 * @example
 * const harness = new ForkHarness(bytes);
 * harness.call("countPrimes", 100, 4); // through the plain export
 */
export class ForkHarness {
  /** Storage of the contract: key to value, both in hexadecimal. */
  readonly storage = new Map<string, string>();
  /** Payloads of `env.emit`. */
  readonly events: Uint8Array[] = [];
  /** Every thread that was spawned, in order. */
  readonly threads: Thread[] = [];
  private readonly opened: OpenModule;
  private readonly main: WebAssembly.Instance;
  private current: { instance: WebAssembly.Instance; thread: Thread | null };
  private calldata: Uint8Array = NOTHING;
  private callResult: Uint8Array = NOTHING;
  private joined: { result: Uint8Array; code: number; keys: string[] } = { result: NOTHING, code: 0, keys: [] };

  constructor(
    bytes: Uint8Array,
    private readonly options: HarnessOptions = {},
  ) {
    this.opened = openModule(bytes);
    this.main = this.instantiate();
    this.current = { instance: this.main, thread: null };
    if (this.opened.start !== null) this.main.exports[this.opened.start]();
  }

  /** The memory of the main instance. */
  get memory(): Uint8Array {
    return new Uint8Array(this.main.exports["memory"].buffer);
  }

  /** Calls an export with raw WebAssembly values. */
  call(name: string, ...args: (number | bigint)[]): number | bigint | undefined {
    const exported = this.main.exports[name];
    if (typeof exported !== "function") throw new Error(`the module has no export '${name}'`);
    const first = this.threads.length;
    const value = exported(...args);
    if (this.threads.slice(first).some((thread) => !thread.joined)) throw new Trap("TC5009", "a thread was not joined");
    return value;
  }

  /** Calls the contract the way a transaction does. */
  execute(calldata: Uint8Array): { status: number; data: Uint8Array } {
    this.calldata = calldata;
    try {
      return { status: Number(this.call("execute", calldata.length)), data: NOTHING };
    } catch (error) {
      if (error instanceof Exit) return { status: error.status, data: error.data };
      throw error;
    }
  }

  /** Calls an export of type (i32 calldata length) -> i32 with calldata. */
  callWith(name: string, calldata: Uint8Array): number {
    this.calldata = calldata;
    return Number(this.call(name, calldata.length));
  }

  private instantiate(): WebAssembly.Instance {
    return new WebAssembly.Instance(this.opened.module, { env: { ...this.hostImports(), ...this.threadImports() } });
  }

  private bytes(pointer: number, length: number): Uint8Array {
    const { buffer } = this.current.instance.exports["memory"] as WebAssembly.Memory;
    if ((pointer >>> 0) + (length >>> 0) > buffer.byteLength) throw new Trap("TC5015", "a pointer outside memory");
    return new Uint8Array(buffer, pointer >>> 0, length >>> 0);
  }

  private slice(source: Uint8Array, offset: number, length: number, output: number): void {
    const target = this.bytes(output, length);
    target.fill(0);
    target.set(source.subarray(offset, offset + length));
  }

  private hostImports(): Record<string, unknown> {
    const text = (pointer: number): string =>
      pointer === 0
        ? ""
        : Buffer.from(this.bytes(pointer, Buffer.from(this.bytes(pointer - 4, 4)).readUInt32LE(0))).toString("utf16le");
    return {
      abort: (message: number, file: number, line: number, column: number) => {
        throw new Trap("TC5002", `${text(message)} at ${text(file)}:${line}:${column}`);
      },
      exit: (status: number, pointer: number, length: number) => {
        throw new Exit(status, this.bytes(pointer, length).slice());
      },
      environment: (offset: number, length: number, output: number) =>
        this.slice(this.environment(), offset, length, output),
      calldata: (offset: number, length: number, output: number) => this.slice(this.calldata, offset, length, output),
      load: (key: number, output: number) => {
        const slot = hex(this.bytes(key, 32));
        const value = this.current.thread?.writes.get(slot) ?? this.storage.get(slot) ?? ZERO;
        this.bytes(output, 32).set(Buffer.from(value, "hex"));
      },
      store: (key: number, value: number) => this.store(hex(this.bytes(key, 32)), hex(this.bytes(value, 32))),
      call: (address: number, data: number, length: number, resultLength: number) => {
        const callee = this.options.contracts?.get(hex(this.bytes(address, 32)));
        const { status, data: result } = callee?.(this.bytes(data, length).slice()) ?? { status: 1, data: NOTHING };
        this.callResult = result;
        Buffer.from(this.bytes(resultLength, 4).buffer, resultLength).writeUInt32BE(result.length);
        return status;
      },
      callResult: (offset: number, length: number, output: number) =>
        this.slice(this.callResult, offset, length, output),
      emit: (pointer: number, length: number) => {
        if (this.current.thread !== null) throw new Trap("TC3001", "a thread emitted an event");
        this.events.push(this.bytes(pointer, length).slice());
      },
      sha256: (pointer: number, length: number, output: number) =>
        this.bytes(output, 32).set(sha256(this.bytes(pointer, length))),
      ripemd160: (pointer: number, length: number, output: number) =>
        this.bytes(output, 20).set(createHash("ripemd160").update(this.bytes(pointer, length)).digest()),
      blockHash: (height: bigint, output: number) => this.bytes(output, 32).set(sha256(Buffer.from(`block ${height}`))),
      accountType: (address: number) => (this.options.contracts?.has(hex(this.bytes(address, 32))) ? 1 : 0),
    };
  }

  private threadImports(): Record<string, unknown> {
    return {
      thread_spawn: (...args: [number, number, bigint, number, number, number, number, number]) => this.spawn(...args),
      thread_join: (handle: bigint, mode: number, tag: number) => this.join(handle, mode, tag),
      thread_result_length: () => this.joined.result.length,
      thread_result: (output: number) => this.bytes(output, this.joined.result.length).set(this.joined.result),
      thread_result_code: () => this.joined.code,
      thread_return: (pointer: number, length: number) => {
        if (this.current.thread === null) throw new Trap("TC3008", "thread_return outside a thread");
        const result = this.bytes(pointer, length).slice();
        this.current.thread.result = this.options.alterResult?.(result, this.threads.length - 1) ?? result;
      },
      thread_context: () => (this.current.thread === null ? 0 : 1),
      thread_seed: (output: number) =>
        this.bytes(output, 32).set(sha256(Buffer.from(`seed ${this.current.thread ? this.threads.length : 0}`))),
      thread_committed: (index: number, key: number) => {
        const committed = this.joined.keys[index];
        if (committed === undefined) return 0;
        this.bytes(key, 32).set(Buffer.from(committed, "hex"));
        return 1;
      },
    };
  }

  private store(key: string, value: string): void {
    const { thread } = this.current;
    if (thread === null) this.commit(key, value);
    else if (thread.kind !== "reservation") throw new Trap("TC3003", "a read-only thread wrote storage");
    else if (!thread.slots.has(key)) throw new Trap("TC4001", `slot ${key} is not reserved`);
    else thread.writes.set(key, value);
  }

  private commit(key: string, value: string): void {
    if (value === ZERO) this.storage.delete(key);
    else this.storage.set(key, value);
  }

  private environment(): Uint8Array {
    const {
      address = filled(0xc0),
      sender = filled(0xaa),
      origin = filled(0xbb),
      blockNumber = 1n,
      medianTime = 1_700_000_000n,
    } = this.options;
    const buffer = Buffer.alloc(344);
    buffer.set(filled(0x01), 0);
    buffer.writeBigUInt64BE(blockNumber, 32);
    buffer.writeBigUInt64BE(medianTime, 40);
    [
      filled(0x02),
      filled(0x03),
      address,
      filled(0x04),
      sender,
      origin,
      filled(0x05),
      sha256(Buffer.from("OP_NET")),
      filled(0x06),
    ].forEach((field, index) => buffer.set(field, 48 + index * 32));
    return buffer;
  }

  private spawn(
    entry: number,
    environment: number,
    gas: bigint,
    slots: number,
    slotCount: number,
    regions: number,
    regionCount: number,
    tag: number,
  ): bigint {
    if (this.current.thread !== null) throw new Trap("TC3002", "a thread spawned a thread");
    const keys = Array.from({ length: Math.max(slotCount, 0) }, (_, index) => hex(this.bytes(slots + index * 32, 32)));
    if (new Set(keys).size < keys.length) throw new Trap("TC4003", "a slot is listed twice");
    const live = this.threads.filter((thread) => !thread.joined);
    if (keys.some((key) => live.some((thread) => thread.slots.has(key)))) {
      throw new Trap("TC4002", "a slot is reserved already");
    }
    const list = Buffer.from(this.bytes(regions, regionCount * 8));
    const thread: Thread = {
      entry,
      gas,
      tag,
      slots: new Set(keys),
      writes: new Map(),
      instance: null,
      result: NOTHING,
      failure: null,
      joined: false,
      kind: slotCount >= 0 ? "reservation" : regionCount > 0 ? "memory" : "readonly",
      regions: Array.from({ length: regionCount }, (_, index) => ({
        pointer: list.readUInt32LE(index * 8),
        length: list.readUInt32LE(index * 8 + 4),
      })),
    };
    this.threads.push(thread);
    this.run(thread, environment);
    return BigInt(this.threads.length);
  }

  private run(thread: Thread, environment: number): void {
    const parent = this.current;
    const instance = this.fork(parent.instance);
    thread.instance = instance;
    this.current = { instance, thread };
    try {
      if (thread.gas === 0n) throw new Trap("TC5001", "out of gas");
      const entry = this.opened.entries.get(thread.entry);
      if (entry === undefined) throw new Trap("TC3008", `no thread entry ${thread.entry}`);
      (instance.exports[entry] as (environment: number) => void)(environment);
    } catch (error) {
      thread.failure = failureOf(error);
    } finally {
      this.current = parent;
    }
  }

  private fork(parent: WebAssembly.Instance): WebAssembly.Instance {
    const child = this.instantiate();
    const image: WebAssembly.Memory = parent.exports["memory"];
    const memory: WebAssembly.Memory = child.exports["memory"];
    const missing = (image.buffer.byteLength - memory.buffer.byteLength) / 65536;
    if (missing > 0) memory.grow(missing);
    new Uint8Array(memory.buffer).set(new Uint8Array(image.buffer));
    for (const name of this.opened.globals) child.exports[name].value = parent.exports[name].value;
    return child;
  }

  private join(handle: bigint, mode: number, tag: number): number {
    if (this.current.thread !== null) throw new Trap("TC2008", "a thread joined a thread");
    const thread = this.threads[Number(handle) - 1];
    if (thread === undefined) throw new Trap("TC5010", "no such thread");
    if (thread.joined) throw new Trap("TC5011", "joined twice");
    if (thread.tag !== tag) throw new Trap("TC2007", "joined with another result type");
    thread.joined = true;
    const { failure } = thread;
    if (failure !== null) {
      if (mode !== 2) throw new Trap("TC5021", failure.message);
      this.joined = { result: Buffer.from(failure.message), code: failure.code, keys: [] };
      return failure.status;
    }
    for (const [key, value] of thread.writes) this.commit(key, value);
    const source = new Uint8Array(thread.instance!.exports["memory"].buffer);
    for (const { pointer, length } of thread.regions) {
      this.memory.set(source.subarray(pointer, pointer + length), pointer);
    }
    this.joined = { result: thread.result, code: 0, keys: [...thread.writes.keys()].sort() };
    return 0;
  }
}
