import { readPart, type ReadmePart } from "./readme-part";

/** Where the README has the benchmark's figures. */
export const BENCHMARK_PART: ReadmePart = { name: "benchmark", command: "npm run bench -- --readme" };

/** The cells of its rows. */
export function readFigures(): string[][] {
  const lines = readPart(BENCHMARK_PART).split("\n").slice(2);
  const rows = lines.filter((line) => line.startsWith("| "));
  return rows.map((line) => {
    const cells = line.slice(1, -1).split("|");
    return cells.map((cell) => cell.trim());
  });
}
