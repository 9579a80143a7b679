import { createChain, type Chain, type Contract } from "@threaded-contract/runtime";

type Value = string | number | bigint;
type Functions = Readonly<Record<string, (...values: readonly Value[]) => Promise<{ readonly code: string | null }>>>;

/** One contract whose threads run one after the other. */
export class SerialChain {
  readonly #chain: Chain;
  readonly #contract: Contract;

  private constructor(chain: Chain, contract: Contract) {
    this.#chain = chain;
    this.#contract = contract;
  }

  static async deploy(wasm: Uint8Array): Promise<SerialChain> {
    const chain = await createChain({ workers: 0, replay: false });
    return new SerialChain(chain, await chain.deploy(wasm));
  }

  /** Calls a function; answers the code that it ends with, null for success. */
  async call(name: string, ...values: readonly Value[]): Promise<string | null> {
    const { code } = await (this.#contract as unknown as Functions)[name]!(...values);
    return code;
  }

  close(): Promise<void> {
    return this.#chain.close();
  }
}
