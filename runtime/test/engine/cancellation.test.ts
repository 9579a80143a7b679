import { Chain } from "../../src/chain";
import { ENGINES_MAXIMUM } from "../../src/engine/engine-pool";
import { engineContract, type EngineContract } from "./support/engine-contract";

const PLENTY = 1_000_000_000_000_000n;

async function deploy(chain: Chain): Promise<Awaited<ReturnType<typeof chain.deploy<EngineContract>>>> {
  return chain.deploy<EngineContract>(await engineContract());
}

describe("a call that would take for ever", () => {
  test("lets timers fire and ends when its signal is aborted, with nothing committed", async () => {
    await using chain = new Chain({ replay: false }, null);
    const contract = await deploy(chain);
    await contract.setNumber(5n);
    const controller = new AbortController();
    // The call ends only because timers fire while the contract loops.
    let ticks = 0;
    const interval = setInterval(() => {
      if (++ticks === 5) controller.abort();
    }, 5);
    const call = contract.with({ gas: PLENTY, signal: controller.signal }).forever();
    await expect(call).rejects.toMatchObject({ code: "TC6010" });
    clearInterval(interval);
    expect(ticks).toBeGreaterThanOrEqual(5);
    // New workers take over.
    expect((await contract.getNumber()).value).toBe(5n);
    expect((await contract.spread(8, 100, 1_000_000n)).status).toBe("success");
  });

  test("ends when the loop is in a thread that is being joined", async () => {
    await using chain = new Chain({ replay: false }, null);
    const contract = await deploy(chain);
    const signal = AbortSignal.timeout(50);
    const call = contract.with({ gas: PLENTY * 2n, signal }).foreverInThread(PLENTY);
    await expect(call).rejects.toMatchObject({ code: "TC6010" });
    expect((await contract.nothing()).value).toBe(7);
  });

  test("F-10: ends by the watchdog of the chain or of the call", async () => {
    await using chain = new Chain({ replay: false, watchdogMilliseconds: 40 }, null);
    const contract = await chain.deploy<EngineContract>(await engineContract(), { watchdogMilliseconds: 60_000 });
    await expect(contract.with({ gas: PLENTY }).forever()).rejects.toMatchObject({ code: "TC6016" });
    const patient = contract.with({ gas: 1_000_000n, watchdogMilliseconds: 60_000 });
    expect((await patient.forever()).code).toBe("TC5001");
  });

  test("is refused when its signal is aborted already", async () => {
    await using chain = new Chain({}, null);
    const contract = await deploy(chain);
    const call = contract.with({ signal: AbortSignal.abort() }).nothing();
    await expect(call).rejects.toMatchObject({ code: "TC6010" });
  });

  test("ends while it waits for workers that others keep busy", async () => {
    const chains = Array.from({ length: ENGINES_MAXIMUM }, () => new Chain({ replay: false, workers: 0 }, null));
    const busy = await Promise.all(chains.map(deploy));
    const stop = new AbortController();
    const calls = busy.map((contract) => contract.with({ gas: PLENTY, signal: stop.signal }).forever());
    const settled = Promise.allSettled(calls);
    await using late = new Chain({ replay: false, workers: 0 }, null);
    const deployment = late.deploy(await engineContract(), { signal: AbortSignal.timeout(50) });
    await expect(deployment).rejects.toMatchObject({ code: "TC6010" });
    stop.abort();
    expect((await settled).every(({ status }) => status === "rejected")).toBe(true);
    expect((await (await deploy(late)).nothing()).value).toBe(7);
    await Promise.all(chains.map((chain) => chain.close()));
  });

  test("ends when the chain is closed; what waited and what comes later is refused", async () => {
    const chain = new Chain({ replay: false }, null);
    const contract = await deploy(chain);
    const running = contract.with({ gas: PLENTY }).forever();
    const waiting = contract.nothing();
    const outcomes = Promise.allSettled([running, waiting]);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await chain.close();
    const codes = (await outcomes).map((outcome) => outcome.status === "rejected" && outcome.reason.code);
    expect(codes).toEqual(["TC6010", "TC6013"]);
    await expect(contract.nothing()).rejects.toMatchObject({ code: "TC6013" });
    await expect(chain.deploy(await engineContract())).rejects.toMatchObject({ code: "TC6013" });
    await chain.close();
  });
});

test("calls that were ended before they began take no engine from others", async () => {
  await using chain = new Chain({ workers: 1, replay: false }, null);
  const contract = await deploy(chain);
  for (let i = 0; i < 2 * ENGINES_MAXIMUM; i++) {
    const ended = contract.with({ signal: AbortSignal.abort() }).nothing();
    await expect(ended).rejects.toMatchObject({ code: "TC6010" });
  }
  expect((await contract.nothing()).value).toBe(7);
});

describe("a thread that nobody joins any more", () => {
  test("is ended, and its worker replaced, however large its budget", async () => {
    await using chain = new Chain({ workers: 1, replay: false }, null);
    const contract = await deploy(chain);
    const expected = await contract.spread(4, 1_000, 1_000_000n);
    const left = await contract.with({ gas: PLENTY * 2n }).abandon(0xffff_ffff, PLENTY);
    expect(left.code).toBe("TC5002");
    expect(left.threads[0]).toMatchObject({ end: "cancelled" });
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (let i = 0; i < 3; i++) expect((await contract.spread(4, 1_000, 1_000_000n)).gasUsed).toBe(expected.gasUsed);
  });
});
