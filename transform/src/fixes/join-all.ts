import type {
  BlockStatement,
  Expression,
  IfStatement,
  Node,
  Range,
  ReturnStatement,
  Source,
  Statement,
  VariableDeclaration,
} from "assemblyscript" with { "resolution-mode": "import" };
import { assignmentTargets } from "../analysis/assignment-targets";
import { insert, type Edit, type Fix } from "../diagnostics/fix";
import { children, descendants } from "../frontend/children";
import type { Compiler } from "../frontend/compiler";
import { syntaxKinds, type SyntaxKinds } from "../frontend/syntax-kinds";
import { indentationAt, removeStatement, unusedName } from "./source-text";

/** Joins all threads and decides afterwards, in the place of a `break` or a `return` that leaves the join loop; null where that would need more. */
export function joinAllThenDecide(compiler: Compiler, exit: Range): Fix | null {
  const kinds = syntaxKinds(compiler);
  const { source } = exit;
  const around = nodesAround(source, exit);
  const loop = around.find((node) => isLoop(kinds, node));
  const statement = around.find((node) => node.range.start === exit.start && isExit(kinds, node)) as
    Statement | undefined;
  if (loop === undefined || statement === undefined) return null;
  const edits =
    (statement.kind as number) === kinds.Break
      ? withoutBreak(kinds, around, statement)
      : decideLater(compiler, loop, statement as ReturnStatement);
  return edits === null ? null : { title: "Join all threads, then decide", edits };
}

/** The nodes that a place is in, innermost first. */
function nodesAround(source: Source, { start, end }: Range): Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (node.range.start > start || node.range.end < end) return;
    found.unshift(node);
    children(node).forEach(visit);
  };
  source.statements.forEach(visit);
  return found;
}

function isLoop({ For, ForOf, While, Do }: SyntaxKinds, { kind }: Node): boolean {
  return [For, ForOf, While, Do].includes(kind);
}

function isExit({ Break, Return }: SyntaxKinds, { kind }: Node): boolean {
  return kind === (Break as typeof kind) || kind === (Return as typeof kind);
}

/** A `break` behind an assignment only saves time: the assignment has the outcome already. */
function withoutBreak(kinds: SyntaxKinds, around: readonly Node[], statement: Statement): Edit[] | null {
  const block = around.find((node) => (node.kind as number) === kinds.Block) as BlockStatement | undefined;
  const branch = around.find((node) => (node.kind as number) === kinds.If) as IfStatement | undefined;
  const isWhole = block !== undefined && branch?.ifTrue === block && branch.ifFalse === null;
  if (!isWhole || block.statements.at(-1) !== statement || block.statements.length !== 2) return null;
  const text = textOf(block.statements[0]!);
  // Setting a variable to a constant once more changes nothing.
  return /^[\w$.]+\s*=\s*(?:true|false|null|\d+|"[^"]*");?$/.test(text) ? [removeStatement(statement)] : null;
}

/** `return x` in the loop becomes a note of it, and the `return` comes after the loop. */
function decideLater(compiler: Compiler, loop: Node, statement: ReturnStatement): Edit[] | null {
  const { source } = loop.range;
  const { value } = statement;
  if (value !== null && mentionsLoop(compiler, loop, value)) return null;
  if (!/(?:^|\n)[ \t]*$/.test(source.text.slice(0, loop.range.start))) return null;
  const name = unusedName(source, "isDecided");
  const indentation = indentationAt(loop.range);
  const end = afterStatement(loop);
  return [
    insert(loop.range, loop.range.start, `let ${name} = false;\n${indentation}`),
    { path: source.normalizedPath, start: statement.range.start, end: statement.range.end, text: `${name} = true` },
    insert(loop.range, end, `\n${indentation}if (${name}) ${textOf(statement).replace(/;$/, "")};`),
  ];
}

/** Whether an expression may have another value after the loop: only constants and what the loop does not touch stay. */
function mentionsLoop(compiler: Compiler, loop: Node, value: Expression): boolean {
  const kinds = syntaxKinds(compiler);
  const changing = [kinds.Call, kinds.New, kinds.ElementAccess, kinds.PropertyAccess];
  const touched = new Set<string>();
  for (const target of assignmentTargets(compiler, loop)) touched.add(textOf(target));
  for (const node of descendants(loop)) {
    if ((node.kind as number) === kinds.VariableDeclaration) touched.add((node as VariableDeclaration).name.text);
  }
  for (const node of descendants(value)) {
    if (changing.includes(node.kind) || touched.has(textOf(node))) return true;
  }
  return false;
}

function afterStatement({ range }: Node): number {
  const rest = /^\s*;/.exec(range.source.text.slice(range.end));
  return range.end + (rest?.[0].length ?? 0);
}

function textOf({ range }: Node): string {
  return range.source.text.slice(range.start, range.end);
}
