import { account, createChain, opnetCalldata, type Chain, type Contract } from "@threaded-contract/runtime";
import { stackNames } from "../differential/harness/paths";
import { compileThreaded } from "./support";

const TIMEOUT_MILLISECONDS = 240_000;
const GAS = 100_000_000_000n;

describe.each(stackNames)("threads in an OP_NET contract, stack %s", (stack) => {
  let chain: Chain;
  let ledger: Contract;
  let wasm: Uint8Array;
  let abi: readonly string[];

  beforeAll(async () => {
    ({ wasm, abi } = await compileThreaded("ledger", stack));
  }, TIMEOUT_MILLISECONDS);

  beforeEach(async () => {
    chain = await createChain({ schedule: "opnet/1/spec", gas: GAS });
    ledger = await chain.deploy(wasm, { abi, name: "ledger" });
  });

  afterEach(() => chain.close());

  test("write entries of a map that they have reserved, and main sees them", async () => {
    const users = ["alice", "bob", "carol", "dave"].map(account);
    const receipt = await ledger["drop"](users, 25n);
    expect(receipt.expectSuccess().value).toBe(100n);
    expect(receipt.threads).toHaveLength(4);
    expect(receipt.events[0]).toMatchObject({ name: "Dropped" });
    expect(receipt.stateDiff).toHaveLength(5);
    expect((await ledger["drop"](users.slice(0, 2), 1n)).value).toBe(52n);
    expect((await ledger["balanceOf"](account("alice"))).value).toBe(26n);
  });

  test("see block, sender, origin, addresses and calldata of their frame", async () => {
    expect((await ledger["context"](77n)).value).toBe(true);
    expect((await ledger.with({ sender: account("eve"), origin: account("mallory") })["context"](1n)).value).toBe(true);
  });

  test("write every kind of storage object, of which main's copies are up to date after the join", async () => {
    const receipt = await ledger["everything"](9);
    const [before, after] = (receipt.value as string).split("|");
    expect(before).toBe("false 1 0 0 false 0 0 ");
    expect(after).toBe("true 9 9 9 true 9 9 a motto of more than 28 bytes: 9 9 1 9");
    const again = ((await ledger["everything"](3)).value as string).split("|");
    expect(again).toEqual([
      "true 9 9 9 true 9 9 a motto of more than 28 bytes: 9",
      "true 3 3 3 true 3 3 a motto of more than 28 bytes: 3 3 2 3",
    ]);
  });

  test("do not see what main writes after the spawn", async () => {
    expect((await ledger["later"]()).value).toEqual({ seen: 5n, now: 6n });
  });

  test("see every storage object as it is at their spawn", async () => {
    const text = (value: number) => {
      const even = value % 2 === 0;
      return `${value} ${value} ${value} ${even} ${value} ${value} m${value}`;
    };
    expect((await ledger["laterAll"]()).value).toBe([5, 6, 7].map(text).join("|"));
    // A thread that fails leaves main's objects as they are.
    expect((await ledger["undone"]()).value).toMatch(new RegExp(`^and yet .*\\|false ${text(5)}$`));
  });

  test("leave other objects of the same pointer as they were until these are refreshed", async () => {
    expect((await ledger["twin"](41n)).value).toEqual({ stale: 0n, fresh: 41n });
  });

  test("call other contracts", async () => {
    const others = await Promise.all([1, 2, 3].map(() => chain.deploy(wasm, { abi })));
    for (const other of others) await other["drop"]([account("alice")], 7n);
    const receipt = await ledger["ask"]([...others.map(({ address }) => address), ledger.address], account("alice"));
    expect(receipt.value).toBe(21n);
  });

  test("cannot call a method behind a guard, which writes around it", async () => {
    const other = await chain.deploy(wasm, { abi });
    expect((await ledger["askGuarded"](other.address, false)).value).toBe(0n);
    const receipt = await ledger["askGuarded"](other.address, true);
    expect({ status: receipt.status, code: receipt.code }).toEqual({ status: "trapped", code: "TC5002" });
    // btc-runtime reverts the caller with what the callee failed of.
    expect(receipt.error?.shortMessage).toMatch(/read-only/);
  });

  test("say what shares a slot when two of them want it", async () => {
    const receipt = await ledger["share"]();
    expect(receipt.status).toBe("reverted");
    expect(receipt.code).toBe("TC4002");
    expect(receipt.error?.shortMessage).toMatch(/elements 0 to 31 of a StoredU8Array/);
  });

  test("say what shares a slot that one of them lists twice", async () => {
    const receipt = await ledger["twice"]();
    expect(receipt.code).toBe("TC4003");
    expect(receipt.error).toMatchObject({ code: "TC4003" });
    expect(receipt.error?.shortMessage).toMatch(/elements 0 to 31 of a StoredU8Array/);
  });

  test("keep main from a slot of theirs, whichever of its numbers it wants", async () => {
    const receipt = await ledger["meanwhile"]();
    expect({ code: receipt.code, stateDiff: receipt.stateDiff }).toEqual({ code: "TC4004", stateDiff: [] });
  });

  test.each([
    [0, { status: 2, code: 5002, message: /refused by the thread/ }],
    [1, { status: 3, code: 5004, message: /division/ }],
    [2, { status: 1, code: 5001, message: /gas/ }],
  ])("fail as values, kind %i, and commit nothing", async (kind, expected) => {
    const receipt = await ledger["failing"](kind);
    const { status, code, message } = receipt.value as { status: number; code: number; message: string };
    expect({ status, code }).toEqual({ status: expected.status, code: expected.code });
    expect(message).toMatch(expected.message);
    expect(receipt.stateDiff.some(({ after }: { after: string }) => /63$/.test(after))).toBe(false);
  });

  test("trap when they write what they have not reserved", async () => {
    const receipt = await ledger["unreserved"]();
    expect(receipt.code).toBe("TC4001");
    expect(receipt.stateDiff).toEqual([]);
  });

  test("cost what the schedule says, under every storage policy", async () => {
    for (const schedule of ["opnet/1/spec", "opnet/1/roswell", "opnet/1/utf"]) {
      await using other = await createChain({ schedule, gas: GAS });
      const contract = await other.deploy(wasm, { abi });
      const receipt = await contract["drop"](["alice", "bob"].map(account), 25n);
      expect(receipt.expectSuccess().gasUsed).toBeGreaterThan(2n * 20_000_000n);
      expect(receipt.threads.map(({ status }: { status: string }) => status)).toEqual(["success", "success"]);
    }
  });
});

test("values without an ABI are written as btc-runtime reads them", () => {
  const bytes = opnetCalldata(["UINT16", "STRING", "ARRAY_OF_UINT32", "BOOL"], [258, "é", [1, 2], true]);
  expect(Buffer.from(bytes).toString("hex")).toBe("010200000002c3a90002000000010000000201");
  expect(() => opnetCalldata(["UINT8"], [256])).toThrow(/TC6008/);
  expect(() => opnetCalldata(["UINT9"], [1])).toThrow(/TC6014/);
});
