import type { Node, Range, Source } from "assemblyscript" with { "resolution-mode": "import" };
import type { Edit } from "../diagnostics/fix";

/** The white space before the first character of a place's line. */
export function indentationAt({ source, start }: Range): string {
  const line = source.text.slice(source.text.lastIndexOf("\n", start - 1) + 1, start);
  return /^[ \t]*/.exec(line)![0];
}

/** A name that does not occur in a file: the wanted one, or that with a number. */
export function unusedName({ text }: Source, wanted: string): string {
  let name = wanted;
  for (let number = 2; new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(text); number++) name = `${wanted}${number}`;
  return name;
}

/** Takes out a statement with its semicolon; with its line, if nothing else is on it. */
export function removeStatement({ range: { source, start, end } }: Node): Edit {
  const { text } = source;
  const path = source.normalizedPath;
  const semicolon = /^[ \t]*;/.exec(text.slice(end));
  const stop = end + (semicolon?.[0].length ?? 0);
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const rest = /^[ \t]*\r?\n/.exec(text.slice(stop));
  const isAlone = /^[ \t]*$/.test(text.slice(lineStart, start)) && rest !== null;
  if (isAlone) return { path, start: lineStart, end: stop + rest[0].length, text: "" };
  const before = /[ \t]*$/.exec(text.slice(0, start))![0].length;
  return { path, start: start - before, end: stop, text: "" };
}

/** Takes an element out of a list, with the comma that goes with it. */
export function removeElement(node: Node): Edit | null {
  const { source, start, end } = node.range;
  const path = source.normalizedPath;
  const before = /,\s*$/.exec(source.text.slice(0, start));
  if (before !== null) return { path, start: start - before[0].length, end, text: "" };
  const after = /^\s*,\s*/.exec(source.text.slice(end));
  return after === null ? null : { path, start, end: end + after[0].length, text: "" };
}
