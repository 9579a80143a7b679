import type { StorageAnalysis, Verdict } from "../analysis/storage/findings";

const words: Readonly<Record<Verdict, string>> = {
  proved: "reserved",
  refuted: "not reserved",
  unknown: "cannot be proved, checked at run time",
};

/** What the checker knows about each write of a thread with a reservation, one line for each. */
export function explainStorage(analysis: StorageAnalysis | null): string {
  const writes = analysis?.writes ?? [];
  if (writes.length === 0) return "No thread with a reservation writes storage.\n";
  const lines = writes.map(({ place: { source, start }, slot, verdict }) => {
    const line = source.lineAt(start);
    return `${source.normalizedPath}(${line},${source.columnAt()}): ${slot}: ${words[verdict]}\n`;
  });
  return lines.join("");
}
