import { readFileSync } from "node:fs";
import { loadVm, type ContractManager } from "../differential/harness/op-vm";
import { compile } from "./contracts";
import { KERNELS } from "./kernels";
import { instantiateMetered, opnet } from "./metered-instance";
import { compare, geometricMean, interleave, summarize, time } from "./samples";
import { atMost, type Figure, type Suite } from "./suite";
import { callVm, GAS, vmCallbacks, type Result } from "./vm-call";

/** Charged by OP_NET for each instance, and for reading four bytes of calldata. */
const INSTANCE_GAS = 20_000_000n;
const CALLDATA_GAS = 34_000n;

/** The same with the metered module; what is not yet admitted is admitted first. */
function callOurs(bytes: Uint8Array, request: number): Result {
  const calldata = (_offset: number, _length: number, pointer: number) => {
    instance.gas -= CALLDATA_GAS;
    Buffer.from(instance.memory.buffer).writeUInt32LE(request, pointer);
  };
  const instance = instantiateMetered(bytes, { calldata }, { schedule: opnet(), gas: GAS - INSTANCE_GAS });
  const value = instance.execute(4);
  return { value, gasUsed: GAS - instance.gas };
}

/** The same contract with another byte of its data, so that nobody has seen it. */
function makeFresh(bytes: Uint8Array, number: number): Uint8Array {
  const fresh = new Uint8Array(bytes);
  // Data comes last, and AssemblyScript's last data are types of classes that nothing here looks at.
  fresh.set([number & 127, number >> 7], fresh.length - 2);
  return fresh;
}

async function measureKernel(
  manager: ContractManager,
  bytes: Uint8Array,
  request: number,
  rounds: number,
  fresh: () => Uint8Array,
) {
  const [vm, ours] = [await callVm(manager, bytes, request), callOurs(bytes, request)];
  if (vm.value !== ours.value || vm.gasUsed !== ours.gasUsed) {
    throw new Error(`op-vm gives ${vm.value} for ${vm.gasUsed} gas, and we ${ours.value} for ${ours.gasUsed}`);
  }
  for (let round = 0; round < (rounds > 1 ? 10 : 0); round++) callOurs(bytes, request);
  return interleave(rounds, {
    vm: () => time(() => callVm(manager, bytes, request)),
    ours: () => time(() => callOurs(bytes, request)),
    firstVm: () => time(() => callVm(manager, fresh(), request)),
    firstOurs: () => time(() => callOurs(fresh(), request)),
  });
}

async function measure(manager: ContractManager, short: boolean): Promise<Figure[]> {
  const flags = ["--use", "abort=", "--exportStart", "start"];
  const bytes = new Uint8Array(readFileSync(compile({ source: "assembly/opnet-kernels.ts", transform: false, flags })));
  let number = 0;
  const fresh = () => makeFresh(bytes, ++number);
  const warm: Figure[] = [];
  const first: Figure[] = [];
  for (const [index, { name, times }] of KERNELS.entries()) {
    const request = (index << 24) | (short ? 1 : times);
    const values = await measureKernel(manager, bytes, request, short ? 1 : 15, fresh);
    const median = (list: readonly number[]) => `${summarize(list).median.toFixed(2)} ms`;
    warm.push({
      name: `${name}, warm: ours / op-vm`,
      ratio: compare(values.ours, values.vm),
      note: `ours ${median(values.ours)}, op-vm ${median(values.vm)}`,
    });
    first.push({
      name: `${name}, first call: ours / op-vm`,
      ratio: compare(values.firstOurs, values.firstVm),
      note: `ours ${median(values.firstOurs)}, op-vm ${median(values.firstVm)}`,
    });
  }
  const mean = (figures: readonly Figure[]) => geometricMean(figures.map(({ ratio }) => ratio));
  return [
    ...warm,
    { name: "ours / op-vm, warm, geometric mean", ratio: mean(warm), floor: "0.29", bar: atMost(0.4), note: "" },
    ...first,
    { name: "ours / op-vm, first call, geometric mean", ratio: mean(first), bar: atMost(1.5), note: "" },
  ];
}

/** The schedule `opnet` against the machine that it follows: the same module, the same results, the same gas. */
export const opVmSuite: Suite = {
  name: "opvm",
  measure: async ({ short }) => {
    const vm = loadVm();
    if ("unavailable" in vm) {
      console.log(`op-vm cannot be loaded here: ${vm.unavailable}`);
      return [];
    }
    const manager = vm.create(vmCallbacks);
    try {
      return await measure(manager, short);
    } finally {
      manager.destroyAll();
    }
  },
};
