import { account, createChain, opnetCalldata, type Chain, type Contract } from "@threaded-contract/runtime";
import type { OpnetAbi } from "@threaded-contract/transform";
import { stackNames, type StackName } from "../differential/harness/paths";
import { compileThreaded } from "./support";

const TIMEOUT_MILLISECONDS = 240_000;

const [alice, bob] = [account("alice"), account("bob")];
const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => 255 - index);
const numbers = (length: number) => bytes(length).join();

/** A method, a value of its type, and the contract's own words for what it has read. */
type Sample = readonly [method: string, value: unknown, text: string];

/** The ends of an integer type. */
const ends = (method: string, bits: bigint, isSigned: boolean, big: boolean): Sample[] => {
  const [low, high] = isSigned ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
  return [low, high].map((value) => [method, big ? value : Number(value), String(value)]);
};

const unsigned = [8n, 16n, 32n, 64n, 128n, 256n];

const samples: readonly Sample[] = [
  ["bool", true, "true"],
  ["bool", false, "false"],
  ...unsigned.flatMap((bits) => ends(`unsigned${bits}`, bits, false, bits > 32n)),
  ["unsigned64", 0x0102030405060708n, "72623859790382856"],
  // The text is that of its two halves.
  ["signed128", -(1n << 127n) + 5n, "-9223372036854775808 5"],
  ["signed128", -1n, "-1 18446744073709551615"],
  ["signed128", (7n << 64n) + 9n, "7 9"],
  ["owner", alice, alice],
  ["text", "", ""],
  ["text", "ten €, 😀", "ten €, 😀"],
  ["bytes", bytes(0), ""],
  ["bytes", bytes(5), numbers(5)],
  ["bytes4", bytes(4), numbers(4)],
  ["bytes32", bytes(32), numbers(32)],
  ["amounts", new Map([[alice, 1n], [bob, 1n << 255n]]), "2"], // prettier-ignore
  ["addresses", [bob, alice], "2"],
  ["addresses", [], "0"],
  ...unsigned.flatMap((bits): Sample[] => {
    const values = [1n, (1n << bits) - 1n, 0n];
    return [[`list${bits}`, bits > 32n ? values : values.map(Number), values.join()]];
  }),
  ["buffers", [bytes(3), bytes(0), bytes(40)], "3"],
  ["texts", ["", "a", "é€"], ",a,é€"],
];

const extended = { tweakedKey: bytes(32), address: alice };

const laterSamples: readonly Sample[] = [
  ...[8n, 16n, 32n, 64n].flatMap((bits) => ends(`signed${bits}`, bits, true, bits > 32n)),
  ["extended", extended, alice],
  ["signature", { signer: extended, signature: bytes(64) }, numbers(64)],
  ["extendedAmounts", [{ address: extended, amount: 5n }], "1"],
  ["extendedList", [extended, { ...extended, address: bob }], "2"],
  ["rawBuffers", [bytes(2)], "1"],
];

async function deploy(chain: Chain, name: string, stack: StackName): Promise<Contract> {
  const { wasm, abi } = await compileThreaded(name, stack);
  return chain.deploy(wasm, { abi });
}

describe.each(stackNames)("values of every type of an ABI, stack %s", (stack) => {
  let chain: Chain;
  let types: Contract;

  beforeAll(async () => {
    chain = await createChain({ schedule: "opnet/1/spec", gas: 10_000_000_000n });
    types = await deploy(chain, "types", stack);
  }, TIMEOUT_MILLISECONDS);
  afterAll(() => chain.close());

  test.each(samples)("%s(%p)", async (method, value, text) => {
    expect((await types[method](value)).value).toEqual({ value, text });
  });

  test("are all there are", () => {
    expect(new Set(types.manifest.functions.map(({ name }) => name))).toEqual(new Set(samples.map(([name]) => name)));
  });

  test.each([
    ["unsigned8", 256],
    ["unsigned64", -1n],
    ["signed128", 1n << 127n],
    ["owner", "0x12"],
    ["bytes4", bytes(5)],
    ["bytes32", bytes(31)],
    ["list8", [256]],
    ["texts", [1]],
    ["amounts", new Map([["0x12", 1n]])],
    ["text", 5],
  ])("that are none of %s: %p", async (method, value) => {
    await expect(chain.call(types.address, method, [value])).rejects.toMatchObject({ code: "TC6008" });
  });
});

describe("a client", () => {
  let chain: Chain;
  let wasm: Uint8Array;
  let abi: readonly string[];

  beforeAll(async () => {
    chain = await createChain({ schedule: "opnet/1/spec" });
    ({ wasm, abi } = await compileThreaded("types", "b"));
  }, TIMEOUT_MILLISECONDS);
  afterAll(() => chain.close());

  const said = (code: string, text: string) => ({ code, message: expect.stringContaining(text) as unknown });

  test("of a contract without its ABI says what to pass", async () => {
    const contract = await chain.deploy(wasm);
    expect(() => contract["bool"](true)).toThrow(expect.objectContaining(said("TC6009", "abis/<Class>.abi.json")));
    await expect(chain.call(contract.address, "bool", [true])).rejects.toMatchObject(said("TC6009", "<Class>"));
  });

  test("says where functions of base classes come from", async () => {
    const contract = await chain.deploy(wasm, { abi });
    expect(() => contract["transfer"](1)).toThrow(expect.objectContaining(said("TC6009", "abis/<Base>.abi.json")));
  });

  test("takes a deployment's arguments as bytes", async () => {
    await expect(chain.deploy(wasm, { abi, args: [1n] })).rejects.toMatchObject(said("TC6008", "opnetCalldata"));
    expect((await chain.deploy(wasm, { abi, args: opnetCalldata(["UINT8"], [1]) })).deployment.status).toBe("success");
  });

  test("takes opnet-transform's ABI and no other", async () => {
    const { manifest } = await chain.deploy(wasm, { abi });
    const other = manifest as unknown as OpnetAbi;
    await expect(chain.deploy(wasm, { abi: other })).rejects.toMatchObject(said("TC6014", "abis/<Class>.abi.json"));
  });
});

describe("values of the types that only the later stack has", () => {
  let chain: Chain;
  let types: Contract;

  beforeAll(async () => {
    chain = await createChain({ schedule: "opnet/1/spec", gas: 10_000_000_000n });
    types = await deploy(chain, "later", "b");
  }, TIMEOUT_MILLISECONDS);
  afterAll(() => chain.close());

  test.each(laterSamples)("%s(%p)", async (method, value, text) => {
    expect((await types[method](value)).value).toEqual({ value, text });
  });

  test("lists of tuples", async () => {
    const pairs = [
      { part0: alice, part1: 7 },
      { part0: bob, part1: 255 },
    ];
    expect((await types["tuples"](pairs, [1n, 2n])).value).toEqual({ pairs, numbers: [1n, 2n] });
  });
});
