import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TsServer } from "../support/editor/tsserver";
import { forbiddenPrograms } from "./forbidden";
import { findWarnings, readNextSteps } from "./output";
import { runInShell, runToSuccess } from "./run";
import { createSandbox, type Sandbox } from "./sandbox";

const STEP_MILLISECONDS_MAX = 240_000;

describe("from an empty folder to a green test", () => {
  let sandbox: Sandbox;
  const inSandbox = () => ({ cwd: sandbox.folder, env: sandbox.env });
  const project = (...names: string[]) => path.join(sandbox.folder, "my-contract", ...names);
  const inProject = () => ({ cwd: project(), env: sandbox.env });

  beforeAll(async () => {
    sandbox = await createSandbox();
  }, STEP_MILLISECONDS_MAX);
  afterAll(() => sandbox.close());

  test(
    "the command makes a project, and the commands that it prints make its tests pass",
    async () => {
      const command = `npm exec --yes --package '${sandbox.tarballOf("create-threaded-contract")}' -- create-threaded-contract`;
      const created = await runToSuccess(`${command} my-contract`, inSandbox());
      const steps = readNextSteps(created.stdout);
      expect(steps).toEqual(["cd my-contract", "npm install", "npm test"]);

      const followed = await runToSuccess(steps.join(" && "), inSandbox());
      expect(followed.stderr).toMatch(/Tests: +3 passed, 3 total/);
      expect(findWarnings(followed.stdout + followed.stderr)).toEqual([]);
      const seconds = (result: { seconds: number }) => result.seconds.toFixed(1);
      console.info(`scaffold ${seconds(created)} s, install and first green test ${seconds(followed)} s`);
    },
    STEP_MILLISECONDS_MAX,
  );

  test("the tests pass again without the network", async () => {
    const result = await runToSuccess("npm test", {
      ...inProject(),
      env: { ...sandbox.env, npm_config_offline: "true" },
    });
    console.info(`npm test again ${result.seconds.toFixed(1)} s`);
  });

  describe.each(forbiddenPrograms)("$what", ({ code, source, line }) => {
    test(`is refused as ${code}, at its line, with exit code 1 and nothing written`, async () => {
      const contract = project("assembly", "index.ts");
      const original = readFileSync(contract, "utf8");
      try {
        rmSync(project("build"), { recursive: true, force: true });
        writeFileSync(contract, source);
        const { status, stdout, stderr } = await runInShell("npm run --silent build", inProject());
        expect({ status, stderr: stderr + stdout }).toEqual({
          status: 1,
          stderr: expect.stringMatching(new RegExp(`${code}[^]*assembly/index\\.ts\\(${line},`)) as string,
        });
        expect(existsSync(project("build", "savings.wasm"))).toBe(false);
      } finally {
        writeFileSync(contract, original);
      }
    });
  });

  test("the editor shows the mistake while it is written, by the project's own plug-in and TypeScript", async () => {
    const { code, source, line } = forbiddenPrograms.find((program) => program.code === "TC2001")!;
    const server = new TsServer(project("node_modules", "typescript", "lib", "tsserver.js"), project());
    try {
      const contract = project("assembly", "index.ts");
      server.open(contract, readFileSync(contract, "utf8"));
      expect(await server.diagnostics(contract)).toEqual([]);
      server.open(contract, source);
      const shown = await server.diagnosticsWhen(contract, (found) => found.length > 0);
      expect(shown).toMatchObject([{ source: "threaded-contract", text: expect.stringContaining(code) as string }]);
      expect(shown[0]!.relatedInformation![0]!.span!.start.line).toBe(line);
    } finally {
      await server.close();
    }
  });

  const MODULE_KINDS = [
    [
      "CommonJS",
      "--input-type=commonjs",
      `const { createChain } = require("@threaded-contract/runtime");
       const { verifyModule } = require("@threaded-contract/transform");`,
    ],
    [
      "ESM",
      "--input-type=module",
      `import { createChain } from "@threaded-contract/runtime";
       import transform, { verifyModule } from "@threaded-contract/transform";
       if (typeof transform !== "function" || transform.verifyModule !== verifyModule) throw new Error("The default export is not the transform.");`,
    ],
  ] as const;

  test.each(MODULE_KINDS)("the packages are used from %s", async (_, flag, imports) => {
    await runToSuccess("npm run --silent build", inProject());
    const program = `${imports}
      if (typeof verifyModule !== "function") throw new Error("There is no verifier.");
      createChain().then(async (chain) => {
        const savings = await chain.deploy("build/savings.wasm");
        await savings.deposit("alice", 5n);
        console.log((await savings.balanceOf("alice")).value);
        await chain.close();
      });`;
    writeFileSync(project("program.txt"), program);
    const { stdout } = await runToSuccess(`node ${flag} < program.txt`, inProject());
    expect(stdout).toBe("5n\n");
  });
});
