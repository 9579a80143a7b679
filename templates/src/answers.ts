import type { Flags } from "./flags";
import { findPackageNameProblem, suggestPackageName } from "./package-name";
import { invalidOption } from "./scaffold-error";
import { TEMPLATES, type Template } from "./template";

/** Everything the command needs to know. */
export interface Answers {
  readonly directory: string;
  readonly template: Template;
  readonly name: string;
  readonly install: boolean;
  readonly git: boolean;
}

/** What the question says of each template. */
const HINTS: Readonly<Record<Template, string>> = {
  plain: "functions in AssemblyScript, with assemblyscript and jest alone",
  opnet: "an OP_20 token on @btc-vision/btc-runtime",
};

/** Whether a person is there to answer. */
export function isInteractive(
  flags: Flags,
  env: NodeJS.ProcessEnv,
  terminals: readonly { isTTY?: boolean }[],
): boolean {
  const inCi = env["CI"] !== undefined && env["CI"] !== "" && env["CI"] !== "0" && env["CI"] !== "false";
  return !flags.yes && !inCi && terminals.every((terminal) => terminal.isTTY === true);
}

/** The answers when nobody is asked: the flags, and the defaults for what they do not say. */
export function defaultAnswers(flags: Flags): Answers {
  if (flags.directory === undefined) {
    throw invalidOption(
      "<directory>",
      "it is missing",
      "say where the project goes: create-threaded-contract my-contract",
    );
  }
  return {
    directory: flags.directory,
    template: flags.template ?? TEMPLATES[0],
    name: flags.name ?? suggestPackageName(flags.directory),
    install: flags.install ?? false,
    git: flags.git ?? false,
  };
}

type Prompts = Pick<
  typeof import("@clack/prompts", { with: { "resolution-mode": "import" } }),
  "confirm" | "isCancel" | "select" | "text"
>;

/** Asks for what the flags do not say. `null` if the person gave up. */
export async function askAnswers(flags: Flags, prompts: Prompts): Promise<Answers | null> {
  const cancelled = Symbol("cancelled");
  async function ask<T>(
    known: Exclude<T, symbol> | undefined,
    question: () => Promise<T>,
  ): Promise<Exclude<T, symbol>> {
    if (known !== undefined) return known;
    const answer = await question();
    if (prompts.isCancel(answer)) throw cancelled;
    return answer as Exclude<T, symbol>;
  }
  try {
    const directory = await ask(flags.directory, () =>
      prompts.text({ message: "Where shall the project go?", initialValue: "my-contract", validate: requireText }),
    );
    const template = await ask(flags.template, () =>
      prompts.select<Template>({
        message: "Which template?",
        options: TEMPLATES.map((value) => ({ value, hint: HINTS[value] })),
      }),
    );
    const name = await ask(flags.name, () =>
      prompts.text({
        message: "Name of the package?",
        initialValue: suggestPackageName(directory),
        validate: (text) => findPackageNameProblem(text ?? "") ?? undefined,
      }),
    );
    const install = await ask(flags.install, () => prompts.confirm({ message: "Run 'npm install' now?" }));
    const git = await ask(flags.git, () => prompts.confirm({ message: "Make it a git repository?" }));
    return { directory, template, name, install, git };
  } catch (error) {
    if (error === cancelled) return null;
    throw error;
  }
}

function requireText(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? "A directory is needed." : undefined;
}
