import { createHash } from "node:crypto";
import { account, Chain, createChain, replay } from "../../src";
import type { Contract } from "../../src";
import { readJournal } from "../../src/journal/read-journal";
import { compileContract } from "../core/support/compile";

let first: Uint8Array;
let second: Uint8Array;
let chain: Chain;
let counter: Contract;

beforeAll(async () => {
  first = await compileContract("../../client/contracts/counter.ts");
  second = await compileContract("../../client/contracts/counter-2.ts");
});
beforeEach(async () => {
  chain = await createChain({ workers: 2, journal: true });
  counter = await chain.deploy(first, { name: "counter" });
  await counter.add(5);
});
afterEach(() => chain.close());

const updated = (): Contract => chain.contract(counter.address);

test("S-20, S-23: an update runs the new code at once, and calls run it from the next block on", async () => {
  const receipt = await chain.update(counter.address, second, { args: [3], sender: account("owner") });
  expect(receipt.status).toBe("success");
  expect(receipt.contract).toBe(counter.address);
  expect(receipt.threads).toHaveLength(1);
  expect(receipt.threads[0]!.writes).toHaveLength(1);
  expect((await counter.version()).value).toBe(1);
  expect((await counter.add(1)).value).toBe(16n);
  await chain.mine();
  expect((await updated().version()).value).toBe("two, asked 1");
  expect((await updated().count()).value).toBe(16n);
  expect(updated().contractName).toBe("counter");
  await expect(chain.call(counter.address, "add", [1])).rejects.toMatchObject({ code: "TC6009" });
});

test("receipts keep the functions of their time", async () => {
  const before = await counter.version();
  await chain.update(counter.address, second, { args: [1] });
  await chain.mine();
  expect(before.value).toBe(1);
});

test("an update that fails changes nothing", async () => {
  const failing = chain.update(counter.address, second, { args: [0] });
  await expect(failing).rejects.toMatchObject({
    code: "TC5002",
    shortMessage: expect.stringContaining("the factor is 0"),
  });
  await chain.mine();
  expect((await counter.version()).value).toBe(1);
  expect((await counter.add(0)).value).toBe(5n);
});

test("code that cannot be updated to is refused", async () => {
  await expect(chain.update(counter.address, first)).rejects.toMatchObject({ code: "TC5020" });
  await expect(chain.update(account("nobody"), second, { args: [1] })).rejects.toMatchObject({ code: "TC5020" });
  await expect(chain.update(counter.address, Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: "TC6001" });
  await expect(chain.update(counter.address, second, { args: ["x"] })).rejects.toMatchObject({ code: "TC6008" });
  await expect(chain.update(counter.address, "nothing.wasm")).rejects.toMatchObject({ code: "TC6015" });
  await chain.mine();
  expect((await counter.version()).value).toBe(1);
});

test("an update goes back with a snapshot", async () => {
  const before = await chain.snapshot();
  await chain.update(counter.address, second, { args: [2] });
  await chain.mine();
  expect((await updated().count()).value).toBe(10n);
  await chain.revert(before);
  expect((await updated().version()).value).toBe(1);
  await chain.mine();
  expect((await updated().add(0)).value).toBe(5n);
});

test("a journal has updates, and replays them", async () => {
  await chain.update(counter.address, second, { args: [2] });
  await chain.mine();
  await updated().version();
  const journal = await chain.journal();
  const begun = readJournal(journal).flatMap((record) => (record.kind === "transactionBegun" ? [record.body] : []));
  expect(begun.map(({ request }) => request.kind)).toEqual(["deploy", "call", "update", "call"]);
  expect(begun.map(({ moduleHash }) => Buffer.from(moduleHash).toString("hex").slice(0, 8))).toEqual(
    [first, first, second, second].map((bytes) => hashOf(bytes)),
  );
  const { transactions } = await replay(journal, await chain.modules());
  expect(transactions).toHaveLength(4);
  const others = new Map([...(await chain.modules())].filter(([hash]) => !hash.startsWith(hashOf(second))));
  await expect(replay(journal, others)).rejects.toMatchObject({ code: "TC6026" });
});

test("an export has an update that has not taken effect yet", async () => {
  await chain.update(counter.address, second, { args: [4] });
  await using again = await Chain.import(await chain.export());
  expect((await again.contract(counter.address).version()).value).toBe(1);
  await again.mine();
  expect((await again.contract(counter.address).count()).value).toBe(20n);
  await using later = await Chain.import(await again.export());
  expect(Buffer.from(await later.export()).equals(await again.export())).toBe(true);
  expect((await later.contract(counter.address).version()).value).toBe("two, asked 1");
});

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 8);
}
