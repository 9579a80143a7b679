import { createChain, type Chain, type Contract } from "@threaded-contract/runtime";
import { checkExample } from "../../../test/opnet/check-example";
import { deployExample, MerkleTree, OPNET_OPTIONS } from "../../../test/tasks/opnet-demonstrations";

const TIMEOUT_MILLISECONDS = 240_000;
const DEPTH = 6;

checkExample("batch-verifier");

describe("the verifier", () => {
  const tree = new MerkleTree(DEPTH);
  const proofs = Array.from({ length: 40 }, (_, index) => tree.proof((index * 5) % 64));
  let chain: Chain;
  let verifier: Contract;

  /** Both ways, which have to agree. */
  async function verify(batch: readonly Uint8Array[]): Promise<{ allValid: boolean; firstInvalid: number }> {
    const bytes = Buffer.concat(batch);
    const receipt = await verifier["verifyBatch"](DEPTH, bytes);
    expect(receipt.threads).toHaveLength(Math.ceil(batch.length / 16));
    expect((await verifier["verifyBatchInSequence"](DEPTH, bytes)).value).toEqual(receipt.value);
    return receipt.value as { allValid: boolean; firstInvalid: number };
  }

  /** The batch with one byte of one proof changed. */
  function bend(index: number, byte: number): Uint8Array[] {
    return proofs.map((proof, at) => {
      if (at !== index) return proof;
      const copy = Buffer.from(proof);
      copy[byte]! ^= 1;
      return copy;
    });
  }

  beforeAll(async () => {
    chain = await createChain(OPNET_OPTIONS);
    verifier = await deployExample(chain, "batch-verifier", "verifier");
    (await verifier["setRoot"](tree.root)).expectSuccess();
  }, TIMEOUT_MILLISECONDS);
  afterAll(() => chain.close());

  test("accepts proofs of the tree, and none at all", async () => {
    expect(await verify(proofs)).toEqual({ allValid: true, firstInvalid: -1 });
    expect(await verify([])).toEqual({ allValid: true, firstInvalid: -1 });
  });

  test.each([
    ["the leaf's place", 0, 3],
    ["the leaf", 17, 10],
    ["the lowest sibling", 16, 40],
    ["the highest sibling", 39, 4 + 32 * 7 - 1],
  ])("says which proof is wrong in %s: number %i", async (_, index, byte) => {
    expect(await verify(bend(index, byte))).toEqual({ allValid: false, firstInvalid: index });
  });

  test("names the first of several, in threads that all are joined", async () => {
    const batch = bend(5, 10).map((proof, index) => (index === 30 ? (bend(30, 10)[30] as Uint8Array) : proof));
    expect(await verify(batch)).toEqual({ allValid: false, firstInvalid: 5 });
  });

  test("takes no place beyond the tree, and no node for a leaf", async () => {
    const beyond = Buffer.from(proofs[0] as Uint8Array);
    beyond.writeUInt32BE(64);
    expect(await verify([beyond])).toEqual({ allValid: false, firstInvalid: 0 });
    // The same path one level shorter, with the two lowest leaves' node as its leaf.
    const other = new MerkleTree(DEPTH - 1);
    expect((await verifier["verifyBatch"](DEPTH - 1, other.proof(0))).value.allValid).toBe(false);
  });

  test("refuses a broken or too large batch", async () => {
    const whole = Buffer.concat(proofs);
    expect((await verifier["verifyBatch"](DEPTH, whole.subarray(1))).code).toBe("TC5002");
    const many = Buffer.concat(Array.from({ length: 257 }, () => proofs[0] as Uint8Array));
    expect((await verifier["verifyBatch"](DEPTH, many)).code).toBe("TC5002");
    expect((await verifier["verifyBatch"](33, new Uint8Array(0))).code).toBe("TC5002");
  });
});
