import path from "node:path";
import { createChain, type Chain } from "@threaded-contract/runtime";
import type { PrimesContract } from "../build/primes.client";

const wasm = path.join(__dirname, "../build/primes.wasm");

describe("primes", () => {
  let chain: Chain;
  beforeAll(async () => {
    chain = await createChain();
  });
  afterAll(() => chain.close());

  test("are counted by four threads", async () => {
    const primes = await chain.deploy<PrimesContract>(wasm);
    const receipt = await primes.countPrimes(2_000_000, 4);
    expect(receipt.value).toBe(148933);
    expect(receipt.threads).toHaveLength(4);
  });

  test.each([
    [0, 1, 0],
    [2, 1, 0],
    [3, 1, 1],
    [1000, 1, 168],
    [1000, 7, 168],
    [65_537, 2, 6542],
    [65_538, 2, 6543],
    [100_000, 64, 9592],
  ])("below %i, by %i threads, are %i, as without threads", async (limit, threads, expected) => {
    const primes = await chain.deploy<PrimesContract>(wasm);
    expect((await primes.countPrimes(limit, threads)).value).toBe(expected);
    expect((await primes.countPrimesInSequence(limit)).value).toBe(expected);
  });

  test("cannot be counted by no thread: the division traps", async () => {
    const primes = await chain.deploy<PrimesContract>(wasm);
    expect((await primes.countPrimes(100, 0)).code).toBe("TC5004");
  });
});
