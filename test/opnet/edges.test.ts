import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { account, createChain, type Chain, type Contract } from "@threaded-contract/runtime";
import { stackNames } from "../differential/harness/paths";
import { EDGES, edgeCasesOf, OTHER, rawCases } from "./edge-cases";
import { compileThreaded } from "./support";

const TIMEOUT_MILLISECONDS = 240_000;
const GAS = 400_000_000_000n;
const INSTANCE_GAS = 20_000_000n;

describe.each(stackNames)("what OP_NET refuses is refused, stack %s", (stack) => {
  let chain: Chain;
  let edges: Contract;

  beforeAll(async () => {
    const { wasm, abi } = await compileThreaded("edges", stack);
    chain = await createChain({ schedule: "opnet/1/spec", gas: GAS });
    edges = await chain.deploy(wasm, { abi, address: EDGES });
    await chain.deploy(wasm, { abi, address: OTHER });
    await chain.registerKey(account("alice"), new Uint8Array(1_312).fill(7));
  }, TIMEOUT_MILLISECONDS);
  afterAll(() => chain.close());

  test.each(edgeCasesOf(stack))("$what: $status", async ({ signature, args, status, value, code, text }) => {
    const receipt = await edges[signature.slice(0, signature.indexOf("("))](...args);
    expect({ status: receipt.status, code: receipt.code }).toEqual({ status, code: code ?? null });
    if (value !== undefined) expect(receipt.value).toEqual(value);
    if (text !== undefined) expect(receipt.error?.shortMessage).toMatch(text);
    if (status !== "success") expect([receipt.stateDiff, receipt.events]).toEqual([[], []]);
  });

  test.each(rawCases)("$what", async ({ calldata, text }) => {
    const receipt = await chain.callWithCalldata(edges.address, Buffer.from(calldata, "hex"));
    expect({ status: receipt.status, code: receipt.code }).toEqual({ status: "reverted", code: "TC5002" });
    expect(receipt.error?.shortMessage).toMatch(text);
  });

  test.each([1n, INSTANCE_GAS - 1n, INSTANCE_GAS])("%i gas is not enough, and all of it is used", async (gas) => {
    const receipt = await edges.with({ gas })["touch"]();
    expect(receipt).toMatchObject({ status: "outOfGas", code: "TC5001", gasUsed: gas });
  });

  test("a revert's data is its text as OP_NET writes it", async () => {
    const { data, error } = await edges["fail"](3);
    const text = Buffer.from(data).subarray(8).toString();
    expect(Buffer.from(data).toString("hex", 0, 8)).toBe(`63739d5c${text.length.toString(16).padStart(8, "0")}`);
    expect(text).toMatch(/^xxx at edges\.ts:\d+:\d+$/);
    expect(error?.shortMessage).toBe(text);
  });

  test("gas is enough, or one unit less is not", async () => {
    const { gasUsed: gas } = await edges.with({ gas: 100_000_000n })["touch"]();
    expect(await edges.with({ gas })["touch"]()).toMatchObject({ status: "success", gasUsed: gas });
    expect(await edges.with({ gas: gas - 1n })["touch"]()).toMatchObject({ status: "outOfGas", gasUsed: gas - 1n });
  });

  test.each([
    ["echo", ["a"], "TC6008"],
    ["echo", [], "TC6008"],
    ["echo", [1n << 64n], "TC6008"],
    ["callOnce", ["0x12", true], "TC6008"],
    ["echos", [1n], "TC6009"],
  ])("%s(%p) is refused before anything runs", async (method, args, code) => {
    await expect(chain.call(edges.address, method, args)).rejects.toMatchObject({ code });
  });
});

test(
  "new code runs from the next block on, and its functions are those that can be called",
  async () => {
    await using chain = await createChain({ schedule: "opnet/1/spec", gas: GAS });
    const types = await compileThreaded("types", "b");
    const source = await chain.deploy(types.wasm, { abi: types.abi });
    const { wasm, abi } = await compileThreaded("edges", "b");
    const edges = await chain.deploy(wasm, { abi });
    expect((await edges["updates"](source.address, 0, 1)).value).toBe(1);
    expect((await edges["echo"](7n)).value).toBe(7n);
    await chain.mine();
    await expect(edges["echo"](7n)).rejects.toMatchObject({ code: "TC6009" });
    const answer = await chain.call(edges.address, "unsigned64", [7n]);
    expect(answer.value).toEqual({ value: 7n, text: "7" });
  },
  TIMEOUT_MILLISECONDS,
);

test(
  "the published virtual machine agrees on every one, gas included",
  async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, "edge-parity.js")]);
    const { skipped, calls, differences } = JSON.parse(stdout) as {
      skipped: string | null;
      calls: number;
      differences: string[];
    };
    // Loud on purpose: a run without the machine proves less.
    if (skipped !== null) process.stderr.write(`SKIPPED: no VM (${skipped}).\n`);
    expect(differences).toEqual([]);
    expect(calls).toBeGreaterThan(skipped === null ? 300 : -1);
  },
  TIMEOUT_MILLISECONDS,
);
