import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createChain, type Chain } from "@threaded-contract/runtime";
import type { SavingsContract } from "../build/savings.client";

describe("savings", () => {
  let chain: Chain;
  let savings: SavingsContract;

  beforeAll(async () => {
    chain = await createChain();
  });
  beforeEach(async () => {
    savings = await chain.deploy<SavingsContract>("build/savings.wasm");
  });
  afterAll(() => chain.close());

  test("grow by every deposit", async () => {
    await savings.deposit("alice", 600n);
    await savings.deposit("alice", 400n);
    expect((await savings.balanceOf("alice")).value).toBe(1000n);
  });

  test("earn interest, each account in a thread of its own", async () => {
    await savings.deposit("alice", 1000n);
    await savings.deposit("bob", 2000n);

    const receipt = await savings.payInterest(["alice", "bob"], 2);

    expect(receipt.value).toBe(307n);
    expect(receipt.threads).toHaveLength(2);
    expect((await savings.balanceOf("alice")).value).toBe(1102n);
    expect((await savings.balanceOf("bob")).value).toBe(2205n);
  });

  test("cannot be paid interest twice in one call: the account's slot is reserved already", async () => {
    await savings.deposit("alice", 1000n);
    expect((await savings.payInterest(["alice", "alice"], 1)).code).toBe("TC4002");
    expect((await savings.balanceOf("alice")).value).toBe(1000n);
  });
});
