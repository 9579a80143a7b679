import { createHash } from "node:crypto";
import { Chain } from "../../src/chain";
import type { Receipt } from "../../src/chain/call-receipt";
import { readJournal } from "../../src/journal/read-journal";
import type { TestHooks } from "../../src/protocol";
import { compileContract } from "../core/support/compile";
import { delays } from "./support/hooks";

interface Seeds {
  seeds(): Promise<Receipt<Uint8Array>>;
}

/** The derivation as `runtime/docs/journal.md` gives it. */
function derived(transactionId: string, ticket: number, entry: number): string {
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(ticket, 0);
  numbers.writeUInt32BE(entry, 4);
  const id = Buffer.from(transactionId.slice(2), "hex");
  return createHash("sha256").update("threaded-contract/seed/1").update(id).update(numbers).digest("hex");
}

/** The seeds of main and two threads, in two transactions, with the entries of the threads. */
async function seedsOf(workers: number, hooks: TestHooks | null) {
  await using chain = new Chain({ workers, journal: true }, hooks);
  const contract = await chain.deploy<Seeds>(await compileContract("semantics.ts"));
  const receipts = [await contract.seeds(), await contract.seeds()];
  return receipts.map(({ value, transactionId }) => {
    const seeds = [0, 32, 64].map((at) => Buffer.from(value.subarray(at, at + 32)).toString("hex"));
    return { transactionId, seeds };
  });
}

test("a thread's seed is the documented function of transaction, ticket and entry", async () => {
  await using chain = new Chain({ workers: 0, journal: true }, null);
  const contract = await chain.deploy<Seeds>(await compileContract("semantics.ts"));
  const { value, transactionId } = await contract.seeds();
  const spawns = readJournal(await chain.journal()).flatMap((record) =>
    record.kind === "stepScheduled" ? [record.body] : [],
  );
  expect(spawns.map(({ ticket }) => ticket)).toEqual([1, 2]);
  const expected = [
    derived(transactionId, 0, 0),
    ...spawns.map(({ ticket, entry }) => derived(transactionId, ticket, entry)),
  ];
  expect(Buffer.from(value).toString("hex")).toBe(expected.join(""));
  expect(spawns.map(({ seed }) => Buffer.from(seed).toString("hex"))).toEqual(expected.slice(1));
});

test("seeds are the same on every pool and schedule, and differ between threads and transactions", async () => {
  const expected = await seedsOf(0, null);
  expect(new Set(expected.flatMap(({ seeds }) => seeds)).size).toBe(6);
  for (const workers of [1, 2, 4, 64]) {
    expect(await seedsOf(workers, null)).toEqual(expected);
    expect(await seedsOf(workers, delays(workers, 400))).toEqual(expected);
  }
});
