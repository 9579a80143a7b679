import { OPNET_EXTENSION } from "../../src/engine/extensions";
import { oip0002 } from "../../src/gas/oip0002";
import type { Receipt } from "../../src/receipt";
import { deployments } from "../core/support/deployments";
import { filled, TestChain } from "../core/support/test-chain";
import { machineChain, run } from "./support";

const send = async (title: string): Promise<Receipt> => {
  const chain = await machineChain(new TestChain(oip0002, [OPNET_EXTENSION]));
  chain.consensusFlags = 2n;
  const receipt = run(chain, deployments[title]!(), { gasLimit: 10_000_000_000n });
  expect(receipt.failure).toBeNull();
  return receipt;
};

describe("S-20, S-23: in the transaction that deploys", () => {
  test.each([
    ["a thread calls a contract that its transaction has deployed", 6, 1],
    ["a deployed contract spawns while it is set up", 7, 2],
    ["a deployed contract is called and spawns", 8, 2],
  ])("%s", async (title, value, threads) => {
    const receipt = await send(title);
    expect(receipt.data.slice(-32)).toEqual(filled(value));
    expect(receipt.threads).toHaveLength(threads);
    const [code] = receipt.codes;
    expect(receipt.threads.at(-1)!.reads).toEqual([{ contract: code!.contract, key: filled(1) }]);
    expect(receipt.changes.map(({ contract }) => contract)).toEqual([code!.contract]);
  });

  test("a contract spawns while its code is replaced", async () => {
    const receipt = await send("a contract spawns while its code is replaced");
    expect(receipt.changes.map(({ contract, after }) => [contract, after])).toEqual([[filled(0xa0), filled(9)]]);
    expect(receipt.codes).toMatchObject([{ kind: "updated" }]);
  });

  test("a deployment that is taken back is named by the threads that met it", async () => {
    const receipt = await send("a deployment that is taken back, with threads that met it");
    expect(receipt.data.slice(-32)).toEqual(filled(3));
    const [code] = receipt.codes;
    expect(receipt.codes).toHaveLength(1);
    const read = receipt.threads.map(({ reads }) => reads[0]?.contract);
    expect(read[3]).toEqual(code!.contract);
    expect(read[1]).toBeDefined();
    expect(read[1]).not.toEqual(code!.contract);
    expect(receipt.conflicts).toEqual([]);
  });

  test("S-3: what it wrote is stale for threads of an older snapshot", async () => {
    const receipt = await send("a contract deployed after the snapshot is stale for later threads");
    expect(receipt.threads[1]).toMatchObject({ code: 4005 });
  });
});
