import { createHash } from "node:crypto";
import { account, opnetCalldata, type Chain, type ChainOptions, type Contract } from "@threaded-contract/runtime";
import { buildExample } from "../opnet/build-example";
import type { Demonstration, Work } from "./demonstration";

/** OP_NET's own prices, and as much gas as the network allows a transaction. */
export const OPNET_OPTIONS: ChainOptions = { schedule: "opnet/1/spec", gas: 150_000_000_000n };

/** Deploys a contract of an example. @param args the calldata of its deployment */
export async function deployExample(
  chain: Chain,
  example: string,
  contract: string,
  args: Uint8Array = new Uint8Array(0),
): Promise<Contract> {
  const { wasm, abi, name } = await buildExample(example, contract);
  return chain.deploy(wasm, { abi, name, args });
}

/** Two tokens, the one with the smaller address first. */
export const TOKENS = [account("token of gold"), account("token of silver")].sort() as [`0x${string}`, `0x${string}`];

/** Reserves of both tokens and the fee in basis points. */
export type Reserves = readonly [reserve0: bigint, reserve1: bigint, fee: number];

export function deployPool(chain: Chain, [reserve0, reserve1, fee]: Reserves): Promise<Contract> {
  const types = ["ADDRESS", "ADDRESS", "UINT256", "UINT256", "UINT16"];
  return deployExample(chain, "pool", "pool", opnetCalldata(types, [...TOKENS, reserve0, reserve1, fee]));
}

/** One after the other: addresses follow from the order, and gas follows from addresses. */
async function deployPools(chain: Chain, all: readonly Reserves[]): Promise<Contract[]> {
  const pools: Contract[] = [];
  for (const reserves of all) pools.push(await deployPool(chain, reserves));
  return pools;
}

/** Pools of one pair with the router's three fees; which is the best depends on the amount. */
export const TIERS: readonly Reserves[] = [
  [1_000_000n, 2_000_000n, 5],
  [40_000_000n, 80_000_000n, 30],
  [900_000_000n, 1_800_000_000n, 100],
];

/** Exchanges for the aggregator. */
export const EXCHANGES: readonly Reserves[] = [
  [1_000_000n, 2_000_000n, 30],
  [5_000_000n, 10_100_000n, 30],
  [800_000n, 1_590_000n, 5],
  [9_000_000n, 18_400_000n, 100],
  [2_000_000n, 4_020_000n, 25],
];

export async function prepareRouter(chain: Chain): Promise<{ router: Contract; pools: Contract[] }> {
  const router = await deployExample(chain, "price-router", "router");
  const pools = await deployPools(chain, TIERS);
  for (const [tier, pool] of pools.entries()) {
    (await router["registerPool"](...TOKENS, tier, pool.address)).expectSuccess();
  }
  return { router, pools };
}

export async function prepareAggregator(chain: Chain): Promise<{ aggregator: Contract; pools: Contract[] }> {
  const aggregator = await deployExample(chain, "aggregator", "aggregator");
  const pools = await deployPools(chain, EXCHANGES);
  for (const { address } of pools) (await aggregator["addExchange"](address)).expectSuccess();
  return { aggregator, pools };
}

/** Columns of sales: ids, prices, shares of creators and of affiliates. */
export type Sales = readonly [number[], bigint[], number[], number[]];

/** Sales whose numbers cover every branch. */
export function makeSales(count: number, firstId = 0): Sales {
  const indexes = Array.from({ length: count }, (_, index) => index + firstId);
  return [
    indexes,
    indexes.map((id) => BigInt(1_000 + id * 7_919)),
    indexes.map((id) => (id * 37) % 1_001),
    indexes.map((id) => (id % 3 === 0 ? 2_000 : 0)),
  ];
}

const sha256 = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();

/** A Merkle tree over 2^depth leaves, and proofs as the contract reads them. */
export class MerkleTree {
  readonly #levels: Buffer[][];
  readonly #leaves: Buffer[];

  constructor(readonly depth: number) {
    this.#leaves = Array.from({ length: 2 ** depth }, (_, index) => sha256(Buffer.from(`leaf ${index}`)));
    this.#levels = [this.#leaves.map((leaf) => sha256(Uint8Array.of(0), leaf))];
    for (let level = 0; level < depth; level++) {
      const below = this.#levels[level] ?? [];
      const pairs = below.filter((_, index) => index % 2 === 0);
      this.#levels.push(pairs.map((left, index) => sha256(Uint8Array.of(1), left, below[2 * index + 1] ?? left)));
    }
  }

  get root(): Buffer {
    return this.#levels[this.depth]?.[0] ?? Buffer.alloc(32);
  }

  proof(place: number): Buffer {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(place);
    const siblings = this.#levels.slice(0, this.depth).map((level, index) => level[(place >> index) ^ 1] ?? this.root);
    return Buffer.concat([head, this.#leaves[place] ?? this.root, ...siblings]);
  }
}

const PROOFS = 64;
const TREE_DEPTH = 10;

/** The work of a contract's method, and of the one that does the same in sequence, on the same state each time. */
function work(chain: Chain, contract: Contract, method: string, args: readonly unknown[]): Work {
  const run = (name: string): Work["parallel"] => {
    return async (options) => {
      const snapshot = await chain.snapshot();
      const receipt = await chain.call(contract.address, name, args, options);
      await chain.revert(snapshot);
      return receipt;
    };
  };
  return { parallel: run(method), sequence: run(`${method}InSequence`) };
}

/** OIP-0002's five contracts, in its order. */
export const opnetDemonstrations: readonly Demonstration[] = [
  {
    example: "price-router",
    title: "The best of three pools with different fees, asked by three threads",
    options: OPNET_OPTIONS,
    async prepare(chain) {
      const { router } = await prepareRouter(chain);
      return work(chain, router, "findBestPrice", [...TOKENS, 100_000n]);
    },
  },
  {
    example: "aggregator",
    title: "The best price of five exchanges, asked by five threads",
    options: OPNET_OPTIONS,
    async prepare(chain) {
      const { aggregator } = await prepareAggregator(chain);
      return work(chain, aggregator, "findBestPrice", [TOKENS[0], 100_000n]);
    },
  },
  {
    example: "royalties",
    title: "Royalties of 500 sales, settled by ten threads with 50 reserved slots each",
    options: OPNET_OPTIONS,
    async prepare(chain) {
      const royalties = await deployExample(chain, "royalties", "royalties");
      return work(chain, royalties, "processRoyalties", makeSales(500));
    },
  },
  {
    example: "batch-verifier",
    title: `${PROOFS} Merkle proofs of ${TREE_DEPTH} levels, checked by four threads`,
    options: OPNET_OPTIONS,
    async prepare(chain) {
      const verifier = await deployExample(chain, "batch-verifier", "verifier");
      const tree = new MerkleTree(TREE_DEPTH);
      (await verifier["setRoot"](tree.root)).expectSuccess();
      const proofs = Buffer.concat(Array.from({ length: PROOFS }, (_, index) => tree.proof((index * 97) % 1_024)));
      return work(chain, verifier, "verifyBatch", [TREE_DEPTH, proofs]);
    },
  },
  {
    example: "game",
    title: "Sixteen ticks of a world of 128 entities, moved by eight threads and steered by eight more",
    options: OPNET_OPTIONS,
    async prepare(chain) {
      const game = await deployExample(chain, "game", "game");
      (await game["createWorld"](128, 7)).expectSuccess();
      return work(chain, game, "updateWorld", [16]);
    },
  },
];
