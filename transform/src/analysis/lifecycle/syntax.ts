import type {
  AssertionExpression,
  BinaryExpression,
  CallExpression,
  Expression,
  IdentifierExpression,
  Node,
  ParenthesizedExpression,
  Range,
} from "assemblyscript" with { "resolution-mode": "import" };
import type { Compiler } from "../../frontend/compiler";
import { enumValue, syntaxKinds, type SyntaxKinds } from "../../frontend/syntax-kinds";

const operators = [
  "Equals",
  "Equals_Equals",
  "Exclamation_Equals",
  "Equals_Equals_Equals",
  "Exclamation_Equals_Equals",
  "LessThan",
  "LessThan_Equals",
  "GreaterThan",
  "GreaterThan_Equals",
  "Ampersand_Ampersand",
  "Bar_Bar",
  "Exclamation",
  "Plus_Plus",
  "Minus_Minus",
  "Plus_Equals",
  "Minus_Equals",
  "Plus",
  "Minus",
] as const;

/** The operators that the analysis looks at. */
export type Operator = (typeof operators)[number];

/** Reads syntax nodes of the running compiler. */
export class Syntax {
  readonly kinds: SyntaxKinds;
  readonly compiler: Compiler;
  readonly #operators = new Map<number, Operator>();

  constructor(compiler: Compiler) {
    this.compiler = compiler;
    this.kinds = syntaxKinds(compiler);
    for (const name of operators) this.#operators.set(enumValue(compiler, "Token", name), name);
  }

  is(node: Node, kind: keyof SyntaxKinds): boolean {
    return (node.kind as number) === this.kinds[kind];
  }

  /** The operator of a unary or binary expression; null for those that do not matter here. */
  operator(node: { readonly operator: unknown }): Operator | null {
    return this.#operators.get(node.operator as number) ?? null;
  }

  /** The source text of a node without white space. */
  text(node: Node): string {
    return node.range.source.text.slice(node.range.start, node.range.end).replace(/\s+/g, "");
  }

  /** `expression` without parentheses, assertions and conversions such as `u32(x)` around it. */
  bare(expression: Expression): Expression {
    if (this.is(expression, "Parenthesized")) return this.bare((expression as ParenthesizedExpression).expression);
    if (this.is(expression, "Assertion")) return this.bare((expression as AssertionExpression).expression);
    if (this.is(expression, "Call")) {
      const { expression: callee, args } = expression as CallExpression;
      if (
        args.length === 1 &&
        this.is(callee, "Identifier") &&
        /^(?:[iu](?:8|16|32|64|size))$/.test((callee as IdentifierExpression).text)
      ) {
        return this.bare(args[0]!);
      }
    }
    return expression;
  }

  /** The name of a bare identifier, or null. */
  nameOf(expression: Expression): string | null {
    const bare = this.bare(expression);
    return this.is(bare, "Identifier") ? (bare as IdentifierExpression).text : null;
  }

  /** The value of an integer literal, or null. */
  integer(expression: Expression): number | null {
    const text = this.text(this.bare(expression)).replaceAll("_", "");
    return /^(?:\d+|0x[0-9a-f]+)$/i.test(text) ? Number(text) : null;
  }

  /** The last character of a node, such as the closing brace of a block. */
  lastCharacter(node: Node): Range {
    const range = new this.compiler.Range(Math.max(node.range.start, node.range.end - 1), node.range.end);
    range.source = node.range.source;
    return range;
  }

  /** Whether a statement or expression advances a variable by exactly one, as `i++` does; -1 when it counts down, 0 otherwise. */
  stepOf(expression: Expression, name: string): 1 | -1 | 0 {
    if (this.is(expression, "UnaryPostfix") || this.is(expression, "UnaryPrefix")) {
      const unary = expression as unknown as { operator: unknown; operand: Expression };
      if (this.nameOf(unary.operand) !== name) return 0;
      const operator = this.operator(unary);
      return operator === "Plus_Plus" ? 1 : operator === "Minus_Minus" ? -1 : 0;
    }
    const text = this.text(expression);
    if (text === `${name}+=1` || text === `${name}=${name}+1`) return 1;
    return text === `${name}-=1` || text === `${name}=${name}-1` ? -1 : 0;
  }

  /** A comparison with its smaller side first: `a > b` as `b < a`; null for other expressions. */
  comparison(expression: Expression): {
    readonly left: Expression;
    readonly right: Expression;
    readonly inclusive: boolean;
    readonly unequal: boolean;
  } | null {
    const bare = this.bare(expression);
    if (!this.is(bare, "Binary")) return null;
    const { left, right } = bare as BinaryExpression;
    switch (this.operator(bare as BinaryExpression)) {
      case "LessThan":
        return { left, right, inclusive: false, unequal: false };
      case "LessThan_Equals":
        return { left, right, inclusive: true, unequal: false };
      case "GreaterThan":
        return { left: right, right: left, inclusive: false, unequal: false };
      case "GreaterThan_Equals":
        return { left: right, right: left, inclusive: true, unequal: false };
      case "Exclamation_Equals":
      case "Exclamation_Equals_Equals":
        return { left, right, inclusive: false, unequal: true };
      default:
        return null;
    }
  }
}
