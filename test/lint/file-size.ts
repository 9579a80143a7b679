/** The size limits of CONTRIBUTING.md's rule 5, in lines. */
export const FILE_LINES_MAX = 500;
export const FILE_LINES_MEDIAN_MAX = 120;

export interface SizedFile {
  readonly name: string;
  readonly lines: number;
}

/** Names what breaks the limits, one sentence each; an empty list means that all is well. */
export function findSizeProblems(files: readonly SizedFile[]): string[] {
  const problems = files
    .filter((file) => file.lines > FILE_LINES_MAX)
    .map((file) => `${file.name} has ${file.lines} lines; the limit is ${FILE_LINES_MAX}.`);
  const sorted = files.map((file) => file.lines).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  if (median > FILE_LINES_MEDIAN_MAX) {
    problems.push(`The median file has ${median} lines; the limit is ${FILE_LINES_MEDIAN_MAX}.`);
  }
  return problems;
}
