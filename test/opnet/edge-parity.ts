import { createHash } from "node:crypto";
import { surroundings } from "../differential/harness/campaign";
import { compareCampaign, describeDifference } from "../differential/harness/compare";
import { loadVm } from "../differential/harness/op-vm";
import { OurWorld } from "../differential/harness/our-world";
import { stackNames, type StackName } from "../differential/harness/paths";
import { policies, type Policy, type Step } from "../differential/harness/scenario";
import { VmWorld } from "../differential/harness/vm-world";
import { account } from "@threaded-contract/runtime";
import { edgeCalldata, edgeCasesOf, EDGES, OTHER, rawCases } from "./edge-cases";
import { compileThreaded } from "./support";

const GAS_LIMIT = 400_000_000_000n;
const hex = (address: string) => address.slice(2);

/** The cases as one campaign: two deployments, then a call each. */
async function compare(stack: StackName, policy: Policy): Promise<{ calls: number; differences: string[] }> {
  const { wasm } = await compileThreaded("edges", stack);
  const deployer = createHash("sha256").update("deployer").digest("hex");
  const contracts = [EDGES, OTHER].map((address) => ({ address: hex(address), deployer, wasm }));
  const step = (kind: Step["kind"], contract: string, calldata: string, label: string): Step => {
    return { kind, contract, calldata, label: `${stack} ${policy}: ${label}`, sender: deployer, gasLimit: GAS_LIMIT };
  };
  const steps = [
    ...contracts.map(({ address }) => step("deploy", address, "", "deployment")),
    ...edgeCasesOf(stack)
      .filter(({ incomparable }) => incomparable !== true)
      .map((each) => step("call", hex(EDGES), edgeCalldata(each), each.what)),
    ...rawCases.map(({ what, calldata }) => step("call", hex(EDGES), calldata, what)),
  ];
  const keys = new Map([[hex(account("alice")), "07".repeat(1_312)]]);
  const around = { ...surroundings(), keys };
  const machine = new VmWorld(policy, around, contracts);
  try {
    const runtime = new OurWorld(policy, around, contracts);
    const { calls, differences } = await compareCampaign({ seed: 0, contracts, steps }, machine, runtime);
    return { calls, differences: differences.map(describeDifference) };
  } finally {
    machine.close();
  }
}

async function main(): Promise<void> {
  const vm = loadVm();
  const skipped = "unavailable" in vm ? vm.unavailable : null;
  const result = { skipped, calls: 0, differences: [] as string[] };
  for (const stack of skipped === null ? stackNames : []) {
    for (const policy of policies) {
      const { calls, differences } = await compare(stack, policy);
      result.calls += calls;
      result.differences.push(...differences);
    }
  }
  process.stdout.write(JSON.stringify(result));
}

void main();
