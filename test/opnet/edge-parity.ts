import { createHash } from "node:crypto";
import { surroundings, type Campaign } from "../differential/harness/campaign";
import { compareCampaign, describeDifference } from "../differential/harness/compare";
import { loadVm } from "../differential/harness/op-vm";
import { OurWorld } from "../differential/harness/our-world";
import { stackNames, type StackName } from "../differential/harness/paths";
import { policies, type Policy, type Step } from "../differential/harness/scenario";
import { VmWorld } from "../differential/harness/vm-world";
import { account } from "@threaded-contract/runtime";
import { edgeCalldata, edgeCasesOf, EDGES, OTHER, rawCases } from "./edge-cases";
import { startCases } from "./start-cases";
import { compileThreaded } from "./support";

const GAS_LIMIT = 400_000_000_000n;
const DEPLOYER = createHash("sha256").update("deployer").digest("hex");
const hex = (address: string) => address.slice(2);

interface Result {
  readonly calls: number;
  readonly differences: readonly string[];
}

function stepOf(kind: Step["kind"], contract: string, calldata: string, label: string): Step {
  return { kind, contract, calldata, label, sender: DEPLOYER, gasLimit: GAS_LIMIT };
}

/** The cases as one campaign: two deployments, then a call each. */
async function compare(stack: StackName, policy: Policy): Promise<Result> {
  const { wasm } = await compileThreaded("edges", stack);
  const contracts = [EDGES, OTHER].map((address) => ({ address: hex(address), deployer: DEPLOYER, wasm }));
  const step = (kind: Step["kind"], contract: string, calldata: string, label: string): Step => {
    return stepOf(kind, contract, calldata, `${stack} ${policy}: ${label}`);
  };
  const steps = [
    ...contracts.map(({ address }) => step("deploy", address, "", "deployment")),
    ...edgeCasesOf(stack)
      .filter(({ incomparable }) => incomparable !== true)
      .map((each) => step("call", hex(EDGES), edgeCalldata(each), each.what)),
    ...rawCases.map(({ what, calldata }) => step("call", hex(EDGES), calldata, what)),
  ];
  return compareOnBoth({ seed: 0, contracts, steps }, policy);
}

async function compareOnBoth(campaign: Campaign, policy: Policy): Promise<Result> {
  const keys = new Map([[hex(account("alice")), "07".repeat(1_312)]]);
  const around = { ...surroundings(), keys };
  const machine = new VmWorld(policy, around, campaign.contracts);
  try {
    const runtime = new OurWorld(policy, around, campaign.contracts);
    const { calls, differences } = await compareCampaign(campaign, machine, runtime);
    return { calls, differences: differences.map(describeDifference) };
  } finally {
    machine.close();
  }
}

/** The modules that call a host function while they start: one deployment each. */
async function compareStarts(policy: Policy): Promise<Result> {
  const contracts = startCases().map(({ name, wasm }) => ({ address: hex(account(name)), deployer: DEPLOYER, wasm }));
  const steps = startCases().map(({ name }, index) =>
    stepOf("deploy", contracts[index]!.address, "", `${policy}: start ${name}`),
  );
  return compareOnBoth({ seed: 0, contracts, steps }, policy);
}

async function main(): Promise<void> {
  const vm = loadVm();
  const skipped = "unavailable" in vm ? vm.unavailable : null;
  const results: Result[] = [];
  for (const policy of skipped === null ? policies : []) {
    for (const stack of stackNames) results.push(await compare(stack, policy));
    results.push(await compareStarts(policy));
  }
  const calls = results.reduce((sum, result) => sum + result.calls, 0);
  const result = { skipped, calls, differences: results.flatMap(({ differences }) => differences) };
  process.stdout.write(JSON.stringify(result));
}

void main();
