import type {
  BlockStatement,
  ExpressionStatement,
  ForOfStatement,
  ForStatement,
  FunctionExpression,
  Node,
  Statement,
  TypeDeclaration,
  VariableStatement,
} from "assemblyscript" with { "resolution-mode": "import" };
import type { SyntaxKinds } from "../frontend/syntax-kinds";

/** What a name inside a function can stand for. */
export type LocalKind = "parameter" | "variable" | "function" | "type" | "typeParameter";

/** One function around a place in the source, or a field whose initializer it is. */
export interface Frame<Node_ = Node> {
  readonly parent: Frame<Node_> | null;
  readonly depth: number;
  readonly node: Node_;
}

/** A name that is declared inside a function, or a type parameter of a class. */
export interface Local {
  readonly name: string;
  readonly kind: LocalKind;
  readonly node: Node;
  /** How many functions are around the declaration; 0 for the type parameters of a class. */
  readonly depth: number;
}

/** The names of one block and of the blocks around it. */
export class Scope {
  readonly parent: Scope | null;
  readonly depth: number;
  readonly #names = new Map<string, Local>();

  constructor(parent: Scope | null, depth: number) {
    this.parent = parent;
    this.depth = depth;
  }

  declare(name: string, kind: LocalKind, node: Node): void {
    if (!this.#names.has(name)) this.#names.set(name, { name, kind, node, depth: this.depth });
  }

  lookup(name: string): Local | null {
    return this.#names.get(name) ?? this.parent?.lookup(name) ?? null;
  }
}

/** Declares what the statements of one block declare, before any of them is visited: a name belongs to its whole block. */
export function declareStatements(statements: readonly Statement[], scope: Scope, kinds: SyntaxKinds): void {
  for (const statement of statements) declareStatement(statement, scope, kinds);
}

function declareStatement(statement: Statement, scope: Scope, kinds: SyntaxKinds): void {
  const kind = statement.kind as number;
  if (kind === kinds.Variable) {
    for (const each of (statement as VariableStatement).declarations) scope.declare(each.name.text, "variable", each);
  } else if (kind === kinds.TypeDeclaration) {
    scope.declare((statement as TypeDeclaration).name.text, "type", statement);
  } else if (kind === kinds.Expression) {
    // `function inner() {}` as a statement; as a part of another expression its name is not visible.
    const { expression } = statement as ExpressionStatement;
    if ((expression.kind as number) !== kinds.Function) return;
    const { name } = (expression as FunctionExpression).declaration;
    if (name.text !== "") scope.declare(name.text, "function", expression);
  }
}

/** Declares the variables of a loop head. */
export function declareLoop(loop: ForStatement | ForOfStatement, scope: Scope, kinds: SyntaxKinds): void {
  const head = "iterable" in loop ? loop.variable : loop.initializer;
  if (head !== null) declareStatement(head, scope, kinds);
}

/** The statements of a branch or of a function body, whichever form it was written in. */
export function statementsOf(node: Statement, kinds: SyntaxKinds): readonly Statement[] {
  return (node.kind as number) === kinds.Block ? (node as BlockStatement).statements : [node];
}
