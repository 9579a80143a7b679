import type { DiagnosticMessage, Range } from "assemblyscript" with { "resolution-mode": "import" };
import { catalogue, type Code, type CodeArguments } from "./catalogue";
import { attachFixes, type Fix } from "./fix";
import { explain } from "./format";

/** The parts of the running compiler that reporting needs. */
export interface ReportingCompiler {
  readonly DiagnosticMessage: { create(code: number, category: number, text?: string): DiagnosticMessage };
  readonly DiagnosticCode: object;
  readonly DiagnosticCategory: object;
}

/** A parser or a program: whatever collects the compiler's diagnostics. */
export interface DiagnosticSink {
  readonly diagnostics: DiagnosticMessage[];
}

/** What a report can carry beside its first place. */
export interface ReportOptions {
  /** A second place, shown as a second frame. */
  readonly related?: Range | null;
  /** Further facts, one line each, shown after the message. */
  readonly details?: readonly string[];
  /** Ways to repair it, the best one first. */
  readonly fixes?: readonly Fix[];
}

/**
 * Adds a native `asc` diagnostic: asc prints it with its source frames, hands it to `reportDiagnostic`,
 * and, if it is an error, exits with 1 and writes no file.
 *
 * asc numbers it `AS109`, its own code for whatever a transform reports, since it prints every number from 1000 on as `TS…`,
 * and TS1005, say, already means something else. The text begins with our code.
 *
 * @returns whether it was added: a warning can be allowed in the source, and nothing is reported twice
 */
export function report<C extends Code>(
  compiler: ReportingCompiler,
  sink: DiagnosticSink,
  code: C,
  args: CodeArguments<C>,
  range: Range,
  options: ReportOptions = {},
): boolean {
  const { severity } = catalogue[code];
  if (severity !== "error" && isAllowed(code, range)) return false;
  const transformCode = constant(compiler.DiagnosticCode, "Transform_0_1");
  const category = constant(
    compiler.DiagnosticCategory,
    { error: "Error", warning: "Warning", information: "Info" }[severity],
  );
  const diagnostic = compiler.DiagnosticMessage.create(transformCode, category, "threaded-contract");
  diagnostic.message = text(code, args, options.details ?? []);
  diagnostic.range = range;
  diagnostic.relatedRange = options.related ?? null;
  attachFixes(diagnostic, options.fixes ?? []);
  if (sink.diagnostics.some((earlier) => sameFinding(earlier, diagnostic))) return false;
  sink.diagnostics.push(diagnostic);
  return true;
}

function text<C extends Code>(code: C, args: CodeArguments<C>, details: readonly string[]): string {
  const { message, why, help } = explain(code, args);
  const lines = [
    `${code}: ${message}`,
    ...details,
    `Why: ${why}`,
    `Help: ${help}`,
    `More: npx threaded-contract explain ${code}`,
  ];
  return lines.join("\n    ");
}

// The runtime enumerations are plain objects; their declarations are `const enum`s, whose numbers differ between compilers.
function constant(enumeration: object, name: string): number {
  const value = (enumeration as Readonly<Record<string, unknown>>)[name];
  if (typeof value !== "number") throw new Error(`This AssemblyScript compiler has no '${name}'.`);
  return value;
}

function sameFinding(one: DiagnosticMessage, other: DiagnosticMessage): boolean {
  return (
    one.message === other.message &&
    one.range?.source === other.range?.source &&
    one.range?.start === other.range?.start
  );
}

/** Whether a comment on the line of `range`, or on the line above it, allows `code`. */
function isAllowed(code: Code, range: Range): boolean {
  const source = range.source.text;
  const lineStart = source.lastIndexOf("\n", range.start - 1) + 1;
  const lineEnd = source.indexOf("\n", range.start);
  const previousStart = lineStart === 0 ? 0 : source.lastIndexOf("\n", lineStart - 2) + 1;
  const lines = source.slice(previousStart, lineEnd < 0 ? source.length : lineEnd);
  return [...lines.matchAll(/\/\/\s*threaded-contract:\s*allow\s+([\w ,]+)/g)].some((match) =>
    match[1]!.split(/[\s,]+/).includes(code),
  );
}
