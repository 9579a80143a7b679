import { compareReceipts, firstDifference } from "../../../src/receipt-compare";
import { decodeReceipt, decodeReceiptLazily, encodeReceipt, receiptHash } from "../../../src/receipt-codec";
import type { Receipt } from "../../../src/receipt";
import { compileContract } from "../support/compile";
import { filled, TestChain } from "../support/test-chain";

let receipts: Receipt[];

beforeAll(async () => {
  const wasm = await compileContract("semantics.ts");
  const chain = new TestChain();
  chain.add(wasm);
  const names = [
    "writeSkew",
    "commitOrder",
    "emitTwice",
    "joinAborting",
    "mainFailsWhileThreadsLive",
    "staleAfterCommit",
  ];
  receipts = names.map((name) => chain.call(name).receipt);
});

describe("a receipt whose threads are read later", () => {
  const lazy = () => receipts.map((receipt) => decodeReceiptLazily(encodeReceipt(receipt)));

  test("is the same receipt, also as a copy and as JSON", () => {
    const json = (receipt: Receipt) =>
      JSON.stringify(receipt, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
    for (const [i, receipt] of lazy().entries()) {
      expect({ ...receipt }).toEqual(receipts[i]);
      expect(json(receipt)).toBe(json(receipts[i]!));
      expect((Object.create(receipt) as Receipt).threads).toEqual(receipts[i]!.threads);
      expect(receipt.threads).toBe(receipt.threads);
    }
  });

  test("has the same shape as every other, since shapes outlive what they describe", () => {
    const getters = lazy().map((receipt) => Object.getOwnPropertyDescriptor(receipt, "threads")?.get);
    expect(getters[0]).toBeDefined();
    expect(new Set(getters).size).toBe(1);
  });
});

test("canonical bytes give the same receipt back", () => {
  for (const receipt of receipts) {
    const bytes = encodeReceipt(receipt);
    const decoded = decodeReceipt(bytes);
    expect(decoded).toEqual(receipt);
    expect(encodeReceipt(decoded)).toEqual(bytes);
  }
});

test("bytes that are cut, too long or of another version are refused", () => {
  const bytes = encodeReceipt(receipts[0]!);
  for (let length = 0; length < bytes.length; length += 7) {
    expect(() => decodeReceipt(bytes.subarray(0, length))).toThrow(RangeError);
  }
  expect(() => decodeReceipt(new Uint8Array([...bytes, 0]))).toThrow(RangeError);
  expect(() => decodeReceipt(new Uint8Array([0, 0, 0, 99, ...bytes.subarray(4)]))).toThrow(RangeError);
});

test("every receipt has a hash of its own", () => {
  const hashes = receipts.map((receipt) => Buffer.from(receiptHash(receipt)).toString("hex"));
  expect(new Set(hashes).size).toBe(receipts.length);
});

describe("comparison", () => {
  const [receipt] = [() => receipts[0]!];

  test("equal receipts have no difference", () => {
    expect(firstDifference(receipt(), decodeReceipt(encodeReceipt(receipt())))).toBeUndefined();
    expect(compareReceipts(receipt(), receipt())).toEqual({ equal: true });
  });

  test.each<[string, (one: Receipt) => Receipt, RegExp]>([
    ["gas", (one) => ({ ...one, gasUsed: one.gasUsed + 1n }), /^gasUsed \(gas used\): \d+, \d+$/],
    ["data", (one) => ({ ...one, data: Uint8Array.of(1) }), /^data: 0x, 0x01$/],
    [
      "a thread's gas",
      (one) => ({ ...one, threads: one.threads.map((row, i) => (i === 1 ? { ...row, used: 5n } : row)) }),
      /^threads\[1\]\.used \(thread table\): \d+, 5$/,
    ],
    [
      "a missing thread",
      (one) => ({ ...one, threads: one.threads.slice(0, 1) }),
      /^threads\.length \(thread table\): 2, 1$/,
    ],
    [
      "a slot",
      (one) => ({ ...one, changes: one.changes.map((change) => ({ ...change, after: filled(9) })) }),
      /^changes\[0\]\.after \(state diff\): 0x0+1, 0x09/,
    ],
    ["conflicts", (one) => ({ ...one, conflicts: [] }), /^conflicts\.length \(conflicts\): 2, 0$/],
    [
      "a failure",
      (one) => ({
        ...one,
        failure: { code: 1, message: "", contract: filled(0), functionIndex: 0, offset: 0, ticket: 0 },
      }),
      /^failure: null, present$/,
    ],
  ])("names the first difference: %s", (_, change, expected) => {
    expect(firstDifference(receipt(), change(receipt()))).toMatch(expected);
    expect(compareReceipts(receipt(), change(receipt()))).toMatchObject({ equal: false });
  });
});
