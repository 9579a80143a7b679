import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCampaign, surroundings } from "./campaign";
import type { CompiledContract } from "./compile";
import { vectorsFolder, type StackName } from "./paths";
import { OurWorld } from "./our-world";
import { play } from "./play";
import type { Backend, Ending, Outcome, Policy, Step } from "./scenario";
import { VmWorld } from "./vm-world";

const SEED = 20_260_601;
const CALLS = 250;
const DIGEST_DIGITS = 16;
const ENDINGS: readonly Ending[] = ["success", "reverted", "outOfGas", "trapped"];

/** What the virtual machine did in one campaign, call by call. */
export interface Vectors {
  readonly seed: number;
  readonly calls: number;
  /** SHA-256 of each contract's code: the vectors say nothing about other code. */
  readonly code: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

/** An outcome in one line: how it ended, the gas with its surcharge, and a digest of everything else a caller can observe. */
export function outcomeLine({ ending, data, gasUsed, surcharge, events, changes }: Outcome): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([data, events, changes]))
    .digest("hex");
  return `${ENDINGS.indexOf(ending)} ${gasUsed + surcharge} ${digest.slice(0, DIGEST_DIGITS)}`;
}

function pathOf(stack: StackName, policy: Policy): string {
  return join(vectorsFolder, `${stack}-${policy}.txt`);
}

function codeOf(contracts: readonly CompiledContract[]): Record<string, string> {
  return Object.fromEntries(contracts.map(({ id, wasm }) => [id, createHash("sha256").update(wasm).digest("hex")]));
}

/** @throws when the contracts are not those that were recorded */
export function readVectors(stack: StackName, policy: Policy, contracts: readonly CompiledContract[]): Vectors {
  const [head = "", ...lines] = readFileSync(pathOf(stack, policy), "utf8").trimEnd().split("\n");
  const vectors = { ...(JSON.parse(head) as Omit<Vectors, "lines">), lines };
  const now = codeOf(contracts);
  const changed = Object.keys(now).filter((id) => now[id] !== vectors.code[id]);
  if (changed.length > 0) {
    throw new Error(
      `other code than was recorded: ${changed.join(", ")}; record again with npm run parity -- --record`,
    );
  }
  return vectors;
}

/** Runs a campaign on the virtual machine and keeps what it did. */
export async function recordVectors(
  stack: StackName,
  policy: Policy,
  contracts: readonly CompiledContract[],
): Promise<void> {
  const campaign = createCampaign(contracts, SEED, CALLS);
  const machine = new VmWorld(policy, surroundings(), campaign.contracts);
  const runtime = new OurWorld(policy, surroundings(), campaign.contracts);
  const lines: string[] = [];
  await play(campaign, async (step, keep) => {
    const { failures } = await runtime.run(step, keep);
    const outcome = await machine.run(step, keep, failures);
    lines.push(outcomeLine(outcome));
    return outcome;
  });
  machine.close();
  mkdirSync(vectorsFolder, { recursive: true });
  const head = JSON.stringify({ seed: SEED, calls: CALLS, code: codeOf(contracts) });
  writeFileSync(pathOf(stack, policy), `${[head, ...lines].join("\n")}\n`);
}

/** Plays vectors back in the place of the machine; its outcomes carry their line and nothing else. */
export class VectorBackend implements Backend {
  readonly name = "op-vm 1.0.0, recorded";
  private next = 0;

  constructor(private readonly vectors: Vectors) {}

  run(_step: Step): Promise<Outcome> {
    const line = this.vectors.lines[this.next++];
    if (line === undefined) throw new Error("there are fewer vectors than steps");
    const [ending = "", gas = ""] = line.split(" ");
    return Promise.resolve({
      ending: ENDINGS[Number(ending)]!,
      data: "",
      gasUsed: BigInt(gas),
      surcharge: 0n,
      events: [],
      changes: [],
      reason: "",
      line,
    });
  }
}
