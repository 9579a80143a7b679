import { createChain, type Chain, type ChainOptions } from "@threaded-contract/runtime";
import { compile, type CompileOptions } from "./contracts";

const GAS = 1_000_000_000_000_000n;

/** A call of a contract whose result does not matter, only that it succeeds. */
export type Method = (...args: readonly unknown[]) => Promise<{ expectSuccess(): unknown }>;

/** A contract's functions by name. */
export type Methods = Readonly<Record<string, Method>>;

/**
 * Deploys a contract of the benchmark on a chain of its own, and closes the chain afterwards.
 *
 * @param create makes the chain
 */
export async function withContract<T>(
  source: CompileOptions | string,
  options: ChainOptions,
  use: (contract: Methods, chain: Chain) => Promise<T>,
  create: (options: ChainOptions) => Chain | Promise<Chain> = createChain,
): Promise<T> {
  const wasm = typeof source === "string" ? source : compile(source);
  const chain = await create({ replay: false, gas: GAS, ...options });
  try {
    return await use(await chain.deploy<Methods>(wasm), chain);
  } finally {
    await chain.close();
  }
}

/** Calls a method and insists on success. */
export async function call(contract: Methods, name: string, ...args: readonly unknown[]): Promise<void> {
  (await contract[name]!(...args)).expectSuccess();
}
