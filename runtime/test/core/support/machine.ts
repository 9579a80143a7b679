import { compileRaw } from "./compile";
import { makeRawContract, resultTag } from "./raw-contract";

/** How a spawn differs from a plain one. */
export interface SpawnOptions {
  readonly register?: number;
  readonly entry?: number;
  readonly gas?: bigint;
  readonly slots?: readonly Uint8Array[];
  readonly slotCount?: number;
  readonly slotsOffset?: number;
  /** Offsets and lengths. */
  readonly regions?: readonly (readonly [number, number])[];
  readonly regionCount?: number;
  readonly tag?: number;
}

/** Commands for `contracts/machine.ts`: what main does, and what its threads do. */
export class Program {
  private readonly main: number[] = [];
  private readonly data: { offset: number; bytes: Uint8Array }[] = [];
  private next: number;
  private words = this.main;
  private threads = 0;

  /** @param dataOffset at which data begins; commands lie before it */
  constructor(private readonly dataOffset = 2_000) {
    this.next = dataOffset;
  }

  /** Places bytes; returns their offset. */
  put(bytes: Uint8Array): number {
    const offset = this.next;
    this.data.push({ offset, bytes });
    this.next += Math.ceil(bytes.length / 8) * 8;
    return offset;
  }

  /** Leaves room; returns its offset. */
  room(length: number): number {
    return this.put(new Uint8Array(length));
  }

  private add(op: number, ...args: number[]): this {
    this.words.push(op, args.length + 2, ...args.map((value) => value >>> 0));
    return this;
  }

  /** Spawns a thread that runs what `body` adds. */
  spawn(body: (program: this) => void, options: SpawnOptions = {}): this {
    const { register = this.threads++, entry = 0, gas = 1_000_000n, slots, regions, tag = resultTag("u32") } = options;
    const outer = this.words;
    this.words = [];
    body(this);
    this.words.push(0, 2);
    const environment = this.put(new Uint8Array(Uint32Array.from(this.words).buffer));
    this.words = outer;
    const slotsOffset =
      options.slotsOffset ?? this.put(slots ? new Uint8Array(Buffer.concat(slots)) : new Uint8Array(0));
    const slotCount = options.slotCount ?? slots?.length ?? -1;
    const regionsOffset = this.put(new Uint8Array(Uint32Array.from((regions ?? []).flat()).buffer));
    const regionCount = options.regionCount ?? regions?.length ?? 0;
    const low = Number(gas & 0xffff_ffffn);
    const high = Number(gas >> 32n);
    return this.add(
      1,
      register,
      entry,
      environment,
      low,
      high,
      slotsOffset,
      slotCount,
      regionsOffset,
      regionCount,
      tag,
    );
  }

  join(register: number, mode = 0, tag = resultTag("u32"), into = 60): this {
    return this.add(2, register, mode, tag, into);
  }

  store(key: Uint8Array, value: Uint8Array): this {
    return this.add(3, this.put(key), this.put(value));
  }

  load(key: Uint8Array, into: number): this {
    return this.add(4, this.put(key), into);
  }

  /** Loads a slot and outputs its 32 bytes. */
  show(key: Uint8Array): this {
    const into = this.room(32);
    return this.load(key, into).output(into, 32);
  }

  emit(payload: Uint8Array, length = payload.length): this {
    return this.add(5, this.put(payload), length);
  }

  call(address: Uint8Array, calldata: Uint8Array, into = 61): this {
    return this.callAt(this.put(address), this.put(calldata), calldata.length, into);
  }

  /** The same with bytes that are placed already. */
  callAt(address: number, calldata: number, length: number, into = 61): this {
    return this.add(6, address, calldata, length, into);
  }

  emitAt = (offset: number, length: number): this => this.add(5, offset, length);

  resultLength = (): this => this.add(7);
  result = (length: number): this => this.add(8, length);
  resultCode = (): this => this.add(9);
  return = (offset: number, length: number): this => this.add(10, offset, length);
  context = (): this => this.add(11);
  seed = (into: number): this => this.add(12, into);
  committed = (index: number, into: number): this => this.add(13, index, into);
  exit = (status: number, data: Uint8Array): this => this.add(14, status, this.put(data), data.length);
  exitRaw = (status: number, offset: number, length: number): this => this.add(14, status, offset, length);
  grow = (pages: number): this => this.add(16, pages);
  burn = (rounds: number): this => this.add(17, rounds);
  divide = (left: number, right: number): this => this.add(18, left, right);
  unreachable = (): this => this.add(19);
  peek = (address: number): this => this.add(20, address);
  recurse = (depth: number): this => this.add(21, depth);
  callIndirect = (index: number): this => this.add(22, index);
  showRegister = (register: number): this => this.add(23, register);
  environment = (offset: number, length: number, into: number): this => this.add(24, offset, length, into);
  callResult = (offset: number, length: number, into: number): this => this.add(25, offset, length, into);
  sha256 = (offset: number, length: number, into: number): this => this.add(26, offset, length, into);
  output = (offset: number, length: number): this => this.add(27, offset, length);
  deploy = (): this => this.add(28);

  /** Deploys the code of the contract at `from`; outputs the status and leaves the address at `into`. */
  deployAt(from: Uint8Array, salt: Uint8Array, calldata: Uint8Array, into: number): this {
    return this.add(34, this.put(from), this.put(salt), this.put(calldata), calldata.length, into);
  }

  /** Replaces the own code by that of the contract at `from`; outputs the status. */
  update = (from: Uint8Array, calldata: Uint8Array): this =>
    this.add(35, this.put(from), this.put(calldata), calldata.length);
  callLength = (): this => this.add(31);
  calldata = (offset: number, length: number, into: number): this => this.add(33, offset, length, into);

  setRegister(register: number, value: bigint): this {
    return this.add(15, register, Number(value & 0xffff_ffffn), Number(value >> 32n));
  }

  /** Copies a register to memory, and back. */
  saveRegister = (offset: number, register: number): this => this.add(29, offset, register);
  loadRegister = (register: number, offset: number): this => this.add(32, register, offset);

  /** The calldata. */
  bytes(): Uint8Array {
    const words = [...this.main, 0, 2];
    if (words.length * 4 > this.dataOffset) throw new Error("the program is too long");
    const bytes = new Uint8Array(this.next);
    bytes.set(new Uint8Array(Uint32Array.from(words).buffer));
    for (const { offset, bytes: part } of this.data) bytes.set(part, offset);
    return bytes;
  }
}

/** The contract that runs programs. */
export async function compileMachine(): Promise<Uint8Array> {
  return makeRawContract(await compileRaw("machine.ts"));
}
