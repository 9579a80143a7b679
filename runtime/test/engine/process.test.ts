import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { engineContract } from "./support/engine-contract";

const run = promisify(execFile);
const runtime = join(__dirname, "../../dist/index.js");
let folder: string;
let wasm: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "threaded-contract-process-"));
  wasm = join(folder, "engine.wasm");
  writeFileSync(wasm, await engineContract());
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a program in a process of its own, which has to end by itself. */
async function program(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  writeFileSync(file, text);
  const { stdout, stderr } = await run(process.execPath, [file], { timeout: 30_000, killSignal: "SIGKILL" });
  expect(stderr).toBe("");
  return stdout;
}

const body = `
  const chain = await createChain({ workers: 2 });
  const contract = await chain.deploy(${JSON.stringify("WASM")});
  const receipt = await contract.spread(8, 1000, 1000000n);
  console.log(receipt.status, receipt.threads.length);`;

test("a CommonJS program ends by itself without closing its chain", async () => {
  const text = `const { createChain } = require(${JSON.stringify(runtime)});
    (async () => {${body.replace("WASM", wasm)}})();`;
  expect(await program("program.cjs", text)).toBe("success 8\n");
});

test("an ES module imports by name and may await a call with nothing else to do", async () => {
  const text = `import { createChain } from ${JSON.stringify(runtime)};${body.replace("WASM", wasm)}
    await chain.close();`;
  expect(await program("program.mjs", text)).toBe("success 8\n");
});

test("an ES module imports by name through the package's exports", async () => {
  const text = `import { createChain, Receipt, account, isThreadedContractError } from "@threaded-contract/runtime";
    console.log(typeof createChain, typeof Receipt, typeof account, typeof isThreadedContractError);`;
  const inside = join(__dirname, "../../../node_modules/.cache");
  const file = join(inside, `esm-${process.pid}.mjs`);
  writeFileSync(file, text);
  const { stdout } = await run(process.execPath, [file]).finally(() => rmSync(file));
  expect(stdout).toBe("function function function function\n");
});

test("a program that exits in the middle of a call is not held up", async () => {
  const text = `const { createChain } = require(${JSON.stringify(runtime)});
    (async () => {
      const chain = await createChain({ workers: 2 });
      const contract = await chain.deploy(${JSON.stringify(wasm)});
      void contract.with({ gas: 10n ** 18n }).forever();
      setTimeout(() => { console.log("bye"); process.exit(0); }, 50);
    })();`;
  expect(await program("exit.cjs", text)).toBe("bye\n");
});

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("a process with little address space gets by with fewer workers, or says what is missing", async () => {
  const text = `const { createChain } = require(${JSON.stringify(runtime)});
    (async () => {
      const chain = await createChain({ workers: 8 });
      const contract = await chain.deploy(${JSON.stringify(wasm)});
      console.log((await contract.spread(8, 1000, 1000000n)).hash);
    })().catch((error) => console.log(error.code));`;
  const file = join(folder, "limited.cjs");
  writeFileSync(file, text);
  const limited = async (gigabytes: number) => {
    const command = `ulimit -v ${gigabytes * 1_000_000}; exec "${process.execPath}" "${file}"`;
    return (await run("/bin/sh", ["-c", command], { timeout: 60_000, killSignal: "SIGKILL" })).stdout.trim();
  };
  const roomy = await run(process.execPath, [file]);
  expect(roomy.stdout.trim()).toMatch(/^0x[0-9a-f]{64}$/);
  expect(await limited(60)).toBe(roomy.stdout.trim());
  // Where guard pages do not fit, the engine of Node 24 makes memories without them; those before it make none.
  const major = Number(process.versions.node.split(".")[0]);
  expect(await limited(8)).toBe(major >= 24 ? roomy.stdout.trim() : "TC6018");
});
