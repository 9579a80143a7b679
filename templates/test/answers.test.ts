import { askAnswers, defaultAnswers, isInteractive } from "../src/answers";
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

describe("the questions", () => {
  const CANCEL = Symbol("cancel");

  /** Prompts that answer from a list, and remember what was asked. */
  function answering(...answers: unknown[]) {
    const asked: string[] = [];
    const ask = ({ message }: { message: string }) => {
      asked.push(message);
      return Promise.resolve(answers.shift());
    };
    const prompts = { text: ask, select: ask, confirm: ask, isCancel: (value: unknown) => value === CANCEL };
    return { asked, prompts: prompts as unknown as Parameters<typeof askAnswers>[1] };
  }

  test("are asked one after the other, and the answers taken", async () => {
    const { asked, prompts } = answering("some/folder", "opnet", "my-name", true, false);
    expect(await askAnswers(parseFlags([]), prompts)).toEqual({
      directory: "some/folder",
      template: "opnet",
      name: "my-name",
      install: true,
      git: false,
    });
    expect(asked).toHaveLength(5);
  });

  test("are left out where a flag has answered", async () => {
    const { asked, prompts } = answering("my-name");
    const flags = parseFlags(["folder", "--template", "plain", "--no-install", "--git"]);
    expect(await askAnswers(flags, prompts)).toMatchObject({ directory: "folder", install: false, git: true });
    expect(asked).toEqual(["Name of the package?"]);
  });

  test("can be given up", async () => {
    const { asked, prompts } = answering("folder", CANCEL);
    expect(await askAnswers(parseFlags([]), prompts)).toBeNull();
    expect(asked).toHaveLength(2);
  });
});
