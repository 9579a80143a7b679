import type {
  BinaryExpression,
  Expression,
  Node,
  ParenthesizedExpression,
  UnaryPrefixExpression,
} from "assemblyscript" with { "resolution-mode": "import" };
import { descendants } from "../frontend/children";
import type { Compiler } from "../frontend/compiler";
import { enumValue, syntaxKinds } from "../frontend/syntax-kinds";

const names = [
  "Equals",
  "Plus_Equals",
  "Minus_Equals",
  "Asterisk_Equals",
  "Asterisk_Asterisk_Equals",
  "Slash_Equals",
  "Percent_Equals",
  "LessThan_LessThan_Equals",
  "GreaterThan_GreaterThan_Equals",
  "GreaterThan_GreaterThan_GreaterThan_Equals",
  "Ampersand_Equals",
  "Bar_Equals",
  "Caret_Equals",
];

const cache = new WeakMap<Compiler, { readonly binary: ReadonlySet<number>; readonly unary: ReadonlySet<number> }>();

function operators(compiler: Compiler) {
  let found = cache.get(compiler);
  if (found === undefined) {
    const numbers = (list: readonly string[]) => new Set(list.map((name) => enumValue(compiler, "Token", name)));
    cache.set(compiler, (found = { binary: numbers(names), unary: numbers(["Plus_Plus", "Minus_Minus"]) }));
  }
  return found;
}

/** What an expression assigns to, without parentheses: the target of `=`, `+=`, `++` and the like; null when it assigns nothing. */
export function assignmentTarget(compiler: Compiler, node: Node): Expression | null {
  const kinds = syntaxKinds(compiler);
  const kind = node.kind as number;
  const { binary, unary } = operators(compiler);
  let target: Expression | null = null;
  if (kind === kinds.Binary) {
    const { operator, left } = node as BinaryExpression;
    if (binary.has(operator)) target = left;
  } else if (kind === kinds.UnaryPrefix || kind === kinds.UnaryPostfix) {
    const { operator, operand } = node as UnaryPrefixExpression;
    if (unary.has(operator)) target = operand;
  }
  while (target !== null && (target.kind as number) === kinds.Parenthesized) {
    target = (target as ParenthesizedExpression).expression;
  }
  return target;
}

/** Every target of an assignment in a piece of source, in source order. */
export function* assignmentTargets(compiler: Compiler, root: Node): Generator<Expression> {
  for (const node of descendants(root)) {
    const target = assignmentTarget(compiler, node);
    if (target !== null) yield target;
  }
}
