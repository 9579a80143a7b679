import type { Parser, Program } from "assemblyscript" with { "resolution-mode": "import" };
import { analyseThreads, usesSdk } from "./analysis/threaded-program";
import { findCompiler } from "./frontend/compiler";
import { lowerSpawns } from "./lower/spawns";

/**
 * The AssemblyScript compiler transform: `asc … --transform @threaded-contract/transform`.
 *
 * It converts thread closures, checks them, and writes the thread table; a program that does not import the SDK is left untouched.
 */
export class ThreadedContractTransform {
  // asc puts these on the prototype, where a second compilation in the same process would replace them.
  declare readonly program: Program;
  declare readonly baseDir: string;
  readonly #program: Program;
  readonly #baseDir: string;
  readonly #stack: string;

  constructor() {
    this.#program = this.program;
    this.#baseDir = this.baseDir;
    this.#stack = new Error().stack ?? "";
  }

  /** Called by asc when everything is parsed. */
  async afterParse(_parser: Parser): Promise<void> {
    if (!usesSdk(this.#program)) return;
    const compiler = await findCompiler(this.#program, this.#baseDir, this.#stack);
    lowerSpawns(await analyseThreads(compiler, this.#program));
  }
}
