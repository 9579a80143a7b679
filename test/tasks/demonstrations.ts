import type { CallOptions, Contract, Receipt } from "@threaded-contract/runtime";

/** A receipt, whatever its value is. */
export type DemonstrationReceipt = Receipt<unknown>;

type Call = (contract: Contract, options: CallOptions) => Promise<DemonstrationReceipt>;

/** What `npm start -- <example>` runs. */
export interface Demonstration {
  readonly example: string;
  /** The module in the example's `build` folder. */
  readonly wasm: string;
  readonly title: string;
  /** The work with threads, and the same work without. */
  readonly parallel: Call;
  readonly sequence: Call;
}

const LIMIT = 20_000_000;
const THREADS = 4;
const SALES = 1000;

function makeSales(): object[] {
  return Array.from({ length: SALES }, (_, id) => ({
    id,
    price: BigInt(1_000 + id * 7_919),
    creatorBasisPoints: (id * 37) % 1_001,
    referred: id % 3 === 0,
  }));
}

/** The demonstrations, the default first. */
export const demonstrations: readonly Demonstration[] = [
  {
    example: "primes",
    wasm: "primes.wasm",
    title: `Primes below ${LIMIT.toLocaleString("en-US")}, counted by ${THREADS} threads`,
    parallel: (contract, options) => contract.with(options)["countPrimes"](LIMIT, THREADS),
    sequence: (contract, options) => contract.with(options)["countPrimesInSequence"](LIMIT),
  },
  {
    example: "royalties",
    wasm: "royalties.wasm",
    title: `Royalties of ${SALES} sales, settled by 20 threads with 150 reserved slots each`,
    parallel: (contract, options) => contract.with(options)["processRoyalties"](makeSales()),
    sequence: (contract, options) => contract.with(options)["processRoyaltiesInSequence"](makeSales()),
  },
];
