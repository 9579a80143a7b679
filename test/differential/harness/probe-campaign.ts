import { Random } from "../../fuzz/random";
import { randomHex } from "./calldata";
import type { Campaign } from "./campaign";
import type { CompiledContract } from "./compile";
import { toHex, type Hex, type Step } from "./scenario";
import { sampleSignatures } from "./signature-samples";

const KINDS = 27;
const WORDS = 5;
const STEPS_MAXIMUM = 8;
const GAS_LIMIT = 100_000_000_000n;
const TIGHT_GAS_SPAN = 100_000_000;
const INSTANCE_GAS = 20_000_000n;
const STEPS_FOR_EACH_AROUND = 8;

/** Where the probe puts its calldata, and the end of its memory. */
const INPUT = 8_192;
const MEMORY_END = 65_536;
const ANSWER_BYTES_MAXIMUM = 2_048;

/** Calls host functions with pointers and lengths around every edge, several in one transaction. */
export function createProbeCampaign(probe: CompiledContract, seed: number, calls: number): Campaign {
  const random = new Random(seed);
  const address = randomHex(random, 32);
  const account = randomHex(random, 32);
  const contracts = [{ address, deployer: account, wasm: probe.wasm }];
  const steps: Step[] = Array.from({ length: calls }, (_, index) => {
    const gasLimit = random.oneIn(5) ? INSTANCE_GAS + BigInt(random.below(TIGHT_GAS_SPAN)) : GAS_LIMIT;
    return {
      label: `seed ${seed} call ${index} ${probe.id}`,
      kind: "call",
      contract: address,
      sender: account,
      calldata: toHex(probeCalldata(random, address)),
      gasLimit,
      around: gasLimit === GAS_LIMIT && random.oneIn(STEPS_FOR_EACH_AROUND),
    };
  });
  return { seed, contracts, steps };
}

function probeCalldata(random: Random, self: Hex): Uint8Array {
  const count = 1 + random.below(STEPS_MAXIMUM);
  const steps = Array.from({ length: count }, () => {
    const step = Buffer.alloc(1 + WORDS * 4);
    step[0] = random.below(KINDS);
    for (let word = 0; word < WORDS; word++) step.writeUInt32LE(randomWord(random), 1 + word * 4);
    return step;
  });
  // Half of them answer with memory that a host function may have written, so that what it wrote is compared.
  if (random.oneIn(2)) steps.push(exitWith(random, steps));
  return Buffer.concat([Buffer.from([0, 0, 0, 0, steps.length]), ...steps, payload(random, self)]);
}

const EXIT = 0;

/** `exit` with success and the bytes at one of the pointers of the steps before it. */
function exitWith(random: Random, steps: readonly Buffer[]): Buffer<ArrayBuffer> {
  const words = steps.flatMap((step) => Array.from({ length: WORDS }, (_, word) => step.readUInt32LE(1 + word * 4)));
  const pointers = words.filter((word) => word >= 1_024 && word < MEMORY_END - ANSWER_BYTES_MAXIMUM);
  const exit = Buffer.alloc(1 + WORDS * 4);
  exit[0] = EXIT;
  exit.writeUInt32LE(pointers.length === 0 ? INPUT : random.pick(pointers), 5);
  exit.writeUInt32LE(random.pick([32, 64, 344, 1_312, ANSWER_BYTES_MAXIMUM]), 9);
  return exit;
}

/** Bytes that make sense to some host function: keys, signatures, an event, this contract's address. */
function payload(random: Random, self: Hex): Uint8Array {
  const { signatures, keys } = sampleSignatures();
  const pieces: Hex[] = [
    self,
    "00000001610000000162",
    "0000000000000000",
    ...signatures.flatMap(({ key, signature, hash }) => [key, signature, hash]),
    ...[...keys.keys()].map((key) => `00${key}`),
    Buffer.from("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080").toString("hex"),
  ];
  return Buffer.concat(Array.from({ length: random.below(4) }, () => Buffer.from(random.pick(pieces), "hex")));
}

/** Pointers into calldata, into empty memory, around the end of memory and of 32 bits; and small numbers. */
function randomWord(random: Random): number {
  switch (random.below(8)) {
    case 0:
      return random.below(40);
    case 1:
      return INPUT + 5 + random.below(400);
    case 2:
      return MEMORY_END - 40 + random.below(60);
    case 3:
      return random.oneIn(2) ? 0xffff_ffff - random.below(64) : random.next();
    case 4:
      return random.pick([0, 1, 4, 20, 32, 33, 64, 65, 344, 512, 1_312, 2_048, 2_049, 50_000, 50_001]);
    default:
      return 1_024 + random.below(4_096);
  }
}
