import { ThreadedContractError, type Manifest } from "@threaded-contract/transform";
import type { Address } from "../chain/address";
import type { Receipt } from "../chain/call-receipt";
import type { CallOptions } from "../chain/options";
import { availableFunctions } from "./values";

/** What every deployed contract has beside its own functions. A contract's function of the same name is called by `chain.call`. */
export interface ContractHandle<T> {
  readonly address: Address;
  /** Name given at the deployment, or that of the manifest. */
  readonly contractName: string;
  /** Receipt of the deployment. */
  readonly deployment: Receipt<void>;
  readonly manifest: Manifest;
  /**
   * The same contract with options for its calls.
   *
   * @example
   * ```ts
   * await token.with({ sender: account("alice"), gas: 5_000_000n }).transfer(bob, 10n);
   * ```
   */
  with(options: CallOptions): Contract<T>;
}

/** The functions of a contract whose types are not known: write `chain.deploy<MyContract>` to have them checked. */
export interface AnyFunctions {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- nothing is known of them but the manifest, at run time
  readonly [name: string]: any;
}

/** A deployed contract: its functions, typed by the generated client, and its handle. */
export type Contract<T = AnyFunctions> = T & ContractHandle<T>;

/** A contract as the chain knows it. */
export interface DeployedContract {
  readonly address: Address;
  readonly contractName: string;
  readonly deployment: Receipt<void>;
  readonly manifest: Manifest;
  call(method: string, args: readonly unknown[], options: CallOptions): Promise<Receipt>;
}

/** Names that consoles, promises and test runners look up on any object. */
const PROBED_NAMES: ReadonlySet<string> = new Set([
  "then",
  "toJSON",
  "inspect",
  "nodeType",
  "tagName",
  "asymmetricMatch",
]);

/** A typed client for a contract: one method for each function of its manifest. */
export function createContract<T>(contract: DeployedContract, options: CallOptions = {}): Contract<T> {
  const { address, contractName, deployment, manifest } = contract;
  const methods: Record<string, unknown> = {};
  for (const { name } of manifest.functions) {
    methods[name] = (...args: unknown[]) => contract.call(name, args, options);
  }
  const handle: ContractHandle<T> = {
    address,
    contractName,
    deployment,
    manifest,
    with: (more) => createContract<T>(contract, { ...options, ...more }),
  };
  return new Proxy(Object.assign(methods, handle), {
    get(target, property, receiver): unknown {
      if (typeof property === "string" && !(property in target) && isFunctionName(property)) {
        const available = availableFunctions(manifest);
        throw new ThreadedContractError("TC6009", { contract: contractName, function: property, available });
      }
      return Reflect.get(target, property, receiver);
    },
  }) as Contract<T>;
}

function isFunctionName(property: string): boolean {
  return /^[A-Za-z]\w*$/.test(property) && !PROBED_NAMES.has(property);
}
