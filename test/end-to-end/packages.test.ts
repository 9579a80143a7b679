import path from "node:path";
import { createSandbox, type Sandbox } from "./sandbox";
import { repositoryRoot } from "../tasks/repository";
import { runInShell } from "./run";

const SETUP_SECONDS_MAX = 120;

describe("the packed packages", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox();
  }, SETUP_SECONDS_MAX * 1000);
  afterAll(() => sandbox.close());

  test.each([
    ["@threaded-contract/sdk", ["index.ts", "assembly/threading.ts"]],
    ["@threaded-contract/transform", ["dist/index.js", "dist/index.d.ts", "docs/TC2001.md"]],
    ["@threaded-contract/runtime", ["dist/index.js", "dist/index.d.ts", "jest-preset.js"]],
    ["create-threaded-contract", ["dist/cli.js", "plain/package.json", "plain/_gitignore", "plain/assembly/index.ts"]],
    ["create-threaded-contract", ["opnet/package.json", "opnet/_gitignore", "opnet/assembly/Token.ts"]],
    ["@threaded-contract/stand-in", ["index.js"]],
  ])("%s has its files, its licence and its page, and no tests", (name, expected) => {
    const files = sandbox.packages.find((packed) => packed.manifest.name === name)?.files ?? [];
    expect(files).toEqual(expect.arrayContaining([...expected, "LICENSE", "README.md", "package.json"]));
    expect(
      files.filter((file) => /\.test\.|\.tsbuildinfo$|node_modules/.test(file) && !/^(plain|opnet)\//.test(file)),
    ).toEqual([]);
  });

  test("are found without fault by publint", async () => {
    const publint = path.join(repositoryRoot, "node_modules/publint/src/cli.js");
    for (const { tarball } of sandbox.packages) {
      const { stdout, stderr, status } = await runInShell(`node '${publint}' run '${tarball}' --strict`, {
        cwd: sandbox.folder,
        env: sandbox.env,
      });
      expect({ status, output: stdout + stderr }).toEqual({
        status: 0,
        output: expect.stringContaining("All good!") as string,
      });
    }
  });
});
