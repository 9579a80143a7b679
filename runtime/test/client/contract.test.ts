import "../../src/jest";
import { createChain, type Chain } from "../../src/chain";
import type { Contract } from "../../src/client/contract";
import { receiptSerializer } from "../../src/jest/snapshot-serializer";
import { compileContract } from "../core/support/compile";

let chain: Chain;
let contract: Contract;

beforeAll(async () => {
  chain = await createChain();
  contract = await chain.deploy(await compileContract("../../client/contracts/values.ts"), { name: "values" });
});
afterAll(() => chain.close());

describe("values", () => {
  test("cross in both directions", async () => {
    expect((await contract.sum([1, 2, 3], new Map<string, number | bigint>([["a", 4n], ["b", 5]]))).value).toBe(15n); // prettier-ignore
    expect((await contract.flip(false, Uint8Array.of(1, 2), -5)).value).toBe(true);
    expect((await contract.greet(null)).value).toBe("nobody");
    expect((await contract.greet("you ∅")).value).toBe("hello you ∅");
    const value = { id: 1, amount: 10n, memo: "m" };
    expect((await contract.transfer(value)).value).toEqual({ id: 2, amount: 10n, memo: "m" });
  });

  test.each([
    [-1n, -(1n << 255n), [0n, (1n << 128n) - 1n], (1n << 256n) - 1n],
    [-(1n << 127n), (1n << 255n) - 1n, [], 1n << 64n],
    [(1n << 127n) - 1n, -(1n << 64n) - 7n, [1n << 127n], 0n],
    [0x0102030405060708090an, 0x0102030405060708090a0b0c0d0e0f101112n, [0x1122334455667788990an], 5n],
  ])("of 128 and 256 bits cross as numbers: %i", async (a, b, more, last) => {
    const receipt = await contract.wide(a, b, more, last);
    expect(receipt.value).toEqual({ a, b, more, last });
    expect(receipt.events[0]).toMatchObject({ name: "Wide", value: { a, b, more, last } });
    expect((await contract.negated(a === -(1n << 127n) ? 5n : a)).value).toBe(a === -(1n << 127n) ? -5n : -a);
  });

  test.each([1n << 127n, -(1n << 127n) - 1n])("of 128 bits are refused outside: %i", async (value) => {
    await expect(contract.negated(value)).rejects.toMatchObject({ code: "TC6008" });
  });

  test("are taken when the call is made, not when its turn comes", async () => {
    const numbers = [1, 2];
    const first = contract.sum(numbers, new Map());
    const second = contract.sum(numbers, new Map());
    numbers.push(100);
    expect([(await first).value, (await second).value]).toEqual([3n, 3n]);
  });

  test("are asked for by calls with a name too", async () => {
    expect((await chain.call(contract.address, "address")).value).toBe(5);
    expect((await chain.call(contract.address, "divide", [5], { readOnly: true })).value).toBe(2);
    const calldata = Buffer.from("00000000", "hex");
    expect((await chain.callWithCalldata(contract.address, calldata)).status).not.toBe("success");
  });
});

describe("wrong arguments", () => {
  test.each<[string, unknown[], string[]]>([
    ["sum", [[1, -2], new Map()], ['argument 1 "numbers[1]"', "u32 (a number from 0 to 4294967295)", "-2"]],
    ["sum", [[1]], ["it takes 2 arguments, got 1"]],
    ["sum", [[1], new Map(), 3], ["it takes 2 arguments, got 3"]],
    ["sum", ["12", new Map()], ['argument 1 "numbers"', "Array<u32> (an array)", "string '12'"]],
    ["flip", [1, Uint8Array.of(), 0], ['argument 1 "value"', "bool (true or false)", "number 1"]],
    [
      "flip",
      [true, Uint8Array.of(), 1n << 63n],
      ['argument 3 "wide"', "i64 (a bigint from", "bigint 9223372036854775808n"],
    ],
    ["transfer", [{ id: 1, amount: 1n }], ['argument 1 "value.memo"', "string or null", "undefined"]],
    ["transfer", [null], ['argument 1 "value"', "(a plain object)", "null"]],
  ])("for %s, as %p, are refused with their place, the type and the value", async (name, args, texts) => {
    const error = await contract[name](...args).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "TC6008" });
    for (const text of texts) expect(error.message).toContain(text);
  });

  test("do not use up a transaction", async () => {
    const before = await contract.greet("a");
    await contract.sum(1).catch(() => undefined);
    const snapshot = await chain.snapshot();
    const next = await contract.greet("a");
    await chain.revert(snapshot);
    expect((await contract.greet("a")).hash).toBe(next.hash);
    expect(next.transactionId).not.toBe(before.transactionId);
  });
});

describe("a client", () => {
  test("refuses functions that the contract does not have", async () => {
    expect(() => contract.summ([1])).toThrow(expect.objectContaining({ code: "TC6009" }));
    await expect(chain.call(contract.address, "summ")).rejects.toMatchObject({ code: "TC6009" });
  });

  test("can be awaited, printed and compared", async () => {
    expect(await Promise.resolve(contract)).toBe(contract);
    expect(String(contract)).toBe("[object Object]");
    expect(JSON.stringify({ contract })).toContain(contract.address);
    expect(contract).toEqual(contract);
    expect(contract).not.toEqual({});
  });

  test("keeps its options through with()", async () => {
    const poor = contract.with({ gas: 100 }).with({ readOnly: true });
    await expect(poor.greet("a")).toTrapWith("TC5001");
    await expect(contract.with({ readOnly: true }).transfer({ id: 1, amount: 1n, memo: null })).toTrapWith("TC5019");
  });
});

describe("matchers", () => {
  const value = { id: 3, amount: 77n, memo: null };

  test("accept a receipt or the promise of one", async () => {
    await expect(contract.transfer(value)).toSucceed();
    await expect(await contract.transfer(value)).toSucceed();
    await expect(contract.divide(0)).toTrapWith("TC5004");
    await expect(contract.divide(0)).not.toSucceed();
    await expect(contract.divide(0)).not.toTrapWith("TC5001");
    await expect(contract.divide(0)).toTrapWith("TC5004", /division/);
    await expect(contract.divide(0)).not.toTrapWith("TC5004", "something else");
  });

  test("look at events by name, bytes and fields", async () => {
    await expect(contract.transfer(value)).toEmit("Transfer");
    await expect(contract.transfer(value)).toEmit("Transfer", { amount: 77n });
    await expect(contract.transfer(value)).toEmit("Transfer", value);
    await expect(contract.transfer(value)).not.toEmit("Transfer", { amount: 78n });
    await expect(contract.transfer(value)).toEmit("Raw", new TextEncoder().encode("hello"));
    await expect(contract.transfer(value)).not.toEmit("Raw", new TextEncoder().encode("hallo"));
    await expect(contract.transfer(value)).not.toEmit("Other");
  });

  test("bound gas and name slots", async () => {
    const receipt = await contract.transfer({ ...value, amount: 78n });
    await expect(receipt).toUseGas(receipt.gasUsed);
    await expect(receipt).toUseGas({ atMost: receipt.gasUsed, atLeast: 1 });
    await expect(receipt).not.toUseGas({ atMost: receipt.gasUsed - 1n });
    await expect(receipt).toCommit(receipt.stateDiff.map(({ key }: { key: string }) => key));
    await expect(receipt).not.toCommit([]);
    await expect(receipt).not.toSaveGas();
  });

  test("compare receipts and name the first difference", async () => {
    await expect(contract.greet("a")).toMatchReceipt(contract.greet("a"));
    const [left, right] = [contract.greet("a"), contract.greet("bb")];
    await expect(expect(left).toMatchReceipt(right)).rejects.toThrow(/gasUsed is \d+, not \d+/);
  });

  test("say what was found instead", async () => {
    await expect(expect(contract.divide(0)).toSucceed()).rejects.toThrow(/status {4}trapped \(TC5004\)/);
    await expect(expect(5 as never).toSucceed()).rejects.toThrow("takes a receipt");
  });

  test("receipts print the same text in every snapshot", async () => {
    const text = async () => {
      await using other = await createChain();
      const deployed = await other.deploy(await compileContract("../../client/contracts/values.ts"));
      return receiptSerializer.serialize(await deployed.transfer(value));
    };
    const first = await text();
    expect(first).toMatch(/^status {4}success\n[^]*event Transfer of 0x[^]*event Raw of 0x[^]*slot 0x[^]*\ndata 0x/);
    expect(await text()).toBe(first);
    expect(receiptSerializer.test({})).toBe(false);
  });
});
