import type { Node, Range, Statement } from "assemblyscript" with { "resolution-mode": "import" };
import { descendants } from "./children";
import type { Compiler } from "./compiler";

/**
 * Parses generated statements.
 *
 * @param range the place in the author's source that they come from; every node gets it, so that a diagnostic in generated code
 *   points there and no file that the author does not have is ever shown
 */
export function parseSnippet(compiler: Compiler, text: string, range: Range): Statement[] {
  const parser = new compiler.Parser([]);
  parser.parseFile(text, "generated.ts", true);
  if (parser.diagnostics.length > 0) {
    throw new Error(`generated code does not parse: ${parser.diagnostics[0]!.message}\n${text}`);
  }
  const { statements } = parser.sources[0]!;
  for (const statement of statements) setRange(statement, range);
  return statements;
}

/** Gives a generated node and everything below it a place in the author's source. */
export function setRange(node: Node, range: Range): void {
  for (const each of descendants(node)) each.range = range;
}
