import { access, readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { editTypeScript } from "../abi/ts-morph-adapter";
import { ThreadedContractError } from "../errors";
import { chooseFixes, type ChosenFix } from "../fixes/choose";
import { formatDiff } from "../fixes/diff";
import { argumentsFor, loadAsc, type Asc } from "./asc";
import { ExitCode, type Command } from "./command";
import type { AscDiagnostic } from "./diagnostic-json";
import { parseReportedText } from "../diagnostics/parse-text";
import { OfferedFixes } from "./offered-fixes";

/** A fix can bring another mistake to light, but not more often than this. */
const PASSES_MAXIMUM = 10;

/** `threaded-contract fix assembly/index.ts`: applies the fixes that the diagnostics offer. */
export const fix: Command = {
  name: "fix",
  synopsis: "fix <file.ts> [--dry-run] [--compiler <package>]",
  summary:
    "Applies the fixes that are offered for a contract's mistakes, and shows what changed; nothing else is touched.",
  options: { "dry-run": { type: "boolean" }, compiler: { type: "string" } },
  operands: { minimum: 1, maximum: 1 },
  async run({ positionals, values }, { stdout }) {
    const file = positionals[0]!;
    await access(file).catch((cause: unknown) => {
      throw new ThreadedContractError("TC6015", { path: file, reason: "it does not exist" }, { cause });
    });
    const asc = await loadAsc(typeof values["compiler"] === "string" ? values["compiler"] : undefined);
    const files = new Files();
    const { applied, left } = await fixAll(asc, file, files);
    for (const { code, title, path } of applied) stdout.write(`${path}: ${code}: ${title}\n`);
    if (applied.length > 0) stdout.write("\n");
    for (const [path, { before, after }] of files.changed()) stdout.write(formatDiff(path, before, after));
    if (values["dry-run"] !== true) await files.write();
    if (applied.length === 0) stdout.write("Nothing to fix.\n");
    if (left.length > 0) stdout.write(`Without a fix: ${left.join(", ")}. See \`threaded-contract check ${file}\`.\n`);
    return left.length > 0 ? ExitCode.found : ExitCode.ok;
  },
};

interface Outcome {
  readonly applied: readonly ChosenFix[];
  /** Codes of errors that remain. */
  readonly left: readonly string[];
}

async function fixAll(asc: Asc, file: string, files: Files): Promise<Outcome> {
  const args = await argumentsFor(asc, file);
  const applied: ChosenFix[] = [];
  for (let pass = 0; ; pass++) {
    const { diagnostics, offered } = await compile(asc, args, files);
    const described = diagnostics.map((each) => ({ code: codeOf(each), fixes: offered.of(each) }));
    const chosen = pass < PASSES_MAXIMUM ? chooseFixes(described) : [];
    if (chosen.length === 0) {
      const errors = diagnostics.filter(({ category }) => category === ERROR).map(codeOf);
      return { applied, left: [...new Set(errors)].sort() };
    }
    for (const path of new Set(chosen.map((each) => each.path))) {
      files.edit(
        path,
        chosen.flatMap((each) => (each.path === path ? each.edits : [])),
      );
    }
    applied.push(...chosen);
  }
}

// The same number in every supported compiler.
const ERROR = 3;

function codeOf({ code, message }: AscDiagnostic): string {
  return parseReportedText(message).code ?? `${code < 1000 ? "AS" : "TS"}${code}`;
}

async function compile(asc: Asc, args: readonly string[], files: Files) {
  const diagnostics: AscDiagnostic[] = [];
  const offered = new OfferedFixes();
  const silent = { write: () => true };
  await asc.main([...args, "--noColors"], {
    transforms: [offered.transform],
    stdout: silent,
    stderr: silent,
    writeFile: () => undefined,
    readFile: (name: string, baseDir: string) => files.read(name, baseDir),
    reportDiagnostic: (diagnostic: AscDiagnostic) => void diagnostics.push(diagnostic),
  });
  return { diagnostics, offered };
}

/** The author's files as the fixes have them so far. */
class Files {
  readonly #texts = new Map<string, { readonly file: string; readonly before: string; after: string }>();

  async read(name: string, baseDir: string): Promise<string | null> {
    const known = this.#texts.get(name);
    if (known !== undefined) return known.after;
    const file = resolve(baseDir, name);
    const text = await readFile(file, "utf8").catch(() => null);
    if (text !== null) this.#texts.set(name, { file, before: text, after: text });
    return text;
  }

  edit(path: string, edits: readonly { start: number; end: number; text: string }[]): void {
    const known = this.#texts.get(path);
    if (known === undefined) throw new Error(`a fix is for ${path}, which was never read`);
    known.after = editTypeScript(known.after, edits);
  }

  *changed(): Generator<[string, { before: string; after: string }]> {
    for (const [path, each] of this.#texts) if (each.before !== each.after) yield [path, each];
  }

  async write(): Promise<void> {
    for (const { file, before, after } of this.#texts.values()) if (before !== after) await writeFile(file, after);
  }
}
