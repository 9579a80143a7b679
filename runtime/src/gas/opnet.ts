import { freezeDeep } from "./freeze";
import type { GasSchedule, HostPrices, InstructionPrices, LinearPrice, StoragePolicy, ThreadPrices } from "./schedule";

/** The storage policies of OP_NET: the VM's intent, the main network's node, and the unit test framework. */
export type OpnetStoragePolicy = Exclude<StoragePolicy, "flat">;

/** op-vm prices a memory access at 39 cycles of 32 gas. */
const MEMORY_ACCESS = 39 * 32;

function priceAll(prices: Record<string, number>, gas: number, names: string): void {
  for (const name of names.split(" ")) prices[name] = gas;
}

function priceArithmetic(prices: Record<string, number>): void {
  const compare = "eqz eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u";
  const bits = "and or xor shl shr_s shr_u rotl rotr";
  const widths = [
    { type: "i32", compare: 175, count: 128, add: 75, mul: 96, div: 448 },
    { type: "i64", compare: 225, count: 160, add: 100, mul: 160, div: 640 },
  ];
  for (const width of widths) {
    const all = (gas: number, names: string) =>
      priceAll(
        prices,
        gas,
        names
          .split(" ")
          .map((name) => `${width.type}.${name}`)
          .join(" "),
      );
    all(width.compare, compare);
    all(width.count, "clz ctz popcnt");
    all(width.add, "add sub");
    all(width.mul, "mul");
    all(width.div, "div_s div_u rem_s rem_u");
    all(32, bits);
  }
  priceAll(prices, 100, "i32.wrap_i64 i64.extend_i32_s i64.extend_i32_u");
  priceAll(prices, 100, "i32.extend8_s i32.extend16_s i64.extend8_s i64.extend16_s i64.extend32_s");
}

function instructionPrices(): InstructionPrices {
  const prices: Record<string, number> = {};
  priceAll(prices, 1, "unreachable nop return i32.const i64.const block loop else end");
  priceAll(prices, 10, "drop");
  priceAll(prices, 750, "br br_if if");
  priceAll(prices, 2_500, "br_table");
  priceAll(prices, 1_200, "select");
  priceAll(prices, 3_744, "call");
  priceAll(prices, 5_750, "call_indirect");
  priceAll(prices, 75, "local.get local.tee");
  priceAll(prices, 200, "local.set");
  priceAll(prices, 225, "global.get");
  priceAll(prices, 575, "global.set");
  priceArithmetic(prices);
  const narrow = "load8_s load8_u load16_s load16_u store8 store16";
  for (const name of `load store ${narrow}`.split(" ")) {
    prices[`i32.${name}`] = MEMORY_ACCESS;
    prices[`i64.${name}`] = MEMORY_ACCESS;
  }
  priceAll(prices, MEMORY_ACCESS, "i64.load32_s i64.load32_u i64.store32");
  priceAll(prices, 3_000, "memory.size");
  priceAll(prices, 8_000, "memory.grow");
  priceAll(prices, 900, "table.get");
  priceAll(prices, 2_500, "table.size");
  return {
    // op-vm prices every other instruction at the largest number there is: a block with one is always out of gas.
    base: Infinity,
    exceptions: prices,
    brTablePerLabel: 350,
    callIndirectPerValue: 500,
    memoryFill: { base: 256, perUnit: 32, unitBytesLog2: 4 },
    memoryCopy: { base: 384, perUnit: 32, unitBytesLog2: 4 },
    bulkBytesMaximum: 1_048_576,
    memoryGrowPerPage: 0,
  };
}

const perByte = (base: bigint, perUnit: bigint): LinearPrice => ({ base, perUnit, unitBytes: 1 });

const host: HostPrices = {
  environment: 200_000n,
  calldata: perByte(30_000n, 1_000n),
  callResult: perByte(30_000n, 1_000n),
  load: { warm: 1_000_000n, cold: 21_000_000n },
  store: { warm: 1_000_000n, cold: 21_000_000n },
  slotCreated: 200_000_000n,
  slotUpdated: 29_000_000n,
  call: { warm: 1_000_000n, cold: 26_000_000n },
  deploy: perByte(320_000_000n, 2_000_000n),
  update: perByte(320_000_000n, 500_000n),
  emit: perByte(3_750_000n, 80_000n),
  inputs: perByte(30_000n, 1_000n),
  inputsSize: 20_000n,
  // The VM charges its base twice.
  sha256: { base: 2_000_000n, perUnit: 34_000n, unitBytes: 64 },
  ripemd160: perByte(300_000n, 1_000n),
  accountType: { warm: 1_000_000n, cold: 26_000_000n },
  blockHash: { warm: 1_000_000n, cold: 26_000_000n },
  validateBitcoinAddress: perByte(1_000_000n, 1_000n),
  verifySignature: {
    base: 1_000_000n,
    schnorr: 40_000_000n,
    ecdsaBitcoin: 55_000_000n,
    ecdsaEthereum: 75_000_000n,
    mldsa44: 200_000_000n,
    mldsa65: 350_000_000n,
    mldsa87: 500_000_000n,
  },
  loadMLDSA: 100_000_000n,
  // Thread functions are not op-vm's; they cost what the VM charges for the like: a query as a buffer's size, a copy as calldata.
  threadResult: perByte(30_000n, 1_000n),
  threadReturn: perByte(30_000n, 1_000n),
  threadQuery: 20_000n,
};

/** What threads cost here, argued with measured times in `runtime/docs/gas.md`; `npm run bench -- prices` measures them again. */
const threads: ThreadPrices = {
  // An instance, as op-vm prices one.
  spawn: 20_000_000n,
  // The bookkeeping of a warm call, and of a warm access.
  join: 1_000_000n,
  slot: 1_000_000n,
  // A quarter of an instance for each page beyond the one that an instance has.
  image: { base: 0n, perUnit: 5_000_000n, unitBytes: 65_536 },
  // A byte that crosses between memories, as one of calldata does.
  region: { base: 0n, perUnit: 1_024_000n, unitBytes: 1_024 },
  result: perByte(0n, 1_000n),
  lock: 1_000_000n,
  imageBytesFree: 65_536,
};

function createSchedule(storagePolicy: OpnetStoragePolicy): GasSchedule {
  return freezeDeep({
    name: "opnet",
    version: 1,
    id: `opnet/1/${storagePolicy}`,
    storagePolicy,
    hostCharge: "saturating",
    instructions: instructionPrices(),
    threads,
    discount: { percentPerThread: 10, percentMaximum: 50, basis: "overlap" },
    host,
    instance: { creation: 20_000_000n, gasMinimum: 20_000_000n },
  } satisfies GasSchedule);
}

const schedules: Readonly<Record<OpnetStoragePolicy, GasSchedule>> = Object.freeze({
  spec: createSchedule("spec"),
  roswell: createSchedule("roswell"),
  utf: createSchedule("utf"),
});

/** op-vm 1.0.0's prices with one of the storage policies of OP_NET; `spec` is the VM's intent. */
export function opnet(storagePolicy: OpnetStoragePolicy = "spec"): GasSchedule {
  return schedules[storagePolicy];
}
