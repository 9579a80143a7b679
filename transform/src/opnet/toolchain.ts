import type { Program, Range } from "assemblyscript" with { "resolution-mode": "import" };
import { report } from "../diagnostics/report";
import type { Compiler } from "../frontend/compiler";
import { authoredSources, findMethodClasses, hasRouter, type MethodClass } from "./method-classes";

/** The compiler's name for the import that `throw` and `assert` call unless `--use abort=…` says otherwise. */
const ABORT_IMPORT = "~lib/builtins/abort";

/** What the check of the compiled module asks it. */
interface FunctionTable {
  /** 0 when there is no such function. */
  getFunction(name: string): number;
}

/**
 * Mistakes in how an OP_NET project is put together. Each of them compiles in silence and fails on the chain, or in a way that
 * says nothing of its cause; they are reported for contracts without threads too.
 */
export class OpnetToolchain {
  readonly #compiler: Compiler;
  readonly #program: Program;
  readonly #classes: readonly MethodClass[];
  /** Classes that had no router when it was our turn. */
  readonly #unrouted: ReadonlySet<MethodClass>;

  /** To be made when everything is parsed, in the order in which asc calls its transforms. */
  constructor(compiler: Compiler, program: Program) {
    this.#compiler = compiler;
    this.#program = program;
    this.#classes = findMethodClasses(compiler, program);
    this.#unrouted = new Set(this.#classes.filter((each) => !hasRouter(each)));
  }

  /** To be called before compiling, when every transform has had its turn. */
  check(): void {
    for (const found of this.#classes) {
      const name = found.declaration.name.text;
      if (!hasRouter(found)) this.#report("TC6019", { class: name }, found.decorator);
      else if (this.#unrouted.has(found)) this.#report("TC6021", { class: name }, found.decorator);
    }
    this.#checkClosures();
  }

  /** To be called with the compiled module: an import that no virtual machine has. */
  checkAbort(module: FunctionTable): void {
    if (module.getFunction(ABORT_IMPORT) === 0) return;
    const range = this.#entry();
    if (range !== null) this.#report("TC6020", {}, range);
  }

  #checkClosures(): void {
    const { Feature } = this.#compiler as unknown as { Feature?: Readonly<Record<string, number>> };
    const closures = Feature?.["Closures"] ?? 0;
    const range = this.#entry();
    if (range !== null && ((this.#program.options.features as number) & closures) !== 0) {
      this.#report("TC7001", {}, range);
    }
  }

  /** The beginning of the author's last file on the command line, which is the contract's entry. */
  #entry(): Range | null {
    const { SourceKind } = this.#compiler as unknown as { SourceKind: Readonly<Record<string, number>> };
    const entries = authoredSources(this.#program).filter(
      ({ sourceKind }) => (sourceKind as number) === SourceKind["UserEntry"],
    );
    return entries.at(-1)?.statements[0]?.range ?? null;
  }

  #report<C extends "TC6019" | "TC6020" | "TC6021" | "TC7001">(
    code: C,
    args: Parameters<typeof report<C>>[3],
    range: Range,
  ): void {
    report(this.#compiler, this.#program, code, args, range);
  }
}
