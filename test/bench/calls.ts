import { readFileSync } from "node:fs";
import { createChain, type ContractHandle } from "@threaded-contract/runtime";
import { call, withContract, type Methods } from "./chains";
import { compile } from "./contracts";
import { instantiateMetered } from "./metered-instance";
import { startEcho } from "./round-trip";
import { compare, interleave, summarize, time } from "./samples";
import { atMost, type Effort, type Figure, type Suite } from "./suite";

const THREADS = { source: "assembly/threads.ts", transform: true } as const;
const KERNELS = { source: "assembly/kernel-call.ts", transform: true } as const;

const microseconds = (list: readonly number[]) => `${(summarize(list).median * 1_000).toFixed(0)} µs`;

/** A call that does nothing, as a jest test makes it, with and without the check of serial replay. */
async function smallCall(contract: Methods, { short }: Effort): Promise<Figure[]> {
  const echo = startEcho();
  try {
    const replayed = (contract as unknown as ContractHandle<Methods>).with({ replay: true });
    const measures = {
      trip: () => time(() => echo.trip()),
      plain: () => time(() => call(contract, "emptyThreads", 0)),
      replayed: () => time(() => call(replayed, "emptyThreads", 0)),
    };
    await interleave(short ? 1 : 200, measures);
    const values = await interleave(short ? 3 : 1_000, measures);
    const row = (name: string, times: readonly number[], bar: number): Figure => ({
      name: `a small call, ${name} / postMessage round trip`,
      ratio: compare(times, values.trip),
      bar: atMost(bar),
      note: `${microseconds(times)}, round trip ${microseconds(values.trip)}`,
    });
    return [row("replay off", values.plain, 3), row("replay on", values.replayed, 9)];
  } finally {
    await echo.close();
  }
}

const SELECTOR_BYTES = 4;

function selectorOf(contract: Methods, name: string): string {
  const { functions } = (contract as unknown as ContractHandle<unknown>).manifest;
  return functions.find((listed) => listed.name === name)!.selector;
}

/** Leaves a bare instance as the product's `exit` does. */
const LEFT = Symbol("left");

/** The same function as a client calls it, in an instance with just enough of a host. */
function bareDigest(wasm: string, selector: string): (times: number) => void {
  const calldata = Buffer.alloc(SELECTOR_BYTES + 4);
  const bare = instantiateMetered(readFileSync(wasm), {
    calldata: (offset, length, pointer) => {
      new Uint8Array(bare.memory.buffer).set(calldata.subarray(offset, offset + length), pointer);
    },
    exit: () => {
      throw LEFT;
    },
  });
  return (times) => {
    calldata.write(selector.slice(2), "hex");
    calldata.writeUInt32BE(times, SELECTOR_BYTES);
    bare.refill();
    try {
      bare.execute(calldata.length);
    } catch (error) {
      if (error !== LEFT) throw error;
    }
  };
}

/** Ten milliseconds of hashing through the product, and in an instance of the same metered module alone. */
async function neverSpawning({ short }: Effort): Promise<Figure> {
  const wasm = compile(KERNELS);
  const times = short ? 10 : 20_000;
  return withContract(wasm, {}, async (contract) => {
    const bare = bareDigest(wasm, selectorOf(contract, "digest"));
    const measures = {
      bare: () => time(() => bare(times)),
      product: () => time(() => call(contract, "digest", times)),
    };
    await interleave(short ? 1 : 10, measures);
    const values = await interleave(short ? 1 : 40, measures);
    return {
      name: "a call that never spawns, through the product / bare instance",
      ratio: compare(values.product, values.bare),
      bar: atMost(1.05),
      note: `${microseconds(values.product)}, ${microseconds(values.bare)}`,
    };
  });
}

/** What a test author waits for: a new chain, a deployment and the first call, in a process that has done it before. */
async function firstCall({ short }: Effort): Promise<Figure> {
  const wasm = compile(THREADS);
  const deployAndCall = async () => {
    const chain = await createChain({ replay: false });
    const contract = (await chain.deploy<Methods>(wasm)) as Methods;
    const took = await time(() => call(contract, "emptyThreads", 1));
    const again: number[] = [];
    for (let i = 0; i < 20; i++) again.push(await time(() => call(contract, "emptyThreads", 1)));
    await chain.close();
    return { took, again: summarize(again).median };
  };
  const runs = [];
  for (let i = 0; i < (short ? 1 : 15); i++) runs.push(await deployAndCall());
  const [first, later] = [runs.map(({ took }) => took), runs.map(({ again }) => again)];
  return {
    name: "the first call after deploy / a later one",
    ratio: compare(first, later),
    note: `${microseconds(first)}, ${microseconds(later)}`,
  };
}

/** What a call costs beside the contract's own work. */
export const callsSuite: Suite = {
  name: "calls",
  measure: async (effort) => [
    ...(await withContract(THREADS, {}, (contract) => smallCall(contract, effort))),
    await neverSpawning(effort),
    await firstCall(effort),
  ],
};
