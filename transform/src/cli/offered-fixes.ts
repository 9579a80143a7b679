import type { Program } from "assemblyscript" with { "resolution-mode": "import" };
import type { StorageAnalysis } from "../analysis/storage/findings";
import { rememberedStorage } from "../analysis/storage/remembered";
import { requestAdvice } from "../diagnostics/advice";
import { fixesOf, type Fix } from "../diagnostics/fix";
import type { AscDiagnostic } from "./diagnostic-json";

/** A transform that changes nothing and remembers the program, in which the diagnostics keep what asc does not hand on. */
export class OfferedFixes {
  #program: Program | null = null;

  /** To be given to asc among its `transforms`. */
  readonly transform: new () => object;

  /** @param advice whether advice is wanted, too */
  constructor(advice = false) {
    const remember = (program: Program): void => {
      this.#program = program;
      if (advice) requestAdvice(program);
    };
    this.transform = class {
      declare readonly program: Program;
      constructor() {
        remember(this.program);
      }
    };
  }

  /** What is known about the program's reservations. */
  get storage(): StorageAnalysis | null {
    return this.#program === null ? null : rememberedStorage(this.#program);
  }

  /** The fixes that are offered with a diagnostic that asc has reported. */
  of({ message, range }: AscDiagnostic): readonly Fix[] {
    const found = this.#program?.diagnostics.find(
      (each) =>
        each.message === message &&
        each.range?.start === range?.start &&
        each.range?.source.normalizedPath === range?.source?.normalizedPath,
    );
    return found === undefined ? [] : fixesOf(found);
  }
}
