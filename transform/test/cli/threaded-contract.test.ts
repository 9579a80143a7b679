import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { manifestText, plainContract, threadEntry, withManifest } from "../../../test/support/wasm/contracts";
import { allCodes } from "../../src/diagnostics/catalogue";
import { Project } from "./command-line";

const good = `import { thread_spawn, thread_join } from "@threaded-contract/sdk";
export function run(x: u32): u32 {
  const handle = thread_spawn<u32>(1_000_000, (): u32 => x * 2);
  return thread_join<u32>(handle);
}
`;
const bad = good.replace("return thread_join<u32>(handle)", "return x");
const broken = good.replace("u32 => x * 2", "u32 => y * 2");

let project: Project;

beforeAll(async () => {
  project = await Project.create({
    "assembly/index.ts": good,
    "assembly/bad.ts": bad,
    "assembly/broken.ts": broken,
    "text.wasm": "no module",
  });
  const { exitCode, stderr } = await project.asc(
    "assembly/index.ts",
    "--transform",
    "@threaded-contract/transform",
    "-O",
    "--outFile",
    "build/contract.wasm",
  );
  expect([exitCode, stderr]).toEqual([0, ""]);
});

afterAll(() => project.remove());

const files = (): string[] =>
  readdirSync(project.folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.startsWith("node_modules"))
    .sort();

describe("check", () => {
  test("a good contract", async () => {
    const before = files();
    expect(await project.run("check", "assembly/index.ts")).toEqual({
      exitCode: 0,
      stdout: "No errors.\n",
      stderr: "",
    });
    expect(files()).toEqual(before);
  });

  test("a bad contract, and no file is written", async () => {
    const before = files();
    const { exitCode, stderr } = await project.run("check", "assembly/bad.ts");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("ERROR AS109: TC2001: ");
    expect(stderr).toContain("in assembly/bad.ts(4,3)");
    expect(stderr).toContain("in assembly/bad.ts(3,18)");
    expect(files()).toEqual(before);
  });

  test("the same for tools", async () => {
    const { exitCode, stdout, stderr } = await project.run("check", "assembly/bad.ts", "--json");
    expect([exitCode, stderr]).toEqual([1, ""]);
    expect(JSON.parse(stdout)).toMatchObject({
      passed: false,
      failure: null,
      diagnostics: [
        {
          code: "TC2001",
          severity: "error",
          place: { path: "assembly/bad.ts", start: { line: 4, column: 3 }, end: { line: 4, column: 11 } },
          related: { path: "assembly/bad.ts", start: { line: 3, column: 18 } },
        },
      ],
    });
  });

  test("what is known about the writes of threads, on request", async () => {
    await project.write(
      "assembly/writes.ts",
      `import { thread_spawn_with_reservation, thread_join, Storage } from "@threaded-contract/sdk";
export function run(name: string): void {
  thread_join(thread_spawn_with_reservation<void>(1000, ["a", name], (): void => {
    Storage.set<u64>("a", 1);
    Storage.set<u64>("b", 1);
  }));
}
`,
    );
    expect(await project.run("check", "assembly/writes.ts", "--explain-storage")).toEqual({
      exitCode: 0,
      stdout: `assembly/writes.ts(4,5): "a": reserved
assembly/writes.ts(5,5): "b": cannot be proved, checked at run time
No errors.
`,
      stderr: "",
    });
    expect((await project.run("check", "assembly/writes.ts")).stdout).toBe("No errors.\n");
    await rm(join(project.folder, "assembly/writes.ts"));
  });

  test("an error of the compiler, for tools", async () => {
    const { exitCode, stdout } = await project.run("check", "assembly/broken.ts", "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: [{ code: "TS2304", docsUrl: null, place: { start: { line: 3 } } }],
    });
  });

  test.each(["assemblyscript-0.28.14", "@btc-vision/assemblyscript"])("with the compiler %s", async (compiler) => {
    const { exitCode, stderr } = await project.run("check", "assembly/bad.ts", "--compiler", compiler);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("TC2001");
  });

  test("a transform that asconfig.json names already", async () => {
    const own = await Project.create({
      "index.ts": bad,
      "asconfig.json": JSON.stringify({ options: { transform: ["@threaded-contract/transform"] } }),
    });
    const { stderr } = await own.run("check", "index.ts");
    await own.remove();
    expect(stderr.match(/TC2001:/g)).toHaveLength(1);
  });

  test("a file that does not exist, and a compiler that is not installed", async () => {
    for (const args of [
      ["check", "assembly/none.ts"],
      ["check", "assembly/index.ts", "--compiler", "no-such-compiler"],
    ]) {
      const { exitCode, stderr } = await project.run(...args);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/^TC6015: /);
    }
  });
});

describe("verify", () => {
  test("a contract of ours", async () => {
    const { exitCode, stdout } = await project.run("verify", "build/contract.wasm");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("thread:0  readonly  assembly/index.ts:3:18");
    expect(stdout).toContain("Nothing forbidden was found.");
  });

  test("the same for tools", async () => {
    const { exitCode, stdout } = await project.run("verify", "build/contract.wasm", "--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ passed: true, threads: [{ export: "thread:0", kind: "readonly" }] });
  });

  test("a module written by hand whose thread emits: exit code 1, with what it reaches and the way there", async () => {
    const builder = plainContract({}, (empty) => empty.import("emit", { parameters: "i32 i32" }));
    const entry = builder.function({ parameters: "i32", code: "call 3", exported: "thread:0" });
    builder.table(4).elements(1, [entry]);
    builder.function({ code: "i32.const 0 i32.const 0 call 0" });
    await project.write("forbidden.wasm", withManifest(builder, manifestText([threadEntry(0, 1)])));
    const { exitCode, stdout } = await project.run("verify", "forbidden.wasm");
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/thread:0 .*\n {2}may: emits events\n {2}reaches 1 import: env\.emit\n/);
    expect(stdout).toMatch(/\nTC3001: .*\(thread:0\)\n {2}thread:0 \(#2\)\n {4}→ .*\(#3\)\n {6}→ env\.emit \(#0\)\n/);
  });

  test("a module that is cut off, another kind of file, and none", async () => {
    await project.write("cut.wasm", readFileSync(join(project.folder, "build/contract.wasm")).subarray(0, 100));
    for (const [file, code, expected] of [
      ["cut.wasm", "TC6001", 1],
      ["text.wasm", "TC6001", 1],
      ["none.wasm", "TC6015", 2],
      ["assembly", "TC6015", 2],
    ] as const) {
      const { exitCode, stderr } = await project.run("verify", file);
      expect([file, exitCode, stderr.slice(0, 6)]).toEqual([file, expected, code]);
    }
  });
});

describe("abi", () => {
  test("writes what the compiler writes, into a folder", async () => {
    const { exitCode, stdout } = await project.run("abi", "build/contract.wasm", "--out", "copy");
    expect([exitCode, stdout.split("\n").filter((line) => line.startsWith("Wrote ")).length]).toEqual([0, 2]);
    for (const name of ["contract.abi.json", "contract.client.ts"]) {
      expect(readFileSync(join(project.folder, "copy", name), "utf8")).toBe(
        readFileSync(join(project.folder, "build", name), "utf8"),
      );
    }
    expect((await project.run("abi", "build/contract.wasm", "--out", "copy")).stdout).toBe("Up to date.\n");
  });

  test("prints", async () => {
    const { stdout } = await project.run("abi", "build/contract.wasm", "--print");
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, functions: [{ name: "run" }] });
  });
});

describe("abi with the files that opnet-transform wrote", () => {
  const token = { functions: [{ name: "mint", inputs: [{ name: "amount", type: "UINT256" }], outputs: [] }] };

  test("writes a typed client for their functions", async () => {
    writeFileSync(join(project.folder, "Token.abi.json"), JSON.stringify(token));
    const { exitCode } = await project.run("abi", "build/contract.wasm", "Token.abi.json", "--out", "opnet");
    expect(exitCode).toBe(0);
    const client = readFileSync(join(project.folder, "opnet/contract.client.ts"), "utf8");
    expect(client).toContain("mint(amount: bigint): Promise<Receipt<void>>");
  });

  test("refuses what is none of them", async () => {
    const { exitCode, stderr } = await project.run("abi", "build/contract.wasm", "text.wasm");
    expect([exitCode, stderr.slice(0, 6)]).toEqual([1, "TC6014"]);
  });
});

describe("explain", () => {
  test("a page, however the code is written", async () => {
    const page = readFileSync(join(__dirname, "../../docs/TC2004.md"), "utf8");
    for (const code of ["TC2004", "tc2004", "2004"]) {
      expect(await project.run("explain", code)).toEqual({ exitCode: 0, stdout: page, stderr: "" });
    }
  });

  test("the list of codes", async () => {
    const { stdout } = await project.run("explain");
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.slice(0, 6)),
    ).toEqual(allCodes());
  });
});

describe("usage", () => {
  test("help and version", async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8")) as { version: string };
    expect(await project.run("--version")).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
    const { exitCode, stdout } = await project.run("--help");
    expect(exitCode).toBe(0);
    for (const name of ["check", "explain", "verify", "abi"]) {
      expect(stdout).toContain(`  ${name} `);
      expect((await project.run(name, "--help")).stdout).toMatch(new RegExp(`^Usage: threaded-contract ${name} `));
    }
  });

  test.each([
    [[]],
    [["chek"]],
    [["check"]],
    [["check", "a.ts", "b.ts"]],
    [["check", "a.ts", "--fast"]],
    [["verify"]],
    [["abi", "a.wasm", "--out"]],
    [["explain", "TC9999"]],
    [["explain", "../README"]],
  ])("%j is refused", async (args) => {
    const { exitCode, stdout, stderr } = await project.run(...args);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).not.toBe("");
  });
});
