import type { CallExpression, ForStatement, Node, VariableStatement } from "assemblyscript" with {
  "resolution-mode": "import",
};
import { Syntax } from "../analysis/lifecycle/syntax";
import { children } from "../frontend/children";
import type { Rule } from "./rule";

/** What a spawn and a join cost under the schedule of OIP-0002, in gas. */
const OVERHEAD_GAS = 110_000;
/** One node of the syntax tree never becomes more instructions than this. */
const NODE_GAS = 16;

/** A thread whose work is known costs more to start than to do. */
export const cheapThread: Rule = {
  code: "TC7002",
  check({ compiler, spawns, report }) {
    const syntax = new Syntax(compiler);
    for (const { body, call } of spawns) {
      const cost = body === null ? null : costOf(syntax, body.declaration.body as Node);
      // So far away from the border that no other way to count changes the answer.
      if (cost === null || cost > OVERHEAD_GAS / 2) continue;
      report("TC7002", { cost: Math.ceil(cost / 1000) * 1000, overhead: OVERHEAD_GAS }, call.range);
    }
  },
};

/** The most gas that a piece of source can use; null where that is not known, as for calls and for loops without a constant bound. */
function costOf(syntax: Syntax, node: Node): number | null {
  if (isOpen(syntax, node)) return null;
  const rounds = syntax.is(node, "For") ? roundsOf(syntax, node as ForStatement) : 0;
  if (rounds === null) return null;
  let sum = NODE_GAS;
  for (const child of children(node)) {
    const cost = costOf(syntax, child);
    if (cost === null) return null;
    sum += cost;
  }
  // The condition is looked at once more than the body.
  return sum * (rounds + 1);
}

/** What may do any amount of work. */
function isOpen(syntax: Syntax, node: Node): boolean {
  if (syntax.is(node, "Call")) {
    const { expression } = node as CallExpression;
    return !/^(?:[iu](?:8|16|32|64)|min|max|abs)$/.test(syntax.text(expression));
  }
  // Properties may be getters, literals of texts and lists are allocated, operators of objects may be the author's.
  if (syntax.is(node, "Literal")) return !/^\d/.test(syntax.text(node));
  const open = ["While", "Do", "ForOf", "New", "PropertyAccess", "ElementAccess", "Function", "Try"] as const;
  return open.some((kind) => syntax.is(node, kind));
}

/** How often `for (let i = a; i < b; i++)` runs. */
function roundsOf(syntax: Syntax, { initializer, condition, incrementor, body }: ForStatement): number | null {
  if (initializer === null || condition === null || incrementor === null || !syntax.is(initializer, "Variable")) {
    return null;
  }
  const [declaration] = (initializer as VariableStatement).declarations;
  const comparison = syntax.comparison(condition);
  if (declaration === undefined || declaration.initializer === null || comparison === null || comparison.unequal) {
    return null;
  }
  const name = declaration.name.text;
  const end = syntax.integer(comparison.right);
  const isCounter = syntax.nameOf(comparison.left) === name && syntax.stepOf(incrementor, name) === 1;
  const text = body.range.source.text.slice(body.range.start, body.range.end);
  const isTouched = new RegExp(`(?<![\\w$])${name}\\s*(?:[-+*/%&|^<>]*=(?!=)|\\+\\+|--)|(?:\\+\\+|--)${name}`).test(
    text,
  );
  if (end === null || !isCounter || isTouched || syntax.integer(declaration.initializer) === null) return null;
  return end + (comparison.inclusive ? 1 : 0);
}
