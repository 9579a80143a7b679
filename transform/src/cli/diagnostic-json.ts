import type { Code } from "../diagnostics/catalogue";
import type { Severity } from "../diagnostics/catalogue/entry";
import { docsUrl } from "../diagnostics/format";
import { parseReportedText } from "../diagnostics/parse-text";

/** What asc hands to `reportDiagnostic`. */
export interface AscDiagnostic {
  readonly code: number;
  readonly category: number;
  readonly message: string;
  readonly range: AscRange | null;
  readonly relatedRange: AscRange | null;
}

interface AscRange {
  readonly start: number;
  readonly end: number;
  readonly source: { readonly normalizedPath: string } | null;
}

/** A place in a source file; lines and columns count from 1. */
export interface JsonPlace {
  readonly path: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** One diagnostic of `check --json`. */
export interface JsonDiagnostic {
  /** One of ours, or the compiler's own such as `TS2322`. */
  readonly code: Code | string;
  readonly severity: Severity;
  readonly message: string;
  readonly details: readonly string[];
  readonly why: string | null;
  readonly help: string | null;
  readonly docsUrl: string | null;
  readonly place: JsonPlace | null;
  readonly related: JsonPlace | null;
}

// The same numbers in every supported compiler: pedantic, information, warning, error.
const severities: readonly Severity[] = ["information", "information", "warning", "error"];

/** A diagnostic of asc for tools to read; `texts` are the sources by path. */
export function describeDiagnostic(diagnostic: AscDiagnostic, texts: ReadonlyMap<string, string>): JsonDiagnostic {
  const { code, message, details, why, help } = parseReportedText(diagnostic.message);
  return {
    code: code ?? `${diagnostic.code < 1000 ? "AS" : "TS"}${diagnostic.code}`,
    severity: severities[diagnostic.category] ?? "error",
    message,
    details,
    why,
    help,
    docsUrl: code === null ? null : docsUrl(code),
    place: placeOf(diagnostic.range, texts),
    related: placeOf(diagnostic.relatedRange, texts),
  };
}

function placeOf(range: AscRange | null, texts: ReadonlyMap<string, string>): JsonPlace | null {
  const path = range?.source?.normalizedPath;
  if (range === null || path === undefined) return null;
  const text = texts.get(path);
  const at = (offset: number) => {
    const before = (text ?? "").slice(0, offset).split("\n");
    return text === undefined ? { line: 1, column: 1 } : { line: before.length, column: before.at(-1).length + 1 };
  };
  return { path, start: at(range.start), end: at(range.end) };
}
