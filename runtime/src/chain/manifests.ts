import type { Manifest } from "@threaded-contract/transform";
import type { AdmittedModule } from "../meter/admit";
import { addressText, type Address } from "./address";
import type { ChainState } from "./chain-state";

/** What is known of contracts' functions and events, beside what their own modules say. */
export class Manifests {
  /** By address and module, since an update gives a contract other functions. */
  private readonly known = new Map<string, Manifest>();

  constructor(private readonly state: ChainState) {}

  /** Remembers what a deployment or an update said of the code at an address. */
  add(address: Address, module: AdmittedModule, manifest: Manifest): void {
    this.known.set(keyOf(address, module), manifest);
  }

  /** The manifest of the code that is at an address now, or undefined if there is none. */
  of(address: Address): Manifest | undefined {
    return this.reader()(address);
  }

  /** What answers for the chain as it is now, also when the chain has changed. */
  reader(): (address: Address) => Manifest | undefined {
    const { contracts } = this.state;
    return (address) => {
      const module = contracts.find((contract) => addressText(contract.address) === address)?.module;
      if (module === undefined) return undefined;
      const own = this.known.get(keyOf(address, module));
      if (own !== undefined) return own;
      // Code that a contract deploys is described like its source.
      const twin = contracts.find((contract) => {
        return contract.module === module && this.known.has(keyOf(addressText(contract.address), module));
      });
      return twin === undefined ? module.manifest : this.known.get(keyOf(addressText(twin.address), module));
    };
  }
}

function keyOf(address: Address, module: AdmittedModule): string {
  return `${address} ${module.hash}`;
}
