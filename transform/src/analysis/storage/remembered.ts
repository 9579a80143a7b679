import type { Program } from "assemblyscript" with { "resolution-mode": "import" };
import type { StorageAnalysis } from "./findings";

// Registered, so that a command sees what another copy of this package has found.
const remembered = Symbol.for("@threaded-contract/storage");

/** Keeps what is known about a program's reservations, for those who ask for it. */
export function rememberStorage(program: Program, analysis: StorageAnalysis): void {
  Object.defineProperty(program, remembered, { value: analysis, configurable: true });
}

/** What is known about a program's reservations; null before it was checked. */
export function rememberedStorage(program: Program): StorageAnalysis | null {
  return (program as unknown as Record<symbol, StorageAnalysis | undefined>)[remembered] ?? null;
}
