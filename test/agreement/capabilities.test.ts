import { allCodes, isThreadedContractError, verifyModule } from "@threaded-contract/transform";
import { TestChain } from "../../runtime/test/core/support/test-chain";
import { readPage } from "../../transform/test/docs/page";
import { compileWith, removeOutput } from "./compile";

/** How a rule about what threads may do is kept when the compiler has not looked. */
type Kept =
  /** The host traps in the thread, even if the verifier has not looked either. */
  | { readonly at: "run time"; readonly values: readonly number[] }
  /** The import or instruction does not exist at run time: the module does not even get in, and the verifier says why with this code. */
  | { readonly at: "verifier"; readonly because: string }
  /** The same, and nothing can let the module in. */
  | { readonly at: "admission"; readonly because: string };

interface Case {
  readonly code: string;
  readonly kept: Kept;
  /** Default: the bad example of the code's page. */
  readonly text?: string;
}

const floats = `import { thread_spawn, thread_join } from "@threaded-contract/sdk";
export function run(n: u32): u32 {
  const handle = thread_spawn<u32>(1_000_000, (): u32 => <u32>(<f64>n / 3.0));
  return thread_join<u32>(handle);
}
`;

const joinsInThread = `import { thread_spawn, thread_join } from "@threaded-contract/sdk";
export function run(): u32 {
  const first = thread_spawn<u32>(1_000_000, (): u32 => 1);
  const second = thread_spawn<u32>(1_000_000, (): u32 => thread_join<u32>(first));
  return thread_join<u32>(second) + thread_join<u32>(first);
}
`;

const spawnsByHand = `@external("env", "thread_spawn")
declare function spawn(entry: u32, environment: usize, gas: u64, slots: usize, count: u32, regions: usize, size: u32, tag: u32): u64;
import "@threaded-contract/sdk";
export function run(): u64 {
  return spawn(1, 0, 1_000, 0, 0, 0, 0, 0);
}
`;

const tstore = readPage("TC3005.md").bad!.replaceAll("tload", "tstore");

const cases: readonly Case[] = [
  { code: "TC2008", text: joinsInThread, kept: { at: "run time", values: [] } },
  { code: "TC3001", kept: { at: "run time", values: [7] } },
  { code: "TC3002", kept: { at: "run time", values: [] } },
  { code: "TC3003", kept: { at: "run time", values: [] } },
  { code: "TC3004", kept: { at: "run time", values: [] } },
  { code: "TC3005", kept: { at: "verifier", because: "no contract has transient storage" } },
  { code: "TC3005", text: tstore, kept: { at: "verifier", because: "no contract has transient storage" } },
  { code: "TC3006", kept: { at: "verifier", because: "the host has no randomness" } },
  {
    code: "TC3006",
    text: floats,
    kept: { at: "verifier", because: "no contract may have floating-point instructions, in threads or not" },
  },
  { code: "TC3007", kept: { at: "verifier", because: "the host has no such function" } },
  {
    code: "TC3008",
    text: spawnsByHand,
    kept: { at: "verifier", because: "an entry that is not listed cannot be checked" },
  },
  { code: "TC3009", kept: { at: "admission", because: "the host has no locks" } },
];

afterAll(removeOutput);

test("every rule about what threads may do is in the table", () => {
  const rules = allCodes().filter((code) => code.startsWith("TC3"));
  expect(new Set(cases.map(({ code }) => code))).toEqual(new Set(["TC2008", ...rules]));
});

describe.each(cases)("$code, kept at $kept.at", ({ code, kept, text = readPage(`${code}.md`).bad! }) => {
  test("the compiler refuses the program with this code", async () => {
    const { codes, wasm } = await compileWith("checks", text);
    expect(codes).toContain(code);
    expect(wasm).toBeNull();
  });

  test("unchecked, it is refused with the same code", async () => {
    const { codes, wasm: compiled } = await compileWith("no checks", text);
    expect(codes).toEqual([]);
    const wasm = compiled!;
    if (kept.at === "run time") {
      const chain = new TestChain();
      expect(chain.deploy(wasm, false).receipt.status).toBe(0);
      expect(chain.call("run", [...kept.values]).receipt.code).toBe(Number(code.slice(2)));
      return;
    }
    const deploy = (verify: boolean): string | null => {
      try {
        new TestChain().add(wasm, verify);
        return null;
      } catch (error) {
        return isThreadedContractError(error) ? error.code : String(error);
      }
    };
    if (kept.at === "admission") return expect(deploy(false)).toBe(code);
    const report = verifyModule(wasm);
    expect(report.passed).toBe(false);
    expect(report.findings.map((finding) => finding.code)).toContain(code);
    expect(deploy(true)).not.toBeNull();
  });
});
