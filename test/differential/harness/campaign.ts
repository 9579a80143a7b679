import { Random } from "../../fuzz/random";
import { randomCalldata, randomHex, type Pool } from "./calldata";
import type { CompiledContract } from "./compile";
import { toHex, type Deployed, type Step, type Surroundings } from "./scenario";
import { sampleSignatures, type SignatureSamples } from "./signature-samples";

/** Enough for any honest call, little enough that an endless loop ends. */
const GAS_LIMIT = 6_000_000_000n;
/** Enough to deploy or replace code, which costs by the byte. */
const LARGE_GAS_LIMIT = 100_000_000_000n;
/** For the contract with an endless loop. */
const LOOPS_GAS_LIMIT = 1_000_000_000n;
const TIGHT_GAS_SPAN = 400_000_000;
const INSTANCE_GAS = 20_000_000n;
const STEPS_FOR_EACH_AROUND = 8;

const NAMES = [
  "",
  "a",
  "alice",
  "bob",
  "ten bytes!",
  "é€😀",
  "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
  "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
  "bcrt1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqc8gma6",
  "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
  "2MyLLEUGJSusHvPDNHTwYnG9FAJcrQ3VPZY",
  "mym4vP87LdQp9YzRbggpS46fYiQFfR52Nq",
  "x".repeat(200),
];

/** Block and transaction of every comparison: gas depends on them, so they never change. */
export function surroundings(samples: SignatureSamples = sampleSignatures()): Surroundings {
  return {
    blockHash: "b1".repeat(32),
    blockNumber: 1_234n,
    blockMedianTime: 1_700_000_000n,
    transactionId: "a1".repeat(32),
    transactionHash: "a2".repeat(32),
    chainId: "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206",
    protocolId: "e784995a412d773988c4b8e333d7b39dfb3cabf118d0d645411a916ca2407939",
    originTweakedKey: "c7".repeat(32),
    consensusFlags: 3n,
    network: 2,
    inputs: "0001" + "ab".repeat(40),
    outputs: "0002" + "cd".repeat(70),
    keys: samples.keys,
  };
}

export interface Campaign {
  readonly seed: number;
  readonly contracts: readonly Deployed[];
  readonly steps: readonly Step[];
}

/**
 * Deploys every contract, then calls random methods with random arguments.
 *
 * @param seed the whole campaign follows from it
 * @param calls how many calls after the deployments
 */
export function createCampaign(compiled: readonly CompiledContract[], seed: number, calls: number): Campaign {
  const random = new Random(seed);
  const accounts = Array.from({ length: 5 }, () => randomHex(random, 32));
  const deployed = compiled.map((contract) => ({ address: randomHex(random, 32), contract }));
  const samples = sampleSignatures();
  const pool: Pool = {
    accounts: [...accounts, ...samples.keys.keys()],
    contracts: deployed,
    names: NAMES,
    signatures: samples.signatures,
  };
  const deployer = accounts[0]!;
  const steps: Step[] = deployed.map(({ address, contract }) => ({
    label: `seed ${seed} deploy ${contract.id}`,
    kind: "deploy",
    contract: address,
    sender: deployer,
    calldata: "",
    gasLimit: GAS_LIMIT,
    around: true,
  }));
  for (let index = 0; index < calls; index++) {
    const { address, contract } = random.pick(deployed);
    const around = random.oneIn(STEPS_FOR_EACH_AROUND);
    const enough = contract.name === "loops" ? LOOPS_GAS_LIMIT : GAS_LIMIT;
    const gasLimit = around ? enough : randomGasLimit(random, enough);
    const calldata = toHex(randomCalldata(random, pool, contract));
    steps.push({
      label: `seed ${seed} call ${index} ${contract.id}`,
      kind: "call",
      contract: address,
      sender: random.pick(accounts),
      calldata,
      gasLimit,
      around,
    });
  }
  return {
    seed,
    contracts: deployed.map(({ address, contract }) => ({ address, deployer, wasm: contract.wasm })),
    steps,
  };
}

/** Mostly plenty; one in six is so little that the call ends somewhere on its way. */
function randomGasLimit(random: Random, enough: bigint): bigint {
  if (random.oneIn(6)) return INSTANCE_GAS - 5n + BigInt(random.below(TIGHT_GAS_SPAN));
  return enough === GAS_LIMIT && random.oneIn(4) ? LARGE_GAS_LIMIT : enough;
}
