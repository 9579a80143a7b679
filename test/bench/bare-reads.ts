import { Worker } from "node:worker_threads";
import type { SlotTable as Table } from "../../runtime/src/storage/slot-table";
import { builtRuntime, runtimeFolder } from "../tasks/built-runtime";
import { ask } from "./round-trip";

const { SlotTable } = builtRuntime("storage/slot-table") as { SlotTable: typeof Table };

const KEY_WORDS = 9;
const CELL_WORDS = 8;

/** Reads slots in the order of the benchmark's contract, without contract, gas, thread or transaction. */
const WORKER = `
const { parentPort, workerData: { runtime, state, slots } } = require("node:worker_threads");
const { SlotTable } = require(runtime + "/dist/storage/slot-table.js");
const table = SlotTable.attach(state);
const key = new Uint32Array(${KEY_WORDS});
const value = new Uint32Array(${CELL_WORDS});
parentPort.on("message", (reads) => {
  const start = performance.now();
  let seed = 1, found = 0;
  for (let i = 0; i < reads; i++) {
    seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5;
    key[1] = (seed >>> 0) % slots;
    if (table.read(key, value)) found++;
  }
  parentPort.postMessage(found === reads ? performance.now() - start : NaN);
});`;

/** Workers that read one frozen table and do nothing else: what the machine gives to code of that kind at that moment. */
export interface BareReads {
  /** Milliseconds until the last of `threads` workers has read `reads` slots. */
  measure(threads: number, reads: number): Promise<number>;
  close(): Promise<void>;
}

/** Starts workers on a table of `slots` slots. */
export function startBareReads(workers: number, slots: number): BareReads {
  const table = SlotTable.create();
  for (let slot = 0; slot < slots; slot++) {
    const key = new Uint32Array(KEY_WORDS);
    key[1] = slot;
    table.write(key, new Uint32Array(CELL_WORDS).fill(slot + 1));
  }
  const workerData = { runtime: runtimeFolder, state: table.buffer, slots };
  const all = Array.from({ length: workers }, () => new Worker(WORKER, { eval: true, workerData }));
  return {
    measure: async (threads, reads) =>
      Math.max(...(await Promise.all(all.slice(0, threads).map((one) => ask(one, reads))))),
    close: async () => {
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}
