import { Chain } from "../../src/chain";
import { engineContract, type EngineContract } from "./support/engine-contract";

const KINDS = [0, 1, 2, 3, 4, 5, 6];

/** Instances are used again: nothing of a frame may be seen by the next one on the same worker. */
describe.each([0, 1, 3])("with %i workers", (workers) => {
  test("X-10: a frame and a thread see the same whatever ran before them", async () => {
    await using chain = new Chain({ workers, replay: false, gas: 50_000_000n }, null);
    const contract = await chain.deploy<EngineContract>(await engineContract());
    const look = async (before: (() => Promise<unknown>)[]) => {
      const snapshot = await chain.snapshot();
      for (const call of before) await call();
      await chain.revert(snapshot);
      const again = await chain.snapshot();
      const found = [await contract.lookAround(), await contract.lookAroundInThread()].map(({ hash }) => hash);
      await chain.revert(again);
      return found;
    };
    const expected = await look([]);
    for (const kind of KINDS) {
      expect({ kind, found: await look([() => contract.trace(kind)]) }).toEqual({ kind, found: expected });
      const threads = [() => contract.traceInThread(kind), () => contract.traceInThread(kind)];
      expect({ kind, found: await look(threads) }).toEqual({ kind, found: expected });
    }
    expect(
      await look(KINDS.flatMap((kind) => [() => contract.trace(kind), () => contract.traceInThread(kind)])),
    ).toEqual(expected);
  });

  test("the traces are really left", async () => {
    await using chain = new Chain({ workers, replay: false, gas: 50_000_000n }, null);
    const contract = await chain.deploy<EngineContract>(await engineContract());
    const codes = [];
    for (const kind of KINDS) codes.push((await contract.trace(kind)).code);
    expect(codes).toEqual(["TC5003", "TC5007", "TC5001", "TC5003", "TC5008", expect.any(String), null]);
  });
});
