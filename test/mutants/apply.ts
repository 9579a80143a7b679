import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inRepository } from "../tasks/repository";
import type { Edit, Mutant } from "./mutant";

const source = inRepository("runtime", "dist");

/** What is wrong with the edits of a mutant, or null if each of them finds its place. */
export function misfit({ name, edits }: Mutant): string | null {
  const texts = new Map<string, string>();
  for (const edit of edits) {
    const text = texts.get(edit.file) ?? readFileSync(path.join(source, `${edit.file}.js`), "utf8");
    const count = text.split(edit.find).length - 1;
    if (count !== 1) return `"${name}": its text is ${count} times in ${edit.file}.js: ${edit.find}`;
    texts.set(edit.file, applyTo(text, edit));
  }
  return null;
}

/**
 * Makes a broken copy of the built runtime, below `node_modules`, so that what it imports is found.
 *
 * @param folder where the package goes
 * @throws Error if an edit does not fit
 */
export function makeMutant(mutant: Mutant, folder: string): void {
  const problem = misfit(mutant);
  if (problem !== null) throw new Error(problem);
  cpSync(source, path.join(folder, "dist"), { recursive: true, filter: (file) => !/\.(map|d\.ts)$/.test(file) });
  for (const edit of mutant.edits) {
    const file = path.join(folder, "dist", `${edit.file}.js`);
    writeFileSync(file, applyTo(readFileSync(file, "utf8"), edit));
  }
}

function applyTo(text: string, { find, replace }: Edit): string {
  return text.replace(find, () => replace);
}
