import { readFileSync } from "node:fs";
import { inRepository } from "../tasks/repository";

/** The groups of rulings and how many each has. */
const GROUPS = [
  { letter: "G", title: "gas and discount", count: 23 },
  { letter: "S", title: "snapshot and storage", count: 26 },
  { letter: "F", title: "failure", count: 11 },
  { letter: "H", title: "handles and control flow", count: 12 },
  { letter: "X", title: "calls and contexts", count: 12 },
  { letter: "M", title: "memory, captures, results", count: 9 },
  { letter: "L", title: "locks", count: 4 },
  { letter: "P", title: "claims and proofs", count: 7 },
] as const;

export interface RulingGroup {
  readonly letter: string;
  readonly title: string;
  /** Such as `"G-1"`. */
  readonly ids: readonly string[];
}

/** All rulings by group. */
export const rulingGroups: readonly RulingGroup[] = GROUPS.map(({ letter, title, count }) => ({
  letter,
  title,
  ids: Array.from({ length: count }, (_, i) => `${letter}-${i + 1}`),
}));

export const allRulings: readonly string[] = rulingGroups.flatMap(({ ids }) => ids);

/** Why a ruling has no fixture, by id: it corrects the document, and no machine behaves differently for it. */
export function readDocumentation(): Readonly<Record<string, string>> {
  const file = inRepository("test", "conformance", "documentation.json");
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
}
