import { defaultAnswers, isInteractive } from "../src/answers";
import { parseFlags } from "../src/flags";
import { catchError } from "./catch-error";

const terminal = { isTTY: true };
const pipe = { isTTY: false };

describe("questions", () => {
  test("are asked of a person at a terminal", () => {
    expect(isInteractive(parseFlags([]), {}, [terminal, terminal])).toBe(true);
    expect(isInteractive(parseFlags([]), { CI: "false" }, [terminal, terminal])).toBe(true);
  });

  test.each([
    ["the input is no terminal", [], {}, [pipe, terminal]],
    ["the output is no terminal", [], {}, [terminal, pipe]],
    ["it runs in CI", [], { CI: "true" }, [terminal, terminal]],
    ["--yes is given", ["--yes"], {}, [terminal, terminal]],
  ])("are not asked when %s", (_, args, env, terminals) => {
    expect(isInteractive(parseFlags(args), env, terminals)).toBe(false);
  });

  test("have defaults", () => {
    expect(defaultAnswers(parseFlags(["some/My Contract"]))).toEqual({
      directory: "some/My Contract",
      template: "plain",
      name: "my-contract",
      install: false,
      git: false,
    });
  });

  test("have no default for the directory", () => {
    expect(catchError(() => defaultAnswers(parseFlags(["--yes"])))).toMatchObject({ code: "TC6014" });
  });
});
