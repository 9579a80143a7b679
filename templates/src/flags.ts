import { parseArgs } from "node:util";
import { invalidOption } from "./scaffold-error";
import { TEMPLATES, type Template } from "./template";

/** What the command line says; what it does not say is `undefined` and is asked for, or takes its default. */
export interface Flags {
  readonly directory: string | undefined;
  readonly template: Template | undefined;
  readonly name: string | undefined;
  readonly install: boolean | undefined;
  readonly git: boolean | undefined;
  readonly force: boolean;
  readonly yes: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

export const USAGE = `Usage: create-threaded-contract <directory> [options]

Creates a smart-contract project with deterministic threads.

  --template <name>         ${TEMPLATES.join(", ")} (default: ${TEMPLATES[0]})
  --name <package>          name of the package (default: the directory's name)
  --install, --no-install   run 'npm install' in the new project (default: no)
  --git, --no-git           make the new project a git repository (default: no)
  --force                   use a directory that is not empty; files of the same name are replaced, all others stay
  -y, --yes                 ask nothing: take the defaults for what no flag says
  -h, --help                print this text
  -v, --version             print the version

Nothing is asked when the input or the output is not a terminal, or in CI.`;

const OPTIONS = {
  template: { type: "string" },
  name: { type: "string" },
  install: { type: "boolean" },
  git: { type: "boolean" },
  force: { type: "boolean" },
  yes: { type: "boolean", short: "y" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

const NEGATABLE = new Set(["install", "git"]);

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, allowNegative: true, tokens: true });
  } catch (error) {
    const [sentence = "it cannot be read"] = (error as Error).message.split(/[.\n]/);
    throw invalidOption(args.join(" "), sentence, "see 'create-threaded-contract --help'");
  }
}

/**
 * Reads the command line.
 *
 * @param args the arguments after the command's name
 * @throws ScaffoldError TC6014 for an unknown flag, a missing value, a template that does not exist or a second directory
 */
export function parseFlags(args: readonly string[]): Flags {
  const { values, positionals, tokens } = parse(args);
  for (const token of tokens) {
    if (token.kind === "option" && token.rawName.startsWith("--no-") && !NEGATABLE.has(token.name)) {
      throw invalidOption(token.rawName, "it cannot be negated", "leave the flag out");
    }
  }
  const [directory, second] = positionals;
  if (second !== undefined) {
    throw invalidOption(second, "there is a directory already", "give one directory; quote it if it has spaces");
  }
  const template = TEMPLATES.find((known) => known === values.template);
  if (values.template !== undefined && template === undefined) {
    throw invalidOption(
      "--template",
      `there is no template '${values.template}'`,
      `use one of: ${TEMPLATES.join(", ")}`,
    );
  }
  return {
    directory,
    template,
    name: values.name,
    install: values.install,
    git: values.git,
    force: values.force ?? false,
    yes: values.yes ?? false,
    help: values.help ?? false,
    version: values.version ?? false,
  };
}
