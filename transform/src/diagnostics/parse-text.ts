import { isCode, type Code } from "./catalogue";

/** The parts of a diagnostic's text. */
export interface ReportedText {
  /** Null for the compiler's own diagnostics. */
  readonly code: Code | null;
  readonly message: string;
  readonly details: readonly string[];
  readonly why: string | null;
  readonly help: string | null;
}

/** Takes apart the text that `report` put together. */
export function parseReportedText(text: string): ReportedText {
  const [first = "", ...rest] = text.split(/\n\s*/);
  const [, code = "", message = ""] = /^(TC\d{4}): (.*)$/.exec(first) ?? [];
  if (!isCode(code)) return { code: null, message: text, details: [], why: null, help: null };
  const labelled = (label: string): string | null =>
    rest.find((line) => line.startsWith(label))?.slice(label.length) ?? null;
  const details = rest.filter((line) => !/^(?:Why|Help|More): /.test(line));
  return { code, message, details, why: labelled("Why: "), help: labelled("Help: ") };
}
