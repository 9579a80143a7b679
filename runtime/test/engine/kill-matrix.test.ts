import { Chain } from "../../src/chain";
import type { ChainOptions } from "../../src/chain/options";
import { FrameWorkerLost } from "../../src/engine/engine";
import { PROTOCOL_POINTS } from "../../src/engine/test-hooks";
import type { TestHooks } from "../../src/protocol";
import { Random, reproduction, testSeed } from "../../../test/support/wasm/random";
import { engineContract, type EngineContract } from "./support/engine-contract";
import { arm, fault, faultsLeft, messageFault, type MessageFault } from "./support/hooks";

/** Everything that may come of a call when the machine fails under it: the receipt, or one of these. */
const INFRASTRUCTURE = /^TC60(10|11|13|16|17|18)$/;

const options: ChainOptions = { workers: 2, replay: true, journal: true };
/** Random endings; `KILLS=500` for more. */
const KILLS = Number(process.env["KILLS"] ?? 12);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

let wasm: Uint8Array;
let expected: readonly [string, string];
beforeAll(async () => {
  wasm = await engineContract();
  await using chain = new Chain({ ...options, workers: 0 }, null);
  const contract = await chain.deploy<EngineContract>(wasm);
  expected = [hex((await work(contract)).bytes), hex((await contract.rounds(1, 2)).bytes)];
});

/** A call that hands over jobs large enough for the thread workers to take, and commits. */
function work(contract: EngineContract) {
  return contract.mixed(14, 0);
}

/**
 * Lets a fault happen under a call. Either its receipt is the right one, or it fails as the host's and has changed
 * nothing; and then the same call works, and the next one too.
 *
 * @returns whether the fault happened, and what came of the call
 */
async function survive(hooks: TestHooks, times: number): Promise<{ happened: boolean; outcome: string }> {
  await using chain = new Chain(options, hooks);
  const contract = await chain.deploy<EngineContract>(wasm);
  const before = hex(await chain.export());
  arm(hooks, times);
  const outcome = await work(contract).then(
    ({ bytes }) => hex(bytes),
    (error: { code?: string }) => error.code ?? String(error),
  );
  const happened = faultsLeft(hooks) < times;
  arm(hooks, 0);
  if (outcome !== expected[0]) {
    expect(outcome).toMatch(INFRASTRUCTURE);
    expect(hex(await chain.export())).toBe(before);
    expect(hex((await work(contract)).bytes)).toBe(expected[0]);
  }
  expect(hex((await contract.rounds(1, 2)).bytes)).toBe(expected[1]);
  return { happened, outcome: outcome === expected[0] ? "receipt" : outcome };
}

/** Points that a call reaches only if a worker is quick, or slow, enough. */
const depends = (point: string): boolean =>
  point.startsWith("thread:") || /before-(wait|help|read|cancel|keep)$/.test(point);

describe.each(["exit", "terminate", "throw"] as const)("F-9: a worker that ends by %s", (how) => {
  test.each(PROTOCOL_POINTS)("at %s: a receipt or an error of the host, and the chain goes on", async (point) => {
    let { happened, outcome } = await survive(fault(point, how, 0), 1);
    for (let i = 0; i < 20 && !happened && point.startsWith("thread:"); i++) {
      ({ happened, outcome } = await survive(fault(point, how, 0), 1));
    }
    if (!depends(point)) expect(happened).toBe(true);
    // What a thread worker does is never seen, and a frame worker that ends is replaced.
    if (point.startsWith("thread:") || how !== "throw") expect(outcome).toBe("receipt");
  });

  test.each(["frame:execute", "frame:before-reply"] as const)(
    "every time at %s: an error of the host",
    async (point) => {
      const { outcome } = await survive(fault(point, how, 0), 1_000);
      expect(outcome).toBe("TC6011");
    },
  );
});

const messages: readonly MessageFault[] = (["drop", "duplicate"] as const).flatMap((how) => [
  { to: "frame", type: "world", how },
  { to: "frame", type: "module", how },
  { to: "frame", type: "execute", how },
  { to: "frame", type: "forget", how },
  { to: "thread", type: "world", how },
  { to: "thread", type: "module", how },
  { to: "thread", type: "forget", how },
  { to: "coordinator", type: "executed", how },
  { to: "coordinator", type: "ready", how },
]);

describe("a message", () => {
  test.each(messages.map((message) => [`${message.type} to ${message.to}`, message.how, message] as const))(
    "%s that is lost or repeated (%s) leaves the receipt as it is",
    async (_, __, message) => {
      expect((await survive(messageFault(message), 1)).outcome).toBe("receipt");
      // From the start: the deployment meets it.
      const hooks = messageFault(message);
      arm(hooks, 1);
      await using chain = new Chain(options, hooks);
      const contract = await chain.deploy<EngineContract>(wasm);
      expect(hex((await work(contract)).bytes)).toBe(expected[0]);
      if (message.type !== "forget") expect(faultsLeft(hooks)).toBe(0);
    },
  );

  test.each([
    { to: "frame", type: "execute", how: "drop" },
    { to: "coordinator", type: "executed", how: "drop" },
  ] as const)("$type to $to that is lost every time is an error of the host", async (message) => {
    expect((await survive(messageFault(message), 1_000)).outcome).toBe("TC6011");
  });

  test("that a module is admitted may be lost or repeated, and so may the request", async () => {
    for (const how of ["drop", "duplicate"] as const) {
      for (const [to, type] of [
        ["frame", "admit"],
        ["coordinator", "admitted"],
      ] as const) {
        const hooks = messageFault({ to, type, how });
        arm(hooks, 1);
        await using chain = new Chain(options, hooks);
        // Another module each time, since one that is known is not asked for.
        const bytes = new Uint8Array([...wasm, 0, 4, 1, how.length, type.length, to.length]);
        const contract = await chain.deploy<EngineContract>(bytes);
        expect((await contract.nothing()).value).toBe(7);
        expect(faultsLeft(hooks)).toBe(0);
      }
    }
  });
});

test("workers that are ended at random moments leave receipts as they are", async () => {
  const seed = testSeed();
  const random = new Random(seed);
  const repeat = reproduction("runtime/test/engine/kill-matrix", seed);
  for (let i = 0; i < KILLS; i++) {
    const point = random.pick(PROTOCOL_POINTS);
    const how = random.pick(["exit", "terminate"] as const);
    const times = 1 + random.below(2);
    const hooks = { ...fault(point, how, 0), seed: random.next(), delayMicroseconds: random.pick([0, 50, 500]) };
    const { outcome } = await survive(hooks, times);
    expect({ repeat, i, point, how, times, outcome }).toEqual({ repeat, i, point, how, times, outcome: "receipt" });
  }
});

test("what an engine throws inside is never what a caller gets", () => {
  expect(String(new FrameWorkerLost("x"))).not.toMatch(INFRASTRUCTURE);
});
