/** Name of a Bitcoin network that OP_NET runs on. */
export type NetworkName = "mainnet" | "testnet" | "regtest" | "opnetTestnet";

/** A Bitcoin network that OP_NET runs on. */
export interface Network {
  readonly name: NetworkName;
  /** What contracts read as the chain id: the hash of the first block, 64 hexadecimal digits. */
  readonly chainId: string;
  /** Human-readable part of segwit addresses. */
  readonly addressPrefix: string;
}

/** The networks by name; btc-runtime reverts on any other chain id. */
export const networks: Readonly<Record<NetworkName, Network>> = Object.freeze({
  mainnet: {
    name: "mainnet",
    chainId: "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
    addressPrefix: "bc",
  },
  testnet: {
    name: "testnet",
    chainId: "000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943",
    addressPrefix: "tb",
  },
  regtest: {
    name: "regtest",
    chainId: "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206",
    addressPrefix: "bcrt",
  },
  opnetTestnet: {
    name: "opnetTestnet",
    chainId: "0000017f85106b1feeaf2f70f1e2b805985bb575f88f9b0ba5753d2f3cf13273",
    addressPrefix: "opt",
  },
});

/** SHA-256 of `OP_NET`. */
export const PROTOCOL_ID = "e784995a412d773988c4b8e333d7b39dfb3cabf118d0d645411a916ca2407939";

/** The network of a chain id; the regression test network for one that is nobody's. */
export function networkOf(chainId: Uint8Array): Network {
  const text = Buffer.from(chainId).toString("hex");
  // eslint-disable-next-line threaded-contract/determinism -- no two have the same chain id
  return Object.values(networks).find((network) => network.chainId === text) ?? networks.regtest;
}
