import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { nextSteps } from "../src/follow-up";
import { useTemporaryFolder } from "./temporary-folder";

const folder = useTemporaryFolder();

/** Runs the built command the way `npx` does, with no terminal. */
function run(...args: string[]) {
  const command = path.join(__dirname, "../dist/cli.js");
  return spawnSync(process.execPath, [command, ...args], { cwd: folder(), encoding: "utf8", input: "" });
}

describe("create-threaded-contract", () => {
  test("creates a project without asking, and prints the next steps", () => {
    const { status, stdout, stderr } = run("my-contract");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toContain("  cd my-contract\n  npm install\n  npm test\n");
    expect(existsSync(path.join(folder(), "my-contract", "package.json"))).toBe(true);
  });

  test("makes a git repository when asked to", () => {
    expect(run("my-contract", "--git").status).toBe(0);
    expect(existsSync(path.join(folder(), "my-contract", ".git"))).toBe(true);
  });

  test("says what is wrong, what to do, and ends with 1", () => {
    mkdirSync(path.join(folder(), "used"));
    writeFileSync(path.join(folder(), "used", "file"), "");
    for (const args of [["used"], [], ["--nonsense"], ["a", "--name", "A B"]]) {
      const { status, stdout, stderr } = run(...args);
      expect(status).toBe(1);
      expect(stdout).toBe("");
      expect(stderr).toMatch(/^TC6014: .*\nHelp: .*\nMore: https:/);
    }
  });

  test("prints its help and its version", () => {
    expect(run("--help")).toMatchObject({ status: 0, stderr: "" });
    expect(run("--version").stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("the next steps", () => {
  test("leave out what is done", () => expect(nextSteps("a", true)).toEqual(["cd a", "npm test"]));
  test("stay where the author is", () => expect(nextSteps(".", false)).toEqual(["npm install", "npm test"]));
  test("quote a directory for the shell", () => expect(nextSteps("it's mine", true)[0]).toBe("cd 'it'\\''s mine'"));
});
