import { freezeDeep } from "./freeze";
import type { GasSchedule, LinearPrice } from "./schedule";

const access = (gas: bigint) => ({ warm: gas, cold: gas });

/** Copying between host and contract is memory synchronisation, which the document prices at 1,000 a KB. */
const copied = (base: bigint): LinearPrice => ({ base, perUnit: 1_000n, unitBytes: 1_024 });

/**
 * OIP-0002's own constants: one gas for each WebAssembly instruction, spawn 100,000, join 10,000, slot 1,000, memory
 * synchronisation 1,000 per started KB, lock 1,000 (rulings G-1 to G-3).
 *
 * The document names no prices for host functions. Those here are ours: about what the same work costs in
 * instructions, with the copying of bytes at the document's synchronisation price. A bulk memory instruction costs one
 * instruction for each 8 bytes, and a page as much as filling it, so that nothing long is cheap (ruling G-20).
 */
export const oip0002: GasSchedule = freezeDeep({
  name: "oip0002",
  version: 1,
  id: "oip0002/1",
  storagePolicy: "flat",
  hostCharge: "trapping",
  instructions: {
    base: 1,
    exceptions: {},
    brTablePerLabel: 0,
    callIndirectPerValue: 0,
    memoryFill: { base: 1, perUnit: 1, unitBytesLog2: 3 },
    memoryCopy: { base: 1, perUnit: 1, unitBytesLog2: 3 },
    bulkBytesMaximum: null,
    memoryGrowPerPage: 8_192,
  },
  threads: {
    spawn: 100_000n,
    join: 10_000n,
    slot: 1_000n,
    image: copied(0n),
    region: copied(0n),
    result: copied(0n),
    lock: 1_000n,
    imageBytesFree: 65_536,
  },
  discount: { percentPerThread: 10, percentMaximum: 50, basis: "work" },
  host: {
    environment: 1_000n,
    calldata: copied(100n),
    callResult: copied(100n),
    load: access(1_000n),
    store: access(2_000n),
    slotCreated: 0n,
    slotUpdated: 0n,
    call: access(50_000n),
    deploy: { base: 200_000n, perUnit: 10n, unitBytes: 1 },
    update: { base: 200_000n, perUnit: 10n, unitBytes: 1 },
    emit: copied(1_000n),
    inputs: copied(100n),
    inputsSize: 100n,
    sha256: { base: 1_000n, perUnit: 500n, unitBytes: 64 },
    ripemd160: { base: 1_000n, perUnit: 500n, unitBytes: 64 },
    accountType: access(1_000n),
    blockHash: access(1_000n),
    validateBitcoinAddress: { base: 10_000n, perUnit: 100n, unitBytes: 1 },
    verifySignature: {
      base: 10_000n,
      schnorr: 1_000_000n,
      ecdsaBitcoin: 1_000_000n,
      ecdsaEthereum: 1_500_000n,
      mldsa44: 2_000_000n,
      mldsa65: 3_000_000n,
      mldsa87: 5_000_000n,
    },
    loadMLDSA: 20_000n,
    threadResult: { base: 100n, perUnit: 0n, unitBytes: 1_024 },
    threadReturn: copied(100n),
    threadQuery: 100n,
  },
  instance: { creation: 0n, gasMinimum: 0n },
});
