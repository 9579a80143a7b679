import { createChain, readJournal, replay } from "../../src";
import { JOURNAL_RECORD_BYTES_MAXIMUM } from "../../src/limits";
import { engineContract, type EngineContract } from "../engine/support/engine-contract";
import { delays } from "../engine/support/hooks";
import { record, refusal, type Recorded } from "./support/journals";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

let recorded: Recorded;
beforeAll(async () => {
  recorded = await record(async (contract, chain) => [
    await contract.mixed(14, 0),
    await contract.setNumber(7n),
    await contract.rounds(2, 3),
    await contract.abandon(100, 10_000_000n),
    await chain.mine(2).then(() => contract.nothing()),
    await contract.setAndAbort(2n),
    await contract.fillRegion(2, 64),
  ]);
});

test("a journal replays to the receipts that were given", async () => {
  const { transactions, records } = await replay(recorded.journal, recorded.modules);
  expect(transactions.map(({ receipt }) => hex(receipt))).toEqual(recorded.receipts.map(hex));
  expect(records).toBe(readJournal(recorded.journal).length);
});

test("a journal does not depend on workers and their timing", async () => {
  const calls: Parameters<typeof record>[0] = async (contract) => [
    await contract.mixed(9, 0),
    await contract.rounds(2, 4),
    await contract.abandon(2_000, 10_000_000n),
  ];
  const journals = [
    await record(calls, { workers: 0 }),
    await record(calls, { workers: 1, replay: false }, delays(3, 300)),
    await record(calls, { workers: 3 }, delays(4, 300)),
  ];
  const [first, ...others] = journals.map(({ journal }) => hex(journal));
  for (const other of others) expect(other).toBe(first);
});

test("a transaction has as much input as a record holds, and not one byte more", async () => {
  await using chain = await createChain({ workers: 0, replay: false, journal: true });
  const contract = await chain.deploy<EngineContract>(await engineContract());
  const most = JOURNAL_RECORD_BYTES_MAXIMUM / 2;
  const [inputs, outputs] = [new Uint8Array(most - 1), new Uint8Array(1)];
  expect((await contract.with({ inputs, outputs }).nothing()).status).toBe("success");
  const before = hex(await chain.export());
  const longer = contract.with({ inputs, outputs: new Uint8Array(2) });
  expect(await refusal(() => longer.nothing())).toBe("TC6014");
  expect(hex(await chain.export()) === before).toBe(true);
  expect((await replay(await chain.journal(), await chain.modules())).transactions).toHaveLength(2);
});

test("a chain without a journal says so", async () => {
  await using chain = await createChain({ workers: 0 });
  expect(await refusal(() => chain.journal())).toBe("TC6014");
  expect(await chain.modules()).toEqual(new Map());
  expect(await refusal(() => createChain({ journal: 1 as unknown as boolean }))).toBe("TC6014");
});

test("a replay can be ended, like a call", async () => {
  const ended = AbortSignal.abort();
  expect(await refusal(() => replay(recorded.journal, recorded.modules, { signal: ended }))).toBe("TC6010");
});
