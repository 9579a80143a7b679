import { account, Chain, createChain, replay } from "@threaded-contract/runtime";
import { compileThreaded } from "./support";

const TIMEOUT_MILLISECONDS = 240_000;

test(
  "an OP_NET contract keeps the functions of its ABI in an export, and its journal replays",
  async () => {
    const { wasm, abi } = await compileThreaded("ledger", "b");
    await using chain = await createChain({ schedule: "opnet/1/spec", gas: 100_000_000_000n, journal: true });
    const ledger = await chain.deploy(wasm, { abi, name: "ledger" });
    const users = ["alice", "bob", "carol"].map(account);
    expect((await ledger["drop"](users, 25n)).value).toBe(75n);
    await using again = await Chain.import(await chain.export());
    const restored = again.contract(ledger.address);
    expect(restored.manifest).toEqual(ledger.manifest);
    expect((await restored["balanceOf"](account("bob"))).value).toBe(25n);
    const [mine, other] = [await restored["drop"](users, 1n), await again.contract(ledger.address)["everything"](9)];
    expect(mine.events[0]).toMatchObject({ name: "Dropped", value: expect.anything() as unknown });
    expect(other.status).toBe("success");
    const { transactions } = await replay(await again.journal(), await again.modules());
    expect(transactions).toHaveLength(5);
    expect(Buffer.from(transactions[4]!.receipt)).toEqual(Buffer.from(other.bytes));
  },
  TIMEOUT_MILLISECONDS,
);
