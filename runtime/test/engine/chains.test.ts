import { join } from "node:path";
import { account } from "../../src/chain/address";
import { Chain, createChain } from "../../src/chain";
import type { BlockOptions } from "../../src/chain/options";
import { ENGINES_MAXIMUM } from "../../src/engine/engine-pool";
import { findSchedule } from "../../src/gas/find-schedule";
import { withDynamicDiscount } from "../../src/gas/with-dynamic-discount";
import { WORKERS_MAXIMUM } from "../../src/limits";
import { engineContract, type EngineContract } from "./support/engine-contract";

let wasm: Uint8Array;
beforeAll(async () => {
  wasm = await engineContract();
});

describe("chains", () => {
  test("run at the same time, more of them than there are engines, and do not see each other", async () => {
    const chains = Array.from({ length: ENGINES_MAXIMUM * 3 }, () => new Chain({ workers: 2 }, null));
    const sums = await Promise.all(
      chains.map(async (chain, index) => {
        const contract = await chain.deploy<EngineContract>(wasm);
        await contract.setNumber(BigInt(index));
        await contract.rounds(2, 3);
        return (await contract.getNumber()).value;
      }),
    );
    expect(sums).toEqual(chains.map((_, index) => BigInt(index)));
    await Promise.all(chains.map((chain) => chain.close()));
  });

  test("take calls in their order without waiting for them", async () => {
    await using chain = await createChain();
    const contract = await chain.deploy<EngineContract>(wasm);
    const numbers = Array.from({ length: 20 }, (_, index) => BigInt(index));
    const reads = numbers.map((number) => {
      void contract.setNumber(number);
      return contract.getNumber();
    });
    expect((await Promise.all(reads)).map(({ value }) => value)).toEqual(numbers);
  });

  test("give every transaction another id, and the same ones on every run", async () => {
    const ids = async () => {
      await using chain = await createChain();
      const contract = await chain.deploy<EngineContract>(wasm);
      const receipts = [contract.deployment, await contract.nothing(), await contract.nothing()];
      return [contract.address, ...receipts.map(({ transactionId }) => transactionId)];
    };
    const first = await ids();
    expect(new Set(first).size).toBe(4);
    expect(await ids()).toEqual(first);
  });
});

describe("a failed transaction", () => {
  test("is a receipt whose value throws the contract's error, and changes nothing", async () => {
    await using chain = await createChain();
    const contract = await chain.deploy<EngineContract>(wasm);
    await contract.setNumber(1n);
    const receipt = await contract.setAndAbort(2n);
    expect(receipt).toMatchObject({ status: "reverted", code: "TC5002", stateDiff: [], events: [] });
    expect(receipt.error?.message).toContain("no");
    expect(() => receipt.value).toThrow(receipt.error);
    expect(() => receipt.unwrap()).toThrow(receipt.error);
    expect(() => receipt.expectSuccess()).toThrow(receipt.error);
    expect((await contract.getNumber()).expectSuccess().unwrap()).toBe(1n);
  });
});

describe("a snapshot", () => {
  test("brings back state, contracts, block and transaction ids", async () => {
    await using chain = await createChain();
    const contract = await chain.deploy<EngineContract>(wasm);
    await contract.setNumber(1n);
    const snapshot = await chain.snapshot();
    const later = await chain.snapshot();
    const before = chain.block;
    const first = await contract.setNumber(2n);
    await chain.mine(3);
    const second = await chain.deploy<EngineContract>(wasm);
    await chain.revert(snapshot);
    expect(chain.block).toEqual(before);
    expect((await contract.setNumber(2n)).hash).toBe(first.hash);
    expect((await second.nothing().catch((error: { code: string }) => error)) as unknown).toMatchObject({
      code: "TC5020",
    });
    await expect(chain.revert(snapshot)).rejects.toMatchObject({ code: "TC6014" });
    await expect(chain.revert(later)).rejects.toMatchObject({ code: "TC6014" });
    await expect(chain.revert(Number.NaN)).rejects.toMatchObject({ code: "TC6014" });
  });
});

describe("blocks", () => {
  test("are ten minutes apart and come by mining only", async () => {
    await using chain = await createChain({ block: { number: 10, medianTime: 1_000 } });
    expect(chain.block).toEqual({ number: 10n, medianTime: 1_000n });
    expect(await chain.mine()).toEqual({ number: 11n, medianTime: 1_600n });
    expect(await chain.mine(2n)).toEqual({ number: 13n, medianTime: 2_800n });
    await expect(chain.mine(0)).rejects.toMatchObject({ code: "TC6014" });
  });

  test("G-12: carry the load that a dynamic discount follows, for the chain or for one call", async () => {
    const schedule = withDynamicDiscount(findSchedule("oip0002/1")!);
    const empty = { recentGas: [29, 29], gasMaximum: 100 };
    await using chain = await createChain({ schedule, block: empty });
    const contract = await chain.deploy<EngineContract>(wasm);
    const percents = async (block?: BlockOptions): Promise<number[]> => {
      const receipt = await contract.with(block === undefined ? {} : { block }).spread(3, 100, 100_000_000n);
      return receipt.expectSuccess().threads.map(({ discountPercent }) => discountPercent);
    };
    expect(await percents()).toEqual([50, 40, 30]);
    expect(await percents({ recentGas: [30] })).toEqual([30, 20, 10]);
    expect(await percents({ recentGas: [71] })).toEqual([20, 20, 10]);
    await chain.mine(3);
    expect(await percents()).toEqual([50, 40, 30]);
  });
});

test("G-7, G-8, S-7: a report says which joins would have saved gas, and which threads were too small", async () => {
  await using chain = await createChain();
  const contract = await chain.deploy<EngineContract>(wasm);
  const small = await contract.spread(2, 1, 100_000_000n);
  expect(small.report()).toContain("less work than the fees of spawn and join: threads 1, 2");
  expect(small.report()).not.toContain("joined in the order");
  expect(small.conflicts()).toEqual([]);
});

describe("storage", () => {
  test("is read by slot, zero when there is nothing", async () => {
    await using chain = await createChain();
    const contract = await chain.deploy<EngineContract>(wasm);
    const receipt = await contract.setNumber(513n);
    const [change] = receipt.stateDiff;
    expect(change).toMatchObject({ contract: contract.address, before: `0x${"00".repeat(32)}` });
    expect(await chain.getStorage(contract.address, change!.key)).toBe(change!.after);
    expect(await chain.getStorage(contract.address, `0x${"11".repeat(32)}`)).toBe(`0x${"00".repeat(32)}`);
    await expect(chain.getStorage(account("nobody"), change!.key)).rejects.toMatchObject({ code: "TC5020" });
  });
});

describe("a deployment", () => {
  test.each<[string, () => unknown, string]>([
    ["a missing file", () => join(__dirname, "missing.wasm"), "TC6015"],
    ["a folder", () => __dirname, "TC6015"],
    ["another file", () => __filename, "TC6001"],
    ["no source at all", () => undefined, "TC6014"],
    ["a truncated module", () => wasm.subarray(0, wasm.length / 2), "TC6001"],
  ])("of %s is refused and leaves nothing", async (_, source, code) => {
    await using chain = await createChain();
    await expect(chain.deploy(source() as string)).rejects.toMatchObject({ code });
    const contract = await chain.deploy<EngineContract>(wasm);
    expect((await contract.nothing()).value).toBe(7);
  });

  test("takes an address and a name, and no address twice", async () => {
    await using chain = await createChain();
    const address = account("here");
    const contract = await chain.deploy<EngineContract>(wasm, { address, name: "engine" });
    expect(contract).toMatchObject({ address, contractName: "engine" });
    await expect(chain.deploy(wasm, { address })).rejects.toMatchObject({ code: "TC6014" });
    expect((await chain.contract<EngineContract>(address).nothing()).value).toBe(7);
    expect(() => chain.contract(account("elsewhere"))).toThrow(expect.objectContaining({ code: "TC5020" }));
  });

  test("without gas fails with the transaction's error and leaves nothing", async () => {
    await using chain = await createChain();
    await expect(chain.deploy(wasm, { gas: 1 })).rejects.toMatchObject({ code: "TC5001" });
    await expect(chain.deploy(wasm, { args: [1] })).rejects.toMatchObject({ code: "TC6008" });
    await chain.deploy(wasm);
  });
});

describe("options", () => {
  test.each([
    [{ workers: -1 }],
    [{ workers: WORKERS_MAXIMUM + 1 }],
    [{ workers: 1.5 }],
    [{ gas: 0 }],
    [{ gas: 1n << 64n }],
    [{ sender: "0x12" }],
    [{ schedule: "none" }],
    [{ watchdogMilliseconds: 0 }],
    [{ replay: "yes" }],
    [{ block: { number: -1 } }],
    [{ block: { recentGas: [-1] } }],
    [{ block: { recentGas: 5 } }],
    [{ block: { recentGas: Array.from({ length: 11 }, () => 1) } }],
    [{ block: { gasMaximum: 0 } }],
  ])("%p are refused", async (options) => {
    await expect(createChain(options as never)).rejects.toMatchObject({ code: "TC6014" });
  });

  test.each([[{ gas: "1" }], [{ sender: 5 }], [{ signal: {} }], [{ block: { medianTime: 1.5 } }], [{ replay: 1 }]])(
    "%p are refused for a call",
    async (options) => {
      await using chain = await createChain();
      const contract = await chain.deploy<EngineContract>(wasm);
      await expect(contract.with(options as never).nothing()).rejects.toMatchObject({ code: "TC6014" });
    },
  );
});
