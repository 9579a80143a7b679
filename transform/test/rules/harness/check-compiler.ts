import { join } from "node:path";
import { Compilers } from "../../../../test/support/compilers/client";
import type { StorageFinding, Verdict } from "../../../src/analysis/storage/findings";
import type { Fix } from "../../../src/diagnostics/fix";

/** The compilers that the product supports, newest first. */
export const compilers = ["assemblyscript", "assemblyscript-0.28.14", "@btc-vision/assemblyscript"] as const;
export type CompilerName = (typeof compilers)[number];

/** Characters of a source file. */
export interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** What asc hands to `reportDiagnostic`. */
export interface Diagnostic {
  readonly number: number;
  /** 1 information, 2 warning, 3 error. */
  readonly category: number;
  readonly message: string;
  readonly range: Place | null;
  readonly related: Place | null;
  readonly fixes: readonly Fix[];
}

export interface CheckRequest {
  readonly compiler?: CompilerName;
  /** The program's own files by path; packages come from the repository's `node_modules`. */
  readonly files: Readonly<Record<string, string>>;
  readonly options?: readonly string[];
  /** Whether our transform runs; default yes. */
  readonly transform?: boolean;
  /** Codes that the transform does not look for. */
  readonly unchecked?: readonly string[];
  /** Whether advice is wanted, too. */
  readonly advice?: boolean;
  /** Whether the verifier shall judge the unoptimised module, even if it was refused; nothing is written then. */
  readonly verify?: boolean;
  /** Without the transform: whether the compiler is told to remember source ranges, as the transform does. */
  readonly prepareOnly?: boolean;
}

export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  /** What asc printed. */
  readonly output: string;
  /** asc's own summary if it failed, such as `2 parse error(s)`. */
  readonly failure: string | null;
  /** The files that asc wrote. */
  readonly written: readonly string[];
  readonly wasm: Buffer | null;
  /** What the verifier found in threads, and the spawn of the thread concerned as `file:line:column`. */
  readonly verified: readonly { readonly code: string; readonly source: string | null }[];
  readonly isVerified: boolean;
  /** Without the transform: how many source ranges of the compiled module the compiler remembered. */
  readonly remembered: number;
  /** What is known about the writes of each thread with a reservation, and what is certain about slots; found in any case. */
  readonly threads: readonly { readonly place: Place; readonly verdict: Verdict }[];
  readonly findings: readonly { readonly kind: StorageFinding["kind"]; readonly place: Place }[];
}

type Answer = Omit<Checked, "wasm"> & { readonly wasm?: string };

/** Compiles programs in memory, with asc's API and its `reportDiagnostic`. */
export class CheckCompiler {
  readonly #compilers = new Compilers();

  /** Compiles `index.ts`. */
  async compile({
    compiler = "assemblyscript",
    files,
    options = [],
    transform = true,
    prepareOnly = false,
    unchecked = [],
    advice = false,
    verify = false,
  }: CheckRequest): Promise<Checked> {
    const request = { compiler, files, entry: "index.ts", options, transform, prepareOnly, unchecked, advice, verify };
    const answer = await this.#compilers.compile<Answer>(join(__dirname, "check-server.mjs"), request, true);
    return { ...answer, wasm: answer.wasm === undefined ? null : Buffer.from(answer.wasm, "base64") };
  }
}
