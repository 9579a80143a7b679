import type { Parser, Program } from "assemblyscript" with { "resolution-mode": "import" };
import type { AscBinaryen, Compilation, CompiledModule } from "./compilation";
import { isOpnetProgram, usesSdk } from "./analysis/program-kind";
import type { Code } from "./diagnostics/catalogue";
import { callingFiles } from "./frontend/calling-files";
import type { OpnetToolchain } from "./opnet/toolchain";

/**
 * The AssemblyScript compiler transform: `asc … --transform @threaded-contract/transform`.
 *
 * It converts thread closures, checks them, generates the contract's `execute`, and writes the thread table and the ABI. A program
 * that does not import `@threaded-contract/sdk` is left untouched; one on OP_NET's runtime is checked all the same.
 */
export class ThreadedContractTransform {
  // asc puts these on the prototype, where a second compilation in the same process would replace them.
  declare readonly program: Program;
  declare readonly baseDir: string;
  declare readonly binaryen: AscBinaryen;
  readonly #program: Program;
  readonly #baseDir: string;
  readonly #binaryen: AscBinaryen;
  readonly #callers: readonly string[];
  #compilation: Compilation | null = null;
  #toolchain: OpnetToolchain | null = null;

  constructor() {
    this.#program = this.program;
    this.#baseDir = this.baseDir;
    this.#binaryen = this.binaryen;
    this.#callers = callingFiles();
  }

  /** Codes that are not looked for. Only tests have some: to see that the run time refuses the same programs with the same code. */
  protected get unchecked(): ReadonlySet<Code> {
    return none;
  }

  /** Called by asc when everything is parsed. */
  async afterParse(_parser: Parser): Promise<void> {
    const isThreaded = usesSdk(this.#program);
    const isOpnet = isOpnetProgram(this.#program);
    if (!(isThreaded || isOpnet) || !claim(this.#program)) return;
    const { findCompiler, OpnetToolchain } = loadToolchainSide();
    const compiler = await findCompiler(this.#program, this.#baseDir, this.#callers);
    if (isOpnet) this.#toolchain = new OpnetToolchain(compiler, this.#program);
    if (!isThreaded) return;
    const { Compilation } = loadCompilationSide();
    this.#compilation = new Compilation(compiler, this.#program, this.#baseDir, this.unchecked);
    await this.#compilation.lower();
  }

  /** Called by asc before it compiles. */
  afterInitialize(): void {
    this.#toolchain?.check();
    this.#compilation?.describe();
  }

  /** Called by asc with the unoptimised module. */
  async afterCompile(module: CompiledModule): Promise<void> {
    this.#toolchain?.checkAbort(module);
    await this.#compilation?.finish(module, this.#binaryen);
  }
}

const none: ReadonlySet<Code> = new Set();

/* eslint-disable @typescript-eslint/no-require-imports -- loaded late, and not by `import`, which jest cannot run */

/** What a program on OP_NET's runtime needs, with threads or without. */
function loadToolchainSide() {
  return {
    ...(require("./frontend/compiler") as typeof import("./frontend/compiler")),
    ...(require("./opnet/toolchain") as typeof import("./opnet/toolchain")),
  };
}

/** What only a program with threads needs: the others are not to wait for it, nor are the runtime's workers, which load this package too. */
function loadCompilationSide() {
  return require("./compilation") as typeof import("./compilation");
}

/* eslint-enable @typescript-eslint/no-require-imports */

// Registered, so that two copies of this package see each other.
const claimed = Symbol.for("@threaded-contract/transform");

/** Whether nobody has transformed the program yet: asc runs a transform twice that is named on the command line and in asconfig.json. */
function claim(program: Program): boolean {
  if (claimed in program) return false;
  Object.defineProperty(program, claimed, { value: true });
  return true;
}
