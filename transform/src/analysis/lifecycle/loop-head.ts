import type {
  BlockStatement,
  Expression,
  ExpressionStatement,
  ForStatement,
  IdentifierExpression,
  Node,
  PropertyAccessExpression,
  Statement,
  VariableStatement,
  WhileStatement,
} from "assemblyscript" with { "resolution-mode": "import" };
import { assignmentTargets } from "../assignment-targets";
import type { State } from "./state";
import type { Syntax } from "./syntax";

/** Which indices a loop walks through. */
export interface LoopHead {
  /** The loop variable. */
  readonly index: string;
  /** Whether the loop declares it; otherwise it keeps its value after the loop. */
  readonly declaresIndex: boolean;
  /** The first index, where it is known. */
  readonly start: number | null;
  /** The end, not included; for a loop that counts down, the expression it starts from. */
  readonly bound: Expression;
  /** Whether the index may equal `bound`, as in `i <= n` */
  readonly inclusive: boolean;
  readonly step: 1 | -1 | 0;
}

/** Reads the head of `for (let i = 0; i < n; i++)` or of `while (i < n) { …; i++; }`; null when it walks through no indices. */
export function readLoopHead(syntax: Syntax, loop: ForStatement | WhileStatement, state: State): LoopHead | null {
  const initial = "incrementor" in loop ? readInitializer(syntax, loop.initializer) : null;
  if (loop.condition === null) return null;
  const comparison = syntax.comparison(loop.condition);
  if (comparison === null) return null;
  const steps =
    "incrementor" in loop ? (loop.incrementor === null ? [] : [loop.incrementor]) : expressionsIn(syntax, loop.body);
  for (const [index, other, isLeft] of [
    [syntax.nameOf(comparison.left), comparison.right, true],
    [syntax.nameOf(comparison.right), comparison.left, false],
  ] as const) {
    if (index === null || !isStepped(syntax, loop, index)) continue;
    const step = steps.map((expression) => syntax.stepOf(expression, index)).find((each) => each !== 0) ?? 0;
    const known = state.read(index);
    const start = initial?.name === index ? initial.value : known?.kind === "number" ? known.value : null;
    const declaresIndex = initial?.name === index && initial.declares;
    if (isLeft && step !== -1) {
      return { index, declaresIndex, start, bound: other, inclusive: comparison.inclusive, step };
    }
    if (!isLeft && step === -1 && initial?.name === index && countsToZero(syntax, other, comparison.inclusive)) {
      return { index, declaresIndex, start: null, bound: initial.expression, inclusive: true, step };
    }
    return { index, declaresIndex, start: null, bound: other, inclusive: comparison.inclusive, step: 0 };
  }
  return null;
}

function readInitializer(syntax: Syntax, statement: Statement | null) {
  if (statement === null || !syntax.is(statement, "Variable")) return readAssignment(syntax, statement);
  for (const { name, initializer } of (statement as VariableStatement).declarations) {
    if (initializer === null) continue;
    return { name: name.text, declares: true, expression: initializer, value: syntax.integer(initializer) };
  }
  return null;
}

function readAssignment(syntax: Syntax, statement: Statement | null) {
  if (statement === null || !syntax.is(statement, "Expression")) return null;
  const { expression } = statement as ExpressionStatement;
  if (!syntax.is(expression, "Binary")) return null;
  const { left, right } = expression as unknown as { left: Expression; right: Expression };
  const name = syntax.nameOf(left);
  if (name === null || syntax.operator(expression as unknown as { operator: unknown }) !== "Equals") return null;
  return { name, declares: false, expression: right, value: syntax.integer(right) };
}

function expressionsIn(syntax: Syntax, body: Statement): Expression[] {
  const statements = syntax.is(body, "Block") ? (body as BlockStatement).statements : [body];
  return statements
    .filter((each) => syntax.is(each, "Expression"))
    .map((each) => (each as ExpressionStatement).expression);
}

/** `i >= 0` and `i > -1`. */
function countsToZero(syntax: Syntax, end: Expression, inclusive: boolean): boolean {
  return inclusive ? syntax.integer(end) === 0 : syntax.text(syntax.bare(end)) === "-1";
}

/** Whether the loop changes the variable at all; a bound such as the `n` in `n > i` is never changed. */
function isStepped(syntax: Syntax, loop: ForStatement | WhileStatement, name: string): boolean {
  const parts: Node[] = "incrementor" in loop && loop.incrementor !== null ? [loop.incrementor] : [loop.body];
  return parts.some((part) => assignedNames(syntax, part).has(name));
}

/** The names of all variables and properties that are assigned somewhere in a piece of source. */
export function assignedNames(syntax: Syntax, node: Node): Set<string> {
  const names = new Set<string>();
  for (const target of assignmentTargets(syntax.compiler, node)) {
    if (syntax.is(target, "Identifier")) names.add((target as IdentifierExpression).text);
    else if (syntax.is(target, "PropertyAccess")) names.add((target as PropertyAccessExpression).property.text);
  }
  return names;
}
