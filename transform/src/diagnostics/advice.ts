import type { Program } from "assemblyscript" with { "resolution-mode": "import" };

// Registered, so that a command can ask another copy of this package.
const wanted = Symbol.for("@threaded-contract/advice");

/** Asks for advice (TC7xxx) on a program; without it, only mistakes are reported. */
export function requestAdvice(program: Program): void {
  Object.defineProperty(program, wanted, { value: true, configurable: true });
}

/** Whether somebody asked for advice on a program. */
export function isAdviceWanted(program: Program): boolean {
  return wanted in program;
}
