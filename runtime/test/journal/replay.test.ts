import { readJournal, replay } from "../../src";
import { delays } from "../engine/support/hooks";
import { record, type Recorded } from "./support/journals";

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
