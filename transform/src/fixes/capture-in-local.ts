import type { BlockStatement, Node, Statement } from "assemblyscript" with { "resolution-mode": "import" };
import { insert, replace, type Fix } from "../diagnostics/fix";
import { descendants } from "../frontend/children";
import { syntaxKinds } from "../frontend/syntax-kinds";
import type { Compiler } from "../frontend/compiler";
import type { Capture, SpawnSite } from "../rules/rule";
import { indentationAt, unusedName } from "./source-text";

/** Keeps a checked variable in a constant before the spawn, which the thread captures instead: its type has no null any more. */
export function captureInLocal(compiler: Compiler, site: SpawnSite, { name, uses }: Capture): Fix | null {
  const kinds = syntaxKinds(compiler);
  const statement = statementAround(site.source, site.call, kinds.Block);
  const simple = [kinds.Variable, kinds.Expression, kinds.Return];
  // In any other statement, the check may be a part of it.
  if (statement === null || !simple.includes(statement.kind)) return null;
  const { range } = statement;
  if (!/(?:^|\n)[ \t]*$/.test(range.source.text.slice(0, range.start))) return null;
  const local = unusedName(range.source, `known${name[0]!.toUpperCase()}${name.slice(1)}`);
  const declaration = `const ${local} = ${name};\n${indentationAt(range)}`;
  const edits = [insert(range, range.start, declaration), ...uses.map((use) => replace(use.range, local))];
  return { title: `Capture '${name}' in a constant`, edits };
}

function statementAround(source: Node, { range: { start, end } }: Node, block: number): Statement | null {
  let found: Statement | null = null;
  for (const node of descendants(source)) {
    if ((node.kind as number) !== block) continue;
    for (const statement of (node as BlockStatement).statements) {
      if (statement.range.start <= start && end <= statement.range.end) found = statement;
    }
  }
  return found;
}
