import type { Node } from "assemblyscript" with { "resolution-mode": "import" };
import { children, isNode } from "./children";
import type { Compiler } from "./compiler";
import { syntaxKinds, type KindName } from "./syntax-kinds";

/** Called for a node of one kind; it decides whether, and around what, `descend` visits the nodes below. */
export type Handler = (node: Node, descend: () => void) => void;

/** Visits nodes and everything below them, each node once. */
export interface Visitor {
  visit(node: Node | readonly Node[] | null | undefined): void;
}

/** Makes a visitor from handlers by kind; nodes of other kinds are passed through. */
export type VisitorFactory = (handlers: Readonly<Partial<Record<KindName, Handler>>>) => Visitor;

type BaseVisitor = new () => { visit(node: unknown): void };

const methods: Readonly<Partial<Record<KindName, string>>> = {
  Source: "visitSource",
  NamedType: "visitNamedTypeNode",
  FunctionType: "visitFunctionTypeNode",
  TypeName: "visitTypeName",
  TypeParameter: "visitTypeParameter",
  Parameter: "visitParameter",
  Assertion: "visitAssertionExpression",
  Binary: "visitBinaryExpression",
  Call: "visitCallExpression",
  Comma: "visitCommaExpression",
  ElementAccess: "visitElementAccessExpression",
  Function: "visitFunctionExpression",
  InstanceOf: "visitInstanceOfExpression",
  New: "visitNewExpression",
  Parenthesized: "visitParenthesizedExpression",
  PropertyAccess: "visitPropertyAccessExpression",
  Ternary: "visitTernaryExpression",
  UnaryPostfix: "visitUnaryPostfixExpression",
  UnaryPrefix: "visitUnaryPrefixExpression",
  Block: "visitBlockStatement",
  Do: "visitDoStatement",
  Export: "visitExportStatement",
  ExportDefault: "visitExportDefaultStatement",
  Expression: "visitExpressionStatement",
  For: "visitForStatement",
  If: "visitIfStatement",
  Import: "visitImportStatement",
  Return: "visitReturnStatement",
  Switch: "visitSwitchStatement",
  SwitchCase: "visitSwitchCase",
  Throw: "visitThrowStatement",
  Try: "visitTryStatement",
  Variable: "visitVariableStatement",
  While: "visitWhileStatement",
  ClassDeclaration: "visitClassDeclaration",
  EnumDeclaration: "visitEnumDeclaration",
  EnumValueDeclaration: "visitEnumValueDeclaration",
  FieldDeclaration: "visitFieldDeclaration",
  FunctionDeclaration: "visitFunctionDeclaration",
  InterfaceDeclaration: "visitInterfaceDeclaration",
  MethodDeclaration: "visitMethodDeclaration",
  NamespaceDeclaration: "visitNamespaceDeclaration",
  TypeDeclaration: "visitTypeDeclaration",
  VariableDeclaration: "visitVariableDeclaration",
};

/** The fields whose identifiers name something instead of referring to it. */
const nameFields = [
  "name",
  "property",
  "label",
  "names",
  "localName",
  "exportedName",
  "foreignName",
  "namespaceName",
  "externalName",
  "identifier",
  "catchVariable",
  "decorators",
] as const;

/**
 * Prepares visitors over the syntax of `compiler` on top of visitor-as.
 *
 * visitor-as dispatches on kind numbers of one compiler version, so only its per-kind methods are used: we dispatch on the
 * run-time kinds, and whatever a method leaves out, or has no method at all, is reached through the generic child iteration.
 */
export async function loadVisitor(compiler: Compiler): Promise<VisitorFactory> {
  const { BaseVisitor: Base } = (await import("visitor-as/dist/base.js")) as unknown as { BaseVisitor: BaseVisitor };
  const kinds = syntaxKinds(compiler);
  const methodOf = new Map<number, string>();
  for (const [name, method] of Object.entries(methods) as [KindName, string][]) methodOf.set(kinds[name], method);

  return (handlers) => {
    const handlerOf = new Map<number, Handler>();
    for (const [name, handler] of Object.entries(handlers) as [KindName, Handler][]) {
      handlerOf.set(kinds[name], handler);
    }
    const seen = new Set<Node>();
    class RunTimeVisitor extends Base {
      _visit(node: Node): void {
        if (seen.has(node)) return;
        seen.add(node);
        const handler = handlerOf.get(node.kind);
        if (handler === undefined) this.descend(node);
        else handler(node, () => this.descend(node));
      }
      descend(node: Node): void {
        skipNames(node, seen);
        const method = methodOf.get(node.kind);
        const visit = method === undefined ? undefined : (this as unknown as Record<string, unknown>)[method];
        if (typeof visit === "function") visit.call(this, node);
        for (const child of children(node)) this._visit(child);
      }
    }
    return new RunTimeVisitor();
  };
}

function skipNames(node: Node, seen: Set<Node>): void {
  for (const field of nameFields) {
    const value = (node as unknown as Record<string, unknown>)[field];
    if (isNode(value) && "text" in value) seen.add(value);
    else if (Array.isArray(value)) for (const element of value as unknown[]) if (isNode(element)) seen.add(element);
  }
}
