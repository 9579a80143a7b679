import { createHash } from "node:crypto";
import { Chain, createChain, readJournal, replay } from "../../src";
import { compileRaw } from "../core/support/compile";
import { filled } from "../core/support/test-chain";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const [first, second, key] = [filled(0xa0), filled(0xa1), filled(1)];

/** The same contract twice: the second with a custom section more. */
async function modules(): Promise<[Uint8Array, Uint8Array]> {
  const wasm = await compileRaw("../../export/contracts/codes.ts");
  return [wasm, new Uint8Array([...wasm, 0, 2, 1, 120])];
}

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const command = (op: number, ...cells: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(Buffer.concat([Uint8Array.of(op), ...cells]));
const store = (value: number): Uint8Array => command(0, key, filled(value));
const show = command(1, key);
const deploy = (source: Uint8Array, salt: number): Uint8Array => command(2, source, filled(salt));
const update = (source: Uint8Array): Uint8Array => command(3, source);

/** A chain where a contract has deployed another one, and replaced its own code, which has no effect yet. */
async function grown(): Promise<{ chain: Chain; deployed: string }> {
  const chain = await createChain({ workers: 1, journal: true });
  const [one, other] = await modules();
  await chain.deploy(one, { address: first, name: "one" });
  await chain.deploy(other, { address: second, name: "other" });
  const receipt = await chain.callWithCalldata(first, deploy(second, 9));
  const [deployed] = receipt.expectSuccess().deployed;
  await chain.callWithCalldata(deployed!, store(4));
  (await chain.callWithCalldata(first, update(second))).expectSuccess();
  return { chain, deployed: deployed! };
}

async function future(chain: Chain, deployed: string): Promise<string[]> {
  const receipts = [await chain.callWithCalldata(first, store(3))];
  await chain.mine();
  for (const address of [first, second, deployed]) receipts.push(await chain.callWithCalldata(address, show));
  receipts.push(await chain.callWithCalldata(first, deploy(first, 8)));
  return receipts.map(({ bytes }) => hex(bytes));
}

test("contracts that were deployed by contracts, and code that is to be replaced, are exported", async () => {
  const { chain, deployed } = await grown();
  await using again = await Chain.import(await chain.export());
  expect(hex(await again.export())).toBe(hex(await chain.export()));
  const [before, after] = [chain.contract(deployed), again.contract(deployed)];
  expect(after.contractName).toBe(before.contractName);
  expect(hex(after.deployment.bytes)).toBe(hex(before.deployment.bytes));
  expect(await future(again, deployed)).toEqual(await future(chain, deployed));
  expect(hex(await again.export())).toBe(hex(await chain.export()));
  await chain.close();
});

test("they are replayed, and the journal tells which code ran", async () => {
  const { chain, deployed } = await grown();
  await future(chain, deployed);
  await chain.registerKey(filled(7), new Uint8Array(1_312).fill(5));
  const journal = await chain.journal();
  const found = await replay(journal, await chain.modules());
  expect(found.transactions).toHaveLength(10);
  const begun = readJournal(journal).flatMap((record) => (record.kind === "transactionBegun" ? [record.body] : []));
  const [one, other] = (await modules()).map(hashOf) as [string, string];
  const codes = begun.map(({ address, moduleHash }) => [hex(address).slice(0, 2), hex(moduleHash)]);
  expect(codes.filter(([address]) => address === "a0").map(([, code]) => code)).toEqual([
    one,
    one,
    one,
    one,
    other,
    other,
  ]);
  await chain.close();
});

test("the state root does not depend on whether it was kept up to date or is computed anew", async () => {
  const { chain, deployed } = await grown();
  // An import of a journal computes the root of everything again, and compares.
  await (await Chain.import(await chain.export())).close();
  await future(chain, deployed);
  await chain.registerKey(filled(7), new Uint8Array(1_312).fill(5));
  const mark = await chain.snapshot();
  await chain.callWithCalldata(second, update(first));
  await chain.callWithCalldata(second, update(second));
  await (await Chain.import(await chain.export())).close();
  await chain.mine();
  await (await Chain.import(await chain.export())).close();
  await chain.revert(mark);
  await (await Chain.import(await chain.export())).close();
  await chain.callWithCalldata(second, store(0));
  await (await Chain.import(await chain.export())).close();
  await chain.close();
});
