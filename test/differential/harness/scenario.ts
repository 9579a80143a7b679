/** Text form of bytes: lower-case hex without a prefix. */
export type Hex = string;

export const toHex = (bytes: Uint8Array): Hex =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
export const fromHex = (text: Hex): Uint8Array => Uint8Array.from(Buffer.from(text, "hex"));

/** Which accesses are warm is the host's to say: the VM's intent, the main network's node, the unit test framework. */
export type Policy = "spec" | "roswell" | "utf";
export const policies: readonly Policy[] = ["spec", "roswell", "utf"];

/** Block and transaction as every contract of a campaign sees them. */
export interface Surroundings {
  readonly blockHash: Hex;
  readonly blockNumber: bigint;
  readonly blockMedianTime: bigint;
  readonly transactionId: Hex;
  readonly transactionHash: Hex;
  readonly chainId: Hex;
  readonly protocolId: Hex;
  readonly originTweakedKey: Hex;
  readonly consensusFlags: bigint;
  /** The VM's number: 0 main network, 1 testnet, 2 regtest, 3 OP_NET testnet. */
  readonly network: number;
  readonly inputs: Hex;
  readonly outputs: Hex;
  /** ML-DSA public keys of level 0 by address. */
  readonly keys: ReadonlyMap<Hex, Hex>;
}

/** One transaction of a campaign. */
export interface Step {
  /** Position in the campaign; with the seed it identifies the step. */
  readonly label: string;
  readonly kind: "deploy" | "call" | "update";
  /** 32 bytes. */
  readonly contract: Hex;
  readonly sender: Hex;
  readonly calldata: Hex;
  readonly gasLimit: bigint;
  /** Whether it is run again with exactly what it used as its limit, with one less and with one more (`play.ts`). */
  readonly around?: boolean;
}

/** A contract that exists before the first step, or comes to exist in its deploy step. */
export interface Deployed {
  readonly address: Hex;
  readonly deployer: Hex;
  readonly wasm: Uint8Array;
}

export interface Event {
  readonly contract: Hex;
  readonly name: string;
  readonly data: Hex;
}

export type Ending = "success" | "reverted" | "outOfGas" | "trapped";

/** What a transaction did, as far as two implementations have to agree. */
export interface Outcome {
  readonly ending: Ending;
  /** Answer or revert data; empty after a trap. */
  readonly data: Hex;
  /** What the VM counted. */
  readonly gasUsed: bigint;
  /** What the host adds at the end of the transaction for new and changed slots. */
  readonly surcharge: bigint;
  readonly events: readonly Event[];
  /** `contract:key=value`, sorted. */
  readonly changes: readonly string[];
  /** Why it failed, in the implementation's own words; shown, never compared. */
  readonly reason: string;
  /** What the failed calls below the first frame said, in their order; only of the runtime. */
  readonly failures?: readonly Hex[];
  /** The outcome in one line, for one that was recorded. */
  readonly line?: string;
}

/** An implementation that can be compared. */
export interface Backend {
  readonly name: string;
  /**
   * @param keep false leaves the chain as it was
   * @param failures what the other side's failed calls said: a contract reads it, and some of it the machine does not say
   */
  run(step: Step, keep?: boolean, failures?: readonly Hex[]): Promise<Outcome>;
}
