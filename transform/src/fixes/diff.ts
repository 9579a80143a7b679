/** Lines shown around a change. */
const CONTEXT_LINES = 3;

interface Line {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/** The difference of two versions of a file, in the usual form. */
export function formatDiff(path: string, before: string, after: string): string {
  const lines = compareLines(linesOf(before), linesOf(after));
  const shown = new Set<number>();
  for (const [index, { sign }] of lines.entries()) {
    if (sign === " ") continue;
    for (let near = index - CONTEXT_LINES; near <= index + CONTEXT_LINES; near++) shown.add(near);
  }
  let text = `--- ${path}\n+++ ${path}\n`;
  let [oldLine, newLine] = [1, 1];
  for (let index = 0; index < lines.length; index++) {
    if (shown.has(index) && !shown.has(index - 1)) text += hunkHead(lines, index, shown, oldLine, newLine);
    const { sign, text: line } = lines[index]!;
    if (shown.has(index)) text += `${sign}${line}\n`;
    if (sign !== "+") oldLine++;
    if (sign !== "-") newLine++;
  }
  return text;
}

/** A last line without an end counts as one with it. */
function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}

function hunkHead(
  lines: readonly Line[],
  from: number,
  shown: ReadonlySet<number>,
  oldLine: number,
  newLine: number,
): string {
  let [removed, added] = [0, 0];
  for (let index = from; index < lines.length && shown.has(index); index++) {
    const { sign } = lines[index]!;
    if (sign !== "+") removed++;
    if (sign !== "-") added++;
  }
  return `@@ -${oldLine},${removed} +${newLine},${added} @@\n`;
}

/** The longest common subsequence of lines decides what has stayed; what both versions begin and end with is left out of it. */
function compareLines(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const [old, fresh] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const same = (text: string): Line => ({ sign: " ", text });
  const tail = end === 0 ? [] : before.slice(-end);
  return [...before.slice(0, start).map(same), ...compareMiddle(old, fresh), ...tail.map(same)];
}

function compareMiddle(old: readonly string[], fresh: readonly string[]): Line[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        old[i] === fresh[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push({ sign: " ", text: old[i++]! });
      j++;
    } else if (i < old.length && (j === fresh.length || lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      lines.push({ sign: "-", text: old[i++]! });
    } else lines.push({ sign: "+", text: fresh[j++]! });
  }
  return lines;
}
