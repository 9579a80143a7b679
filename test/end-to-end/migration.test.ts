import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inRepository } from "../tasks/repository";
import { runToSuccess } from "./run";
import { createSandbox, type Sandbox } from "./sandbox";

const MILLISECONDS_MAX = 240_000;
const PAGE = inRepository("sdk", "docs", "migration.md");

/** Something the page tells its reader to do. */
interface Step {
  /** `sh`: commands; `diff`: a change; `ts`: a new file. */
  readonly kind: string;
  readonly text: string;
  /** Where a new file goes. */
  readonly file: string | undefined;
}

/** The code blocks below the numbered headings, in order. */
function readSteps(page: string): Step[] {
  const sections = page.split(/^## /m).filter((section) => /^\d+\. /.test(section));
  return sections.flatMap((section) => {
    return [...section.matchAll(/(?:^Write `([^`]+)`:\n\n)?^```(\w+)\n([^]*?)^```$/gm)].map(
      ([, file, kind = "", text = ""]) => ({ kind, text, file }),
    );
  });
}

describe("the page on migration, followed on a contract that was written without threads in mind", () => {
  let sandbox: Sandbox;
  const project = (...names: string[]) => path.join(sandbox.folder, "dividend-token", ...names);
  const run = (line: string) => runToSuccess(line, { cwd: project(), env: sandbox.env });
  const steps = readSteps(readFileSync(PAGE, "utf8"));
  /** What the commands wrote, and the contract after each of its builds. */
  let output = "";
  const builds: Buffer[] = [];

  async function follow({ kind, text, file }: Step): Promise<void> {
    if (kind === "sh") {
      const { stdout, stderr } = await run(`set -e\n${text}`);
      output += stdout + stderr;
      if (text.includes("npm run build")) builds.push(readFileSync(project("build", "DividendToken.wasm")));
    } else if (kind === "diff") {
      writeFileSync(project("change.diff"), text);
      await run("git apply change.diff");
    } else if (file !== undefined) {
      mkdirSync(path.dirname(project(file)), { recursive: true });
      writeFileSync(project(file), text);
    } else throw new Error(`the page does not say what to do with:\n${text}`);
  }

  beforeAll(async () => {
    sandbox = await createSandbox();
    cpSync(path.join(__dirname, "fixtures", "dividend-token"), project(), { recursive: true });
    await run("npm install && npm run build");
    builds.push(readFileSync(project("build", "DividendToken.wasm")));
    for (const step of steps) await follow(step);
  }, MILLISECONDS_MAX);
  afterAll(() => sandbox.close());

  test("has steps of every kind, and its test is green", () => {
    expect(steps.map(({ kind }) => kind)).toEqual(["sh", "diff", "sh", "diff", "sh", "sh", "ts", "sh"]);
    expect(output).toMatch(/Tests: +1 passed, 1 total/);
    expect(output).not.toMatch(/ERESOLVE|peer dep/i);
  });

  test("changes no byte until there is a thread", () => {
    const [before, withTransform, threaded] = builds as [Buffer, Buffer, Buffer];
    expect(builds).toHaveLength(3);
    expect(withTransform.equals(before)).toBe(true);
    expect(threaded.equals(before)).toBe(false);
  });

  test("leaves a contract that answers, emits and stores the same", async () => {
    writeFileSync(project("before.wasm"), builds[0] as Buffer);
    const program = `
      const { account, createChain } = require("@threaded-contract/runtime");
      async function results(wasm) {
        const chain = await createChain({ schedule: "opnet/1/spec", gas: 100_000_000_000n });
        const abi = ["abis/DividendToken.abi.json", "abis/OP20.abi.json"];
        const token = await chain.deploy(wasm, { abi, address: account("token") });
        const holders = Array.from({ length: 45 }, (_, index) => account("holder " + index));
        for (const [index, holder] of holders.entries()) await token.transfer(holder, BigInt(index * 7));
        const receipt = (await token.creditDividends(holders, 123_456n)).expectSuccess();
        const withdrawn = await token.with({ sender: holders[44] }).withdrawDividends();
        await chain.close();
        const { data, events, stateDiff, threads } = receipt;
        console.log(threads.length);
        return JSON.stringify([data, events, stateDiff, withdrawn.value], (_, value) => typeof value === "bigint" ? String(value) : value);
      }
      results("before.wasm").then(async (before) => console.log((await results("build/DividendToken.wasm")) === before));
    `;
    writeFileSync(project("compare.js"), program);
    expect((await run("node compare.js")).stdout).toBe("0\n3\ntrue\n");
  });
});
