import { createCampaign, surroundings, type Campaign } from "./campaign";
import { compareCampaign, type Comparison } from "./compare";
import { compileAll, compileRaw, type CompiledContract } from "./compile";
import type { HostUse } from "./host-use";
import { loadVm } from "./op-vm";
import { OurWorld } from "./our-world";
import { stackNames, type StackName } from "./paths";
import { createProbeCampaign } from "./probe-campaign";
import { policies, type Backend, type Policy } from "./scenario";
import { VectorBackend, readVectors } from "./vectors";
import { VmWorld } from "./vm-world";

/** What one run compares. */
export interface RunOptions {
  readonly stacks: readonly StackName[];
  readonly policies: readonly Policy[];
  readonly seeds: readonly number[];
  /** Calls of each seed, after its deployments. */
  readonly calls: number;
  /** Calls of each seed with raw host functions; 0 for none. */
  readonly probeCalls: number;
}

/** The contract that calls host functions with whatever it is given. */
export const PROBE = "probe";

/** Fixed, so that a default run is the same everywhere. */
export const DEFAULT_RUN: RunOptions = {
  stacks: stackNames,
  policies,
  seeds: [1, 2, 3, 4],
  calls: 430,
  probeCalls: 150,
};

/** One row of the result: all campaigns of a stack, or the raw host functions, under a policy. */
export interface RunRow {
  readonly subject: string;
  readonly policy: Policy;
  readonly contracts: number;
  readonly methods: number;
  readonly comparison: Comparison;
}

export interface RunResult {
  readonly rows: readonly RunRow[];
  /** What was used of the host, by import. */
  readonly hostUse: HostUse;
  /** Why recorded vectors took the machine's place; null when the machine itself ran. */
  readonly skipped: string | null;
}

/** Compares the published virtual machine, or what was recorded of it, with the runtime. */
export async function run(options: RunOptions, onRow: (row: RunRow) => void = () => undefined): Promise<RunResult> {
  const vm = loadVm();
  const hostUse: HostUse = new Map();
  if ("unavailable" in vm) return { rows: await runRecorded(options, onRow), hostUse, skipped: vm.unavailable };
  const rows: RunRow[] = [];
  for (const subject of await subjects(options)) {
    for (const policy of options.policies) {
      const campaigns = options.seeds.map((seed) => subject.campaign(seed));
      const comparison = await compareAll(campaigns, policy, hostUse);
      const row = { ...subject.size, subject: subject.name, policy, comparison };
      onRow(row);
      rows.push(row);
    }
  }
  return { rows, hostUse, skipped: null };
}

interface Subject {
  readonly name: string;
  readonly size: { readonly contracts: number; readonly methods: number };
  readonly campaign: (seed: number) => Campaign;
}

async function subjects(options: RunOptions): Promise<Subject[]> {
  const compiled = await compileAll(options.stacks);
  const found: Subject[] = options.stacks.map((stack) => {
    const contracts = compiled.filter((contract) => contract.stack === stack);
    return {
      name: `stack ${stack}`,
      size: sizeOf(contracts),
      campaign: (seed) => createCampaign(contracts, seed, options.calls),
    };
  });
  if (options.probeCalls === 0) return found;
  const probe = await compileRaw(PROBE, options.stacks[0]!);
  return [
    ...found,
    {
      name: "host functions",
      size: { contracts: 1, methods: 0 },
      campaign: (seed) => createProbeCampaign(probe, seed, options.probeCalls),
    },
  ];
}

function sizeOf(contracts: readonly CompiledContract[]): { contracts: number; methods: number } {
  return { contracts: contracts.length, methods: contracts.reduce((sum, { methods }) => sum + methods.length, 0) };
}

async function compareAll(campaigns: readonly Campaign[], policy: Policy, hostUse: HostUse): Promise<Comparison> {
  const comparisons: Comparison[] = [];
  for (const campaign of campaigns) {
    const machine = new VmWorld(policy, surroundings(), campaign.contracts);
    const ours = new OurWorld(policy, surroundings(), campaign.contracts, hostUse);
    comparisons.push(await compareCampaign(campaign, machine, ours));
    machine.close();
  }
  return joinComparisons(comparisons);
}

/** Without the machine: one campaign a stack and policy, against what the machine did when it was recorded. */
async function runRecorded(options: RunOptions, onRow: (row: RunRow) => void): Promise<RunRow[]> {
  const rows: RunRow[] = [];
  const compiled = await compileAll(options.stacks);
  for (const stack of options.stacks) {
    const contracts = compiled.filter((contract) => contract.stack === stack);
    for (const policy of options.policies) {
      const row = {
        ...sizeOf(contracts),
        subject: `stack ${stack} (recorded)`,
        policy,
        comparison: await compareRecorded(contracts, stack, policy),
      };
      onRow(row);
      rows.push(row);
    }
  }
  return rows;
}

/** Compares the runtime with the vectors of a stack and policy. @throws when the contracts are not those recorded */
export async function compareRecorded(
  contracts: readonly CompiledContract[],
  stack: StackName,
  policy: Policy,
  left?: Backend,
): Promise<Comparison> {
  const vectors = readVectors(stack, policy, contracts);
  const campaign = createCampaign(contracts, vectors.seed, vectors.calls);
  return compareCampaign(
    campaign,
    new VectorBackend(vectors),
    left ?? new OurWorld(policy, surroundings(), campaign.contracts),
  );
}

function joinComparisons(all: readonly Comparison[]): Comparison {
  const endings: Record<string, number> = {};
  for (const comparison of all) {
    for (const [ending, count] of Object.entries(comparison.endings)) endings[ending] = (endings[ending] ?? 0) + count;
  }
  return {
    calls: all.reduce((sum, { calls }) => sum + calls, 0),
    differences: all.flatMap(({ differences }) => differences),
    endings,
  };
}
