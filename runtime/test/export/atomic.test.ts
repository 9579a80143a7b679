import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Chain } from "../../src";
import { Random, reproduction, testSeed } from "../../../test/support/wasm/random";
import { engineContract, type EngineContract } from "../engine/support/engine-contract";

const runtime = join(__dirname, "../../dist");
/** Random moments at which an exporting process is killed; `KILLS=200` for more. */
const KILLS = Number(process.env["KILLS"] ?? 8);

let folder: string;
let wasm: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "threaded-contract-atomic-"));
  wasm = join(folder, "engine.wasm");
  writeFileSync(wasm, await engineContract());
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The number of the chain in a file, which has to be whole. */
async function numberIn(path: string): Promise<bigint> {
  await using chain = await Chain.import(path, { workers: 0 });
  const address = readFileSync(join(folder, "address"), "utf8");
  return (await chain.contract<EngineContract>(address).getNumber()).value;
}

const setup = (path: string): string => `
  const { createChain } = require(${JSON.stringify(join(runtime, "index.js"))});
  const { writeFileSync } = require("node:fs");
  const path = ${JSON.stringify(path)};
  const start = async () => {
    const chain = await createChain({ workers: 0, journal: true });
    const contract = await chain.deploy(${JSON.stringify(wasm)});
    writeFileSync(${JSON.stringify(join(folder, "address"))}, contract.address);
    return { chain, contract };
  };`;

test("a process that is killed at a random moment leaves the old file or the new one", async () => {
  const seed = testSeed();
  const random = new Random(seed);
  const path = join(folder, "random");
  const program = join(folder, "random.cjs");
  writeFileSync(
    program,
    `${setup(path)}
    (async () => {
      const { chain, contract } = await start();
      // Makes the export large, so that most of the time goes into writing it.
      for (let i = 0; i < 8; i++) await chain.callWithCalldata(contract.address, new Uint8Array(1_048_576));
      for (let number = 1n; ; number++) {
        await contract.setNumber(number);
        await chain.export(path);
        process.stdout.write(number + "\\n");
      }
    })();`,
  );
  for (let kill = 0; kill < KILLS; kill++) {
    rmSync(path, { force: true });
    const milliseconds = random.below(200);
    const last = await runAndKill(program, milliseconds);
    const found = await numberIn(path);
    const repeat = reproduction("runtime/test/export/atomic", seed);
    expect({ repeat, kill, milliseconds, found }).toEqual({
      repeat,
      kill,
      milliseconds,
      found: found === last ? last : last + 1n,
    });
  }
}, 120_000);

/** Runs a program that tells the numbers it has exported, kills it after the first and some time, and returns the last. */
function runAndKill(program: string, milliseconds: number): Promise<bigint> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.on("error", reject);
    child.on("close", (_, signal) => {
      if (signal !== "SIGKILL") reject(new Error(`the program ended by itself: ${output}`));
      // A number that was cut off in the pipe was not told.
      else resolve(BigInt(/(\d+)\n\d*$/.exec(output)?.[1] ?? -1));
    });
    child.stdout.on("data", (chunk: Buffer) => {
      if (output === "") setTimeout(() => child.kill("SIGKILL"), milliseconds);
      output += chunk.toString();
    });
  });
}

/** What an export does to files, in order; killing right before each covers every state in between. */
const STEPS = ["open", "write", "write", "sync", "close", "rename", "open", "sync", "close"] as const;

test("a process that is killed before any step of an export leaves the old file, and after the renaming the new one", async () => {
  const program = join(folder, "steps.cjs");
  const path = join(folder, "steps");
  writeFileSync(
    program,
    `const files = require("node:fs/promises");
    let steps = Infinity;
    const done = [];
    const step = (name) => {
      done.push(name);
      if (steps-- === 0) process.kill(process.pid, "SIGKILL");
    };
    // Before the runtime is loaded, so that it finds these.
    const { open, rename } = files;
    files.rename = (...args) => (step("rename"), rename(...args));
    files.open = async (...args) => {
      step("open");
      const file = await open(...args);
      for (const name of ["write", "sync", "close"]) {
        const method = file[name];
        file[name] = (...rest) => (step(name), method.apply(file, rest));
      }
      return file;
    };
    ${setup(path)}
    (async () => {
      const { chain, contract } = await start();
      await contract.largeResults(1, 2000);
      await contract.setNumber(1n);
      await chain.export(path);
      done.length = 0;
      await contract.setNumber(2n);
      steps = Number(process.argv[2]);
      // Calldata makes the journal longer than one piece.
      await chain.callWithCalldata(contract.address, new Uint8Array(1_048_576));
      await chain.export(path);
      console.log(done.join());
    })();`,
  );
  for (const [at, name] of STEPS.entries()) {
    rmSync(path, { force: true });
    const signal = await new Promise((resolve) => {
      execFile(process.execPath, [program, String(at)], (error) => resolve(error?.signal));
    });
    const expected = at <= STEPS.indexOf("rename") ? 1n : 2n;
    expect([at, name, signal, existsSync(path), await numberIn(path)]).toEqual([at, name, "SIGKILL", true, expected]);
  }
  const done = await new Promise((resolve) => {
    execFile(process.execPath, [program, "100"], (_, output) => resolve(output.trim()));
  });
  expect(done).toBe(STEPS.join());
}, 120_000);
