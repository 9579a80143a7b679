import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { account, createChain, type Chain, type Contract } from "@threaded-contract/runtime";
import type { TokenContract } from "../build/token.client";

const [alice, bob] = [account("alice"), account("bob")];
const many = Array.from({ length: 25 }, (_, index) => account(`holder ${index}`));

describe("the token", () => {
  let chain: Chain;
  let token: Contract<TokenContract>;

  beforeAll(async () => {
    // OP_NET's prices, so that the gas in receipts is the gas that is paid.
    chain = await createChain({ schedule: "opnet/1/spec", gas: 100_000_000_000n });
  });
  beforeEach(async () => {
    token = await chain.deploy<TokenContract>("build/token.wasm", {
      abi: ["abis/Token.abi.json", "abis/OP20.abi.json"],
    });
  });
  afterAll(() => chain.close());

  test("is given away, ten recipients a thread", async () => {
    const receipt = await token.airdrop(many, 100n);

    expect(receipt.value).toBe(2_500n);
    expect(receipt.threads).toHaveLength(3);
    expect(receipt.events).toHaveLength(25);
    expect((await token.balanceOf(many[24] ?? alice)).value).toBe(100n);
    expect((await token.totalSupply()).value).toBe(2_500n);
  });

  test("is transferred", async () => {
    await token.airdrop([alice], 100n);
    (await token.with({ sender: alice }).transfer(bob, 40n)).expectSuccess();
    expect((await token.balanceOf(alice)).value).toBe(60n);
    expect((await token.balanceOf(bob)).value).toBe(40n);
  });

  test("is given away by its deployer alone", async () => {
    const receipt = await token.with({ sender: bob }).airdrop([bob], 100n);
    expect(receipt.status).toBe("reverted");
    expect((await token.totalSupply()).value).toBe(0n);
  });

  test("cannot be given to an account by two threads: its balance is reserved already", async () => {
    expect((await token.airdrop([...many, many[0] ?? alice], 100n)).code).toBe("TC4002");
    expect((await token.totalSupply()).value).toBe(0n);
  });
});
