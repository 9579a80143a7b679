import type { DiagnosticMessage, Program, Range, Source } from "assemblyscript" with { "resolution-mode": "import" };
import { scanThreads } from "../analysis/threaded-program";
import { requestAdvice } from "../diagnostics/advice";
import type { Code } from "../diagnostics/catalogue";
import { fixesOf, type Fix } from "../diagnostics/fix";
import { parseReportedText } from "../diagnostics/parse-text";
import type { Compiler } from "../frontend/compiler";
import type { VisitorFactory } from "../frontend/visitor-adapter";
import { runSyntaxRules } from "../rules/run-syntax-rules";

/** A place in a file, in UTF-16 units; the path is asc's. */
export interface FoundPlace {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** What a rule has found. */
export interface EditorFinding {
  readonly code: Code;
  /** As asc prints it. */
  readonly text: string;
  readonly place: FoundPlace;
  readonly related: FoundPlace | null;
  readonly fixes: readonly Fix[];
}

const everything: ReadonlySet<Code> = new Set();

/** Runs the rules of the syntax layer, the same ones that asc runs after parsing, over sources that are only parsed. */
export function checkSources(
  compiler: Compiler,
  visitors: VisitorFactory,
  sources: readonly Source[],
  advice: boolean,
): EditorFinding[] {
  // All that these rules use of a program; a whole one would bring a binaryen module along.
  const program = { sources: [...sources], diagnostics: [] as DiagnosticMessage[] } as unknown as Program;
  if (advice) requestAdvice(program);
  runSyntaxRules(scanThreads(compiler, program, visitors), everything);
  return program.diagnostics.flatMap((diagnostic) => {
    const { code } = parseReportedText(diagnostic.message);
    const place = placeOf(diagnostic.range);
    if (code === null || place === null) return [];
    const { message: text, relatedRange } = diagnostic;
    return [{ code, text, place, related: placeOf(relatedRange), fixes: fixesOf(diagnostic) }];
  });
}

function placeOf(range: Range | null): FoundPlace | null {
  return range === null ? null : { path: range.source.normalizedPath, start: range.start, end: range.end };
}
