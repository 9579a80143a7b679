import { Chain } from "../../src/chain";
import type { TestHooks } from "../../src/protocol";
import { engineContract, type EngineContract } from "./support/engine-contract";
import { fault, faultsLeft } from "./support/hooks";

/** Hashes of a few calls that use every part of the protocol. */
async function run(hooks: TestHooks | null, replay = false): Promise<string[]> {
  await using chain = new Chain({ workers: 3, replay }, hooks);
  const contract = await chain.deploy<EngineContract>(await engineContract());
  const receipts = [
    await contract.mixed(14, 0),
    await contract.rounds(3, 6),
    await contract.abandon(100_000, 10_000_000n),
    await contract.spread(12, 20_000, 10_000_000n),
  ];
  return receipts.map(({ hash }) => hash);
}

let expected: string[];
beforeAll(async () => {
  expected = await run(null);
});

test("a thread worker that runs out of memory leaves the receipts as they are", async () => {
  const hooks = fault("thread:before-run", "memory");
  expect(await run(hooks)).toEqual(expected);
  expect(faultsLeft(hooks)).toBe(0);
});

test("a frame worker that dies every time is an error of the host, and the chain goes on", async () => {
  const hooks = fault("frame:execute", "exit", 3);
  await using chain = new Chain({ workers: 1 }, hooks);
  await expect(chain.deploy(await engineContract())).rejects.toMatchObject({ code: "TC6011" });
  const contract = await chain.deploy<EngineContract>(await engineContract());
  expect((await contract.nothing()).value).toBe(7);
});

test("thread workers that die at every job leave the work to the frame worker", async () => {
  const hooks = fault("thread:claimed", "exit", 1_000_000);
  expect(await run(hooks)).toEqual(expected);
});

test("a thread worker that hangs is ended by the watchdog", async () => {
  const hooks = fault("thread:before-run", "hang");
  await using chain = new Chain({ workers: 2, watchdogMilliseconds: 500 }, hooks);
  const contract = await chain.deploy<EngineContract>(await engineContract(), { watchdogMilliseconds: 60_000 });
  // A joiner that is quick leaves a worker no job, so this goes on until one has taken the fault.
  let code: string | undefined;
  while (faultsLeft(hooks) > 0) {
    code = await contract.spread(64, 100_000, 10_000_000n).then(
      () => undefined,
      (error: { code: string }) => error.code,
    );
  }
  expect(code).toBe("TC6016");
  expect((await contract.with({ watchdogMilliseconds: 60_000 }).nothing()).value).toBe(7);
});
