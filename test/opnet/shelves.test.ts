import { createChain, type Chain, type Contract } from "@threaded-contract/runtime";
import { stackNames } from "../differential/harness/paths";
import { compileThreaded } from "./support";

const TIMEOUT_MILLISECONDS = 240_000;

describe.each(stackNames)("arrays, texts and shared slots, stack %s", (stack) => {
  let chain: Chain;
  let shelves: Contract;
  let wasm: Uint8Array;
  let abi: readonly string[];

  beforeAll(async () => {
    ({ wasm, abi } = await compileThreaded("shelves", stack));
    chain = await createChain({ schedule: "opnet/1/spec", gas: 100_000_000_000n });
  }, TIMEOUT_MILLISECONDS);
  beforeEach(async () => {
    shelves = await chain.deploy(wasm, { abi, name: "shelves" });
  });
  afterAll(() => chain.close());

  test("are written by a thread, and main's own objects have what it wrote after the join", async () => {
    const empty = "0 0 0 0 0 0 0 0;0 0 0 0 0 0;false false;;;0";
    const after = (length: number, value: number) => {
      const [lengths, values] = [Array(8).fill(length), Array(6).fill(value)] as [number[], number[]];
      const texts = `motto ${value};a label of more than twenty-eight bytes ${value}`;
      return `${lengths.join(" ")};${values.join(" ")};true true;${texts};${value}`;
    };
    expect((await shelves["append"](7)).value).toBe(`${empty}|${after(1, 7)}`);
    for (let length = 2; length <= 5; length++) {
      const [before, now] = ((await shelves["append"](length * 10)).value as string).split("|");
      expect(before?.split(";")[0]).toBe(
        Array(8)
          .fill(length - 1)
          .join(" "),
      );
      expect(now).toBe(after(length, length * 10));
    }
  });

  test.each([
    [0, "elements 0 to 15 of a StoredU16Array"],
    [1, "elements 4 to 7 of a StoredU64Array"],
    [2, "elements 256 to 511 of a StoredBooleanArray"],
    [3, "the 4 numbers of a StoredU64"],
    [4, "the 8 numbers of a StoredU32"],
    [5, "length and start of a StoredU128Array"],
  ])(
    "whose slot two threads want are refused, and the message says what shares it: kind %i",
    async (kind, contents) => {
      const receipt = await shelves["share"](kind);
      expect(receipt.code).toBe("TC4002");
      expect(receipt.error?.code).toBe("TC4002");
      expect(receipt.error?.shortMessage).toContain(`One slot holds ${contents}`);
      expect(receipt.stateDiff).toEqual([]);
    },
  );

  test("whose slot has one value are refused too", async () => {
    expect((await shelves["share"](6)).code).toBe("TC4002");
  });

  test("are for several threads where their slots differ", async () => {
    expect((await shelves["share"](7)).status).toBe("success");
    const receipt = await shelves["beside"](5);
    expect(receipt.threads).toHaveLength(3);
    expect(receipt.value).toBe(5 + 5 + 33 + 5 + 66);
  });

  test.each([
    // The slot of the length, and those of the elements: a slot holds 32, the array 100.
    [0, 32, 2],
    [5, 32, 3],
    [5, 28, 3],
    [5, 27, 2],
    [90, 20, 4],
    [5, 100, 5],
  ])("from %i on, %i elements, have %i slots", async (start, count, slots) => {
    expect((await shelves["ring"](start, count)).value).toBe(slots);
  });

  test("of a text are those of the longer text that it replaces, too", async () => {
    const receipt = await shelves["shorten"](100);
    expect(receipt.value).toBe("short");
    expect(receipt.threads[0]?.writes).toHaveLength(4);
  });

  test("of a guarded contract: the guard is passed once a call, and by no thread", async () => {
    // The deployment was the first execution that was completed.
    const receipt = await shelves["guarded"]();
    expect(receipt.value).toBe(1n);
    expect(receipt.threads[0]).toMatchObject({ status: "success", writes: [] });
    expect((await shelves["guarded"]()).value).toBe(2n);
  });
});
