import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TsServer, type ShownDiagnostic } from "../support/editor/tsserver";
import { findWarnings, readNextSteps } from "./output";
import { runInShell, runToSuccess } from "./run";
import { createSandbox, type Sandbox } from "./sandbox";

const STEP_MILLISECONDS_MAX = 240_000;

/** With OP_NET's own build tools it would be 869. */
const PACKAGES_MAXIMUM = 440;

interface Mistake {
  readonly what: string;
  readonly code: string;
  /** What the author had, and what it became. */
  readonly from: string;
  readonly to: string;
  /** Text of the line at which the diagnostic stands. */
  readonly at: string;
}

const PAYMENT =
  "for (let i = first; i < end; i++) this.balanceOfMap.set(recipients[i], u256.add(this.balanceOfMap.get(recipients[i]), amount));";

const mistakes: readonly Mistake[] = [
  {
    what: "minting in the thread, which emits an event",
    code: "TC3001",
    from: PAYMENT,
    to: "for (let i = first; i < end; i++) this._mint(recipients[i], amount);",
    at: "this._mint(",
  },
  {
    what: "a thread that nobody waits for",
    code: "TC2001",
    from: "for (let i = 0; i < handles.length; i++) thread_join_with_refund(handles[i]);",
    to: "if (recipients.length > 5) for (let i = 0; i < handles.length; i++) thread_join_with_refund(handles[i]);",
    at: "return writer;",
  },
];

describe("the template opnet, from an empty folder to a green test", () => {
  let sandbox: Sandbox;
  const project = (...names: string[]) => path.join(sandbox.folder, "my-token", ...names);
  const inProject = () => ({ cwd: project(), env: sandbox.env });

  beforeAll(async () => {
    sandbox = await createSandbox();
  }, STEP_MILLISECONDS_MAX);
  afterAll(() => sandbox.close());

  test(
    "the command makes a project, and the commands that it prints make its tests pass",
    async () => {
      const inSandbox = { cwd: sandbox.folder, env: sandbox.env };
      const command = `npm exec --yes --package '${sandbox.tarballOf("create-threaded-contract")}' -- create-threaded-contract`;
      const created = await runToSuccess(`${command} my-token --template opnet`, inSandbox);
      const followed = await runToSuccess(readNextSteps(created.stdout).join(" && "), inSandbox);
      expect(followed.stderr).toMatch(/Tests: +4 passed, 4 total/);
      expect(findWarnings(followed.stdout + followed.stderr)).toEqual([]);
      expect(followed.stderr + followed.stdout).not.toMatch(/ERESOLVE|peer dep/i);
      const [, packages = "0"] = /added (\d+) packages/.exec(followed.stdout) ?? [];
      expect(Number(packages)).toBeGreaterThan(0);
      expect(Number(packages)).toBeLessThanOrEqual(PACKAGES_MAXIMUM);
      console.info(`opnet: install of ${packages} packages and first green test ${followed.seconds.toFixed(1)} s`);
    },
    STEP_MILLISECONDS_MAX,
  );

  test("every package is where its dependents look for it", async () => {
    const { status, stdout } = await runInShell("npm ls --all", inProject());
    expect({ status, stdout: status === 0 ? "" : stdout }).toEqual({ status: 0, stdout: "" });
  });

  test("an editor finds every name and type of the contract", async () => {
    const script = `
      const ts = require("typescript");
      const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: console.error };
      const { fileNames, options } = ts.getParsedCommandLineOfConfigFile("assembly/tsconfig.json", {}, host);
      const program = ts.createProgram(fileNames, options);
      const own = program.getSourceFiles().filter(({ fileName }) => !fileName.includes("node_modules"));
      console.log(own.length);
      for (const { messageText } of own.flatMap((file) => program.getSemanticDiagnostics(file))) console.log(messageText);`;
    writeFileSync(project("editor.cjs"), script);
    expect((await runToSuccess("node editor.cjs", inProject())).stdout).toBe("2\n");
  });

  describe.each(mistakes)("$what", ({ code, from, to, at }) => {
    test(`is refused as ${code}, at its line, and nothing is written`, async () => {
      const contract = project("assembly", "Token.ts");
      const original = readFileSync(contract, "utf8");
      expect(original).toContain(from);
      const source = original.replace(from, to);
      const line = source.split("\n").findIndex((text) => text.includes(at)) + 1;
      const wasm = readFileSync(project("build", "token.wasm"));
      try {
        writeFileSync(contract, source);
        const { status, stdout, stderr } = await runInShell("npm run --silent build", inProject());
        expect({ status, output: stderr + stdout }).toEqual({
          status: 1,
          output: expect.stringMatching(new RegExp(`${code}[^]*assembly/Token\\.ts\\(${line},`)) as string,
        });
        expect(Buffer.compare(readFileSync(project("build", "token.wasm")), wasm)).toBe(0);
      } finally {
        writeFileSync(contract, original);
      }
    });
  });

  test("the editor shows a mistake in the contract while it is written", async () => {
    const { code, from, to, at } = mistakes.find((each) => each.code === "TC2001")!;
    const contract = project("assembly", "Token.ts");
    const source = readFileSync(contract, "utf8").replace(from, to);
    const line = source.split("\n").findIndex((text) => text.includes(at)) + 1;
    const server = new TsServer(project("node_modules", "typescript", "lib", "tsserver.js"), project());
    try {
      server.open(contract, source);
      const isOurs = (shown: ShownDiagnostic): boolean => shown.source === "threaded-contract";
      const shown = await server.diagnosticsWhen(contract, (found) => found.some(isOurs));
      expect(shown.filter(isOurs)).toMatchObject([{ text: expect.stringContaining(code) as string, start: { line } }]);
    } finally {
      await server.close();
    }
  });
});
