import { readFileSync } from "node:fs";
import { loadVm, type ContractManager } from "../differential/harness/op-vm";
import { withContract, type Methods } from "./chains";
import { compile } from "./contracts";
import { KERNELS } from "./kernels";
import { summarize, time, type Samples } from "./samples";
import { atLeast, type Effort, type Figure, type Suite } from "./suite";
import { callVm, vmCallbacks } from "./vm-call";

const SCHEDULE = "opnet/1/spec";
const ROUNDS = 25;

/** Gas of something and the least time it took, in µs: the least is what it takes where nothing interferes. */
interface Cost {
  readonly gas: number;
  readonly microseconds: number;
}

const rateOf = ({ gas, microseconds }: Cost): number => gas / microseconds;
const fixed = (value: number): Samples => ({ median: value, low: value, high: value });
const millions = (gas: number) => `${(gas / 1e6).toFixed(2)} M`;

/** The work of op-vm that a price of threads is compared with. */
const LIKE = { instance: "an instance", load: "a warm load", copy: "memory.copy" } as const;

/** What one thing costs that a thread's price is made of. */
interface ThreadCost {
  readonly name: string;
  readonly like: keyof typeof LIKE;
  readonly cost: Cost;
}

/** What lies between two costs, for each of `count` things. */
function difference(more: Cost, less: Cost, count: number): Cost {
  return { gas: (more.gas - less.gas) / count, microseconds: (more.microseconds - less.microseconds) / count };
}

async function cheapest(rounds: number, run: () => Promise<bigint>): Promise<Cost> {
  let [gas, milliseconds] = [0n, Infinity];
  for (let round = 0; round < rounds; round++) {
    milliseconds = Math.min(milliseconds, await time(async () => (gas = await run())));
  }
  return { gas: Number(gas), microseconds: milliseconds * 1_000 };
}

/** What op-vm asks for its own work, in gas per µs. */
interface VmRates {
  readonly instance: Cost;
  /** Of each kernel: computing without host functions. */
  readonly kernels: readonly { readonly name: string; readonly cost: Cost }[];
  readonly load: Cost;
  readonly copy: Cost;
}

async function measureVm(manager: ContractManager, { short }: Effort): Promise<VmRates> {
  const rounds = short ? 1 : ROUNDS;
  const flags = ["--use", "abort=", "--exportStart", "start"];
  const moduleOf = (source: string, ...more: string[]) =>
    new Uint8Array(readFileSync(compile({ source, transform: false, flags: [...flags, ...more] })));
  const cost = (bytes: Uint8Array, request: number) =>
    cheapest(rounds, async () => (await callVm(manager, bytes, request)).gasUsed);
  const kernels = moduleOf("assembly/opnet-kernels.ts");
  const instance = await cost(kernels, 0);
  const measured = [];
  for (const [index, { name, times }] of KERNELS.entries()) {
    const whole = await cost(kernels, (index << 24) | (short ? 1 : times));
    measured.push({ name, cost: difference(whole, instance, 1) });
  }
  const host = moduleOf(
    "assembly/vm-prices.ts",
    "--initialMemory",
    "3",
    "--enable",
    "bulk-memory",
    "--runtime",
    "stub",
  );
  const times = short ? 1 : 500;
  const empty = await cost(host, 0);
  const of = async (kind: number) => difference(await cost(host, (kind << 24) | times), empty, times);
  return { instance, kernels: measured, copy: await of(0), load: await of(1) };
}

/** Runs a method `count` times and 0 times; what is between them, for each time. */
async function each(contract: Methods, rounds: number, name: string, count: number, ...args: number[]): Promise<Cost> {
  const gasOf = async (times: number) =>
    ((await contract[name]!(times, ...args)).expectSuccess() as { readonly gasUsed: bigint }).gasUsed;
  const none = await cheapest(rounds, () => gasOf(0));
  return difference(await cheapest(rounds, () => gasOf(count)), none, count);
}

async function measureThreads({ short }: Effort): Promise<ThreadCost[]> {
  const rounds = short ? 1 : ROUNDS;
  const count = (many: number) => (short ? 2 : many);
  const withPages = <T>(pages: number, use: (contract: Methods) => Promise<T>) => {
    const flags = ["--initialMemory", `${pages}`];
    return withContract({ source: "assembly/prices.ts", transform: true, flags }, { schedule: SCHEDULE }, use);
  };
  // Memory that is large from the start does not grow between two measurements that are compared.
  const rows = await withPages(8, async (contract): Promise<ThreadCost[]> => {
    const more = async (name: string, many: number, size: number, unit: number) =>
      difference(
        await each(contract, rounds, name, count(many), size),
        await each(contract, rounds, name, count(many), 0),
        size / unit,
      );
    return [
      { name: "a slot that is reserved", like: "load", cost: await more("reserving", 160, 100, 1) },
      { name: "a slot that is reserved and written", like: "load", cost: await more("writing", 160, 100, 1) },
      { name: "a KB of result", like: "copy", cost: await more("returning", 100, 16_384, 1_024) },
    ];
  });
  const regions = await withPages(8, async (contract) =>
    difference(
      await each(contract, rounds, "lending", count(100), 65_536),
      await each(contract, rounds, "lending", count(100), 1_024),
      63,
    ),
  );
  const [one, small] = await withPages(
    1,
    async (contract) =>
      [
        await each(contract, rounds, "empty", count(500)),
        await each(contract, rounds, "emptyTogether", count(200)),
      ] as const,
  );
  const large = await withPages(65, (contract) => each(contract, rounds, "empty", count(100)));
  return [
    { name: "spawn + join", like: "instance", cost: one },
    { name: "spawn + join, 200 at once", like: "instance", cost: small },
    { name: "a page of the image", like: "copy", cost: difference(large, one, 64) },
    ...rows,
    { name: "a KB of region, both ways", like: "copy", cost: regions },
  ];
}

async function measure(manager: ContractManager, effort: Effort): Promise<Figure[]> {
  const vm = await measureVm(manager, effort);
  const compute = summarize(vm.kernels.map(({ cost }) => rateOf(cost))).median;
  const row = (name: string, cost: Cost, rate: number): Figure => ({
    name,
    ratio: fixed(rateOf(cost) / rate),
    note: `${millions(cost.gas)} gas in ${cost.microseconds.toFixed(2)} µs, ${(rateOf(cost) / compute).toFixed(2)} of computing`,
  });
  const own = [
    ...vm.kernels.map(({ name, cost }) => row(`op-vm: ${name} / computing`, cost, compute)),
    row("op-vm: an instance and an empty call / computing", vm.instance, compute),
    row("op-vm: a warm load / computing", vm.load, compute),
    row("op-vm: memory.copy of 64 KiB / computing", vm.copy, compute),
  ];
  const threads = (await measureThreads(effort)).map(({ name, like, cost }) => ({
    ...row(`${name} / op-vm: ${LIKE[like]}`, cost, rateOf(vm[like])),
    bar: atLeast(1),
  }));
  return [...own, ...threads];
}

/**
 * Gas per time of what threads cost under the schedule `opnet`, over gas per time of the like in op-vm: with 1 or more, a
 * transaction cannot keep a node busy with threads for longer than without them (`runtime/docs/gas.md`).
 */
export const pricesSuite: Suite = {
  name: "prices",
  measure: async (effort) => {
    const vm = loadVm();
    if ("unavailable" in vm) {
      console.log(`op-vm cannot be loaded here: ${vm.unavailable}`);
      return [];
    }
    const manager = vm.create(vmCallbacks);
    try {
      return await measure(manager, effort);
    } finally {
      manager.destroyAll();
    }
  },
};
