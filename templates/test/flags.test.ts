import { parseFlags } from "../src/flags";
import { catchError } from "./catch-error";

describe("the command line", () => {
  test("may say nothing", () => {
    expect(parseFlags([])).toEqual({
      directory: undefined,
      template: undefined,
      name: undefined,
      install: undefined,
      git: undefined,
      force: false,
      yes: false,
      help: false,
      version: false,
    });
  });

  test("has a flag for every question", () => {
    expect(
      parseFlags(["dir", "--template", "plain", "--name", "n", "--install", "--no-git", "--force", "-y"]),
    ).toMatchObject({
      directory: "dir",
      template: "plain",
      name: "n",
      install: true,
      git: false,
      force: true,
      yes: true,
    });
    expect(parseFlags(["--no-install", "--git"])).toMatchObject({ install: false, git: true });
  });

  test.each([
    ["an unknown flag", ["--templat", "plain"]],
    ["a flag without its value", ["--name"]],
    ["a template that does not exist", ["--template", "solidity"]],
    ["two directories", ["one", "two"]],
    ["a negation that means nothing", ["--no-force"]],
  ])("is refused for %s", (_, args) => {
    const error = catchError(() => parseFlags(args));
    expect(error).toMatchObject({ name: "ThreadedContractError", code: "TC6014" });
    expect(error.message).not.toContain("    at ");
  });
});
