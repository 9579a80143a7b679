import { verifyModule } from "@threaded-contract/transform";
import type { CheckCompiler, Checked, CompilerName, Diagnostic } from "../rules/harness/check-compiler";
import type { CorpusProgram, Stage } from "./program";

/** What the checker said about one program. */
export interface Judged {
  readonly program: CorpusProgram;
  /** What is wrong with the checker's verdict; empty if it is right. */
  readonly mistakes: readonly string[];
}

const codeOf = ({ message, number }: Diagnostic): string => /^TC\d{4}/.exec(message)?.[0] ?? `AS${number} ${message}`;

/** Judges programs, which are compiled together with others of their kind, each in a folder of its own. */
export class Judge {
  readonly #compiler: CheckCompiler;
  readonly #name: CompilerName;

  constructor(compiler: CheckCompiler, name: CompilerName) {
    this.#compiler = compiler;
    this.#name = name;
  }

  async judge(programs: readonly CorpusProgram[]): Promise<Judged[]> {
    const refused = programs.filter(({ verdict }) => verdict !== "allowed");
    return [
      ...(await this.#refused("syntax", refused)),
      ...(await this.#refused("types", refused)),
      ...(await this.#refused("module", refused)),
      ...(await this.#accepted(programs.filter(({ verdict }) => verdict === "allowed"))),
    ];
  }

  /** Compiles allowed programs to the end, optimised, and has the verifier judge what would be deployed. */
  async judgeModule(
    programs: readonly CorpusProgram[],
  ): Promise<{ readonly failure: string | null; readonly codes: string[] }> {
    const allowed = programs.filter(({ verdict }) => verdict === "allowed");
    const { wasm, failure } = await this.#compile(allowed, false, ["-O3"]);
    const findings = wasm === null ? [] : verifyModule(wasm).findings;
    return { failure, codes: findings.filter(({ entry }) => entry !== null).map(({ code }) => code) };
  }

  /** Programs that must be refused: each by a report with its rule's code, whose places are its own. */
  async #refused(stage: Stage, all: readonly CorpusProgram[]): Promise<Judged[]> {
    const programs = all.filter((program) => program.stage === stage);
    if (programs.length === 0) return [];
    const { diagnostics, verified, isVerified, failure } = await this.#compile(programs);
    const others = diagnostics.map(codeOf).filter((code) => !code.startsWith("TC"));
    if (!isVerified && stage === "module") {
      throw new Error(`The programs were not compiled: ${failure}; ${others.join(", ")}`);
    }
    return programs.map((program, index) => {
      const { rule } = program;
      const own = diagnostics.filter(({ range }) => range !== null && isOwn(index, range.path));
      const codes = own.map(codeOf);
      const isFound = own.some(
        (found) => codeOf(found).startsWith(rule) && (found.related === null || isOwn(index, found.related.path)),
      );
      const mistakes = codes.filter((code) => !code.startsWith("TC")).map((code) => `does not compile: ${code}`);
      if (!isFound) mistakes.push(`not refused with ${rule}; reported: ${codes.join(", ") || "nothing"}`);
      if (program.isVisibleInBinary) {
        const isRefused = verified.some(({ code, source }) => source !== null && isOwn(index, source) && code === rule);
        if (!isRefused) mistakes.push(`the verifier does not refuse it with ${rule}`);
      }
      return { program, mistakes };
    });
  }

  /** Programs that must be accepted, by the compiler's check and by the verifier. */
  async #accepted(programs: readonly CorpusProgram[]): Promise<Judged[]> {
    if (programs.length === 0) return [];
    const { diagnostics, verified, isVerified, failure } = await this.#compile(programs);
    const judged = programs.map((program, index) => {
      const said = diagnostics.filter(({ range }) => range !== null && isOwn(index, range.path));
      const refused = verified.filter(({ source }) => source !== null && isOwn(index, source));
      const mistakes = [
        ...said.map((found) => `reported: ${codeOf(found)}`),
        ...refused.map(({ code }) => `the verifier refuses it with ${code}`),
      ];
      return { program, mistakes };
    });
    if (!isVerified && judged.every(({ mistakes }) => mistakes.length === 0)) {
      throw new Error(`The programs were not compiled: ${failure}\n${diagnostics.map(codeOf).join("\n")}`);
    }
    return judged;
  }

  async #compile(programs: readonly CorpusProgram[], verify = true, options: readonly string[] = []): Promise<Checked> {
    const files: Record<string, string> = {};
    const exported = programs.map((program, index) => {
      for (const [path, text] of Object.entries(program.files)) files[`p${index}/${path}`] = text;
      return `export { f as f${index} } from "./p${index}/index";\n`;
    });
    files["index.ts"] = exported.join("");
    return this.#compiler.compile({ compiler: this.#name, files, options, verify });
  }
}

function isOwn(index: number, path: string): boolean {
  return path.startsWith(`p${index}/`);
}
