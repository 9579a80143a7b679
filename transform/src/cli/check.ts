import { access, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ThreadedContractError } from "../errors";
import { argumentsFor, loadAsc, type Asc } from "./asc";
import { ExitCode, type Command, type Terminal } from "./command";
import { explainStorage } from "./explain-storage";
import { describeDiagnostic, type AscDiagnostic } from "./diagnostic-json";
import { OfferedFixes } from "./offered-fixes";

/** `threaded-contract check assembly/index.ts`: compiles in memory and writes nothing. */
export const check: Command = {
  name: "check",
  synopsis: "check <file.ts> [--json] [--advice] [--explain-storage] [--compiler <package>]",
  summary: "Checks a contract's source without writing any file; options come from asconfig.json.",
  options: {
    json: { type: "boolean" },
    advice: { type: "boolean" },
    "explain-storage": { type: "boolean" },
    compiler: { type: "string" },
  },
  operands: { minimum: 1, maximum: 1 },
  async run({ positionals, values }, terminal) {
    const file = positionals[0]!;
    await access(file).catch((cause: unknown) => {
      throw new ThreadedContractError("TC6015", { path: file, reason: "it does not exist" }, { cause });
    });
    const asc = await loadAsc(typeof values["compiler"] === "string" ? values["compiler"] : undefined);
    return values["json"] === true
      ? checkAsJson(asc, file, terminal, new OfferedFixes(values["advice"] === true))
      : checkAsText(
          asc,
          file,
          terminal,
          new OfferedFixes(values["advice"] === true),
          values["explain-storage"] === true,
        );
  },
};

async function checkAsText(
  asc: Asc,
  file: string,
  { stdout, stderr }: Terminal,
  offered: OfferedFixes,
  explains: boolean,
): Promise<number> {
  const colours = stderr.isTTY === true ? [] : ["--noColors"];
  // asc prints everything itself, its summary included.
  const { error } = await asc.main([...(await argumentsFor(asc, file)), ...colours], {
    transforms: [offered.transform],
    stdout,
    stderr,
    writeFile: writeNothing,
  });
  if (explains) stdout.write(explainStorage(offered.storage));
  if (error !== null) return ExitCode.found;
  stdout.write("No errors.\n");
  return ExitCode.ok;
}

async function checkAsJson(asc: Asc, file: string, { stdout }: Terminal, offered: OfferedFixes): Promise<number> {
  const diagnostics: AscDiagnostic[] = [];
  const texts = new Map<string, string>();
  const silent = { write: () => true };
  const { error } = await asc.main([...(await argumentsFor(asc, file)), "--noColors"], {
    transforms: [offered.transform],
    stdout: silent,
    stderr: silent,
    writeFile: writeNothing,
    async readFile(name: string, baseDir: string) {
      const text = await readFile(resolve(baseDir, name), "utf8").catch(() => null);
      if (text !== null) texts.set(name.replace(/^(?:.*\/)?node_modules\//, "~lib/"), text);
      return text;
    },
    reportDiagnostic: (diagnostic: AscDiagnostic) => void diagnostics.push(diagnostic),
  });
  const described = diagnostics.map((each) => ({ ...describeDiagnostic(each, texts), fixes: offered.of(each) }));
  const isExplained = error === null || described.some(({ severity }) => severity === "error");
  const failure = isExplained ? null : error.message;
  stdout.write(`${JSON.stringify({ passed: error === null, failure, diagnostics: described }, null, 2)}\n`);
  return error === null ? ExitCode.ok : ExitCode.found;
}

function writeNothing(): void {
  // A check leaves no files behind.
}
