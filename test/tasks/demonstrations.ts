import { inRepository } from "./repository";
import type { Demonstration } from "./demonstration";
import { opnetDemonstrations } from "./opnet-demonstrations";

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
    title: `Primes below ${LIMIT.toLocaleString("en-US")}, counted by ${THREADS} threads`,
    async prepare(chain) {
      const primes = await chain.deploy(inRepository("examples", "primes", "build", "primes.wasm"));
      return {
        parallel: (options) => primes.with(options)["countPrimes"](LIMIT, THREADS),
        sequence: (options) => primes.with(options)["countPrimesInSequence"](LIMIT),
      };
    },
  },
  ...opnetDemonstrations,
  {
    example: "sales",
    title: `Royalties of ${SALES} sales, settled by 20 threads with 150 reserved slots each`,
    async prepare(chain) {
      const sales = await chain.deploy(inRepository("examples", "sales", "build", "sales.wasm"));
      return {
        parallel: (options) => sales.with(options)["processRoyalties"](makeSales()),
        sequence: (options) => sales.with(options)["processRoyaltiesInSequence"](makeSales()),
      };
    },
  },
];
