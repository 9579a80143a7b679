/** How a column stands. */
export type Alignment = "left" | "right";

/** A text table: a heading, a rule, rows; columns as wide as their widest cell. */
export function renderTable(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
): string {
  const widths = heading.map((title, column) => {
    return Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0));
  });
  const line = (cells: readonly string[]): string => {
    const padded = widths.map((width, column) => {
      const cell = cells[column] ?? "";
      return alignments[column] === "right" ? cell.padStart(width) : cell.padEnd(width);
    });
    return padded.join("  ").trimEnd();
  };
  return [line(heading), widths.map((width) => "─".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}

/** A whole number with its thousands apart. */
export function grouped(value: bigint | number): string {
  return value.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** `part` of `whole` in percent, with one digit. */
export function percentage(part: bigint, whole: bigint): string {
  if (whole === 0n) return "–";
  const tenths = (part * 1_000n) / whole;
  return `${tenths / 10n}.${tenths % 10n} %`;
}
