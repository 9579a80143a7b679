import { readFileSync, writeFileSync } from "node:fs";
import { inRepository } from "./repository";

/** The README of the repository. */
export const README = inRepository("README.md");

/** A part of the README that a command writes, between two comments that stay. */
export interface ReadmePart {
  /** Its comments are `<!-- name: start, written by command -->` and `<!-- name: end -->`. */
  readonly name: string;
  readonly command: string;
}

function cut({ name, command }: ReadmePart): { before: string; content: string; after: string } {
  const text = readFileSync(README, "utf8");
  const [first, last] = [`<!-- ${name}: start, written by ${command} -->`, `<!-- ${name}: end -->`];
  const [start, end] = [text.indexOf(first), text.indexOf(last)];
  if (start < 0 || end < start) throw new Error(`README.md has no place for this part: ${first} … ${last}`);
  const from = start + first.length;
  return { before: text.slice(0, from), content: text.slice(from, end), after: text.slice(end) };
}

/** What the part holds now. @throws if the README has no such part */
export function readPart(part: ReadmePart): string {
  return cut(part).content.trim();
}

/** Writes the part anew. @throws if the README has no such part */
export function writePart(part: ReadmePart, content: string): void {
  const { before, after } = cut(part);
  writeFileSync(README, `${before}\n\n${content}\n\n${after}`);
}
