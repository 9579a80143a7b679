import { dirname } from "node:path";
import { Compilers } from "../support/compilers/client";
import { inRepository } from "../tasks/repository";
import type { CompilationExpectation, DiagnosticJson } from "./fixture";
import { fileOf } from "./files";
import { makeRawContract } from "./raw-contract";

/** Small modules: receipts depend on the bytes, so these options are part of every fixture. */
const SDK_OPTIONS = ["-Oz", "--runtime", "stub"];
const RAW_OPTIONS = ["--runtime", "stub", "--noAssert"];
const CHECK_OPTIONS = ["--noEmit", "--optimizeLevel", "0", "--shrinkLevel", "0"];

/** Sources with this ending declare host functions themselves and are compiled without the transform. */
const RAW_ENDING = ".raw.ts";

interface JsonPosition {
  readonly line: number;
  readonly column: number;
}

interface Answer {
  readonly wasm: string | null;
  readonly failure: string | null;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly severity: string;
    readonly message: string;
    readonly place: { readonly path: string; readonly start: JsonPosition; readonly end: JsonPosition } | null;
  }[];
}

/** Compiles the sources of fixtures; it has to be closed. */
export class Compiler {
  readonly #compilers = new Compilers();

  /** The module of a source in a fixture's folder. @throws when it does not compile */
  async compile(fixture: string, file: string): Promise<Uint8Array> {
    const isRaw = file.endsWith(RAW_ENDING);
    const answer = await this.ask(fixture, file, isRaw ? RAW_OPTIONS : SDK_OPTIONS, isRaw);
    if (answer.wasm === null || answer.failure !== null) {
      throw new Error(`${fixture}/${file} does not compile: ${answer.failure}`);
    }
    const bytes = new Uint8Array(Buffer.from(answer.wasm, "base64"));
    return isRaw ? makeRawContract(bytes) : bytes;
  }

  /** What the compiler says of a source. */
  async check(fixture: string, file: string): Promise<CompilationExpectation> {
    const { diagnostics, failure } = await this.ask(fixture, file, CHECK_OPTIONS, false);
    const described = diagnostics.map(({ code, severity, place }): DiagnosticJson => {
      if (place === null) return { code, severity, place };
      const { start, end } = place;
      return {
        code,
        severity,
        place: { line: start.line, column: start.column, endLine: end.line, endColumn: end.column },
      };
    });
    return { compiles: failure === null, diagnostics: described };
  }

  close(): void {
    this.#compilers.close();
  }

  private ask(fixture: string, file: string, options: readonly string[], isRaw: boolean): Promise<Answer> {
    const module = inRepository("test", "conformance", "compile-server.mjs");
    const request = { compiler: "assemblyscript", folder: dirname(fileOf(fixture, file)), file, options, isRaw };
    // The sources are on the disk, so no answer is kept.
    return this.#compilers.compile<Answer>(module, request, false);
  }
}
