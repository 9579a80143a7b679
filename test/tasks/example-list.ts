import { existsSync, readdirSync } from "node:fs";
import { inRepository } from "./repository";

/** The names of the examples: every folder that has a compiler configuration. */
export function listExamples(): string[] {
  return readdirSync(inRepository("examples"))
    .filter((name) => existsSync(inRepository("examples", name, "asconfig.json")))
    .sort();
}
