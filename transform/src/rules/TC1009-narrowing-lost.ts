import type {
  AssertionExpression,
  CallExpression,
  ElementAccessExpression,
  Expression,
  FunctionDeclaration,
  IfStatement,
  Node,
  PropertyAccessExpression,
  TernaryExpression,
  UnaryPrefixExpression,
  VariableDeclaration,
} from "assemblyscript" with { "resolution-mode": "import" };
import { captureInLocal } from "../fixes/capture-in-local";
import { children, descendants } from "../frontend/children";
import { syntaxKinds, type SyntaxKinds } from "../frontend/syntax-kinds";
import type { Capture, Rule, RuleContext, SpawnSite } from "./rule";

/** A captured variable that may be null is checked outside the thread body and used without a check inside. */
export const narrowingLost: Rule = {
  code: "TC1009",
  check(context) {
    const kinds = syntaxKinds(context.compiler);
    for (const site of context.spawns) {
      for (const capture of site.captures) {
        if (!isNullable(context, kinds, site, capture)) continue;
        const use = uncheckedUse(kinds, site, capture);
        const check = use === null ? null : outerCheck(kinds, site, capture);
        if (use === null || check === null) continue;
        const fix = captureInLocal(context.compiler, site, capture);
        const fixes = fix === null ? [] : [fix];
        context.report("TC1009", { name: capture.name }, use.range, check.range, { fixes });
      }
    }
  },
};

/** Whether the declaration says so: by its annotation, or by the annotation of the function that its value comes from. */
function isNullable({ bindings }: RuleContext, kinds: SyntaxKinds, site: SpawnSite, { declaration }: Capture): boolean {
  if (declaration === null || !("type" in declaration)) return false;
  const { type, initializer } = declaration as VariableDeclaration;
  if (type !== null) return type.isNullable;
  if (initializer === null || (initializer.kind as number) !== kinds.Call) return false;
  const { expression } = initializer as CallExpression;
  if ((expression.kind as number) !== kinds.Identifier) return false;
  const binding = bindings.lookup(site.source, (expression as Expression & { text: string }).text);
  if (binding?.kind !== "other" || (binding.node.kind as number) !== kinds.FunctionDeclaration) return false;
  return (binding.node as FunctionDeclaration).signature.returnType.isNullable;
}

/** The first use that needs a value, such as `p.x`, where nothing in the body checks for null. */
function uncheckedUse(kinds: SyntaxKinds, site: SpawnSite, { uses }: Capture): Node | null {
  const body = site.body!;
  const isUse = (node: Node): boolean => uses.some((use) => use === node);
  let found: Node | null = null;
  const visit = (node: Node): boolean => {
    if (checks(kinds, node, isUse)) return true;
    const kind = node.kind as number;
    if (kind === kinds.PropertyAccess || kind === kinds.ElementAccess || kind === kinds.Call) {
      const { expression } = node as PropertyAccessExpression | ElementAccessExpression | CallExpression;
      if (isUse(expression)) found ??= expression;
    }
    return children(node).some(visit);
  };
  return children(body.declaration).some(visit) ? null : found;
}

/** The place in the enclosing function, before the spawn, where the variable is checked. */
function outerCheck(kinds: SyntaxKinds, site: SpawnSite, { name }: Capture): Node | null {
  const [outer] = site.enclosing;
  if (outer === undefined) return null;
  const isUse = (node: Node): boolean =>
    (node.kind as number) === kinds.Identifier && (node as Node & { text: string }).text === name;
  for (const node of descendants(outer)) {
    if (node.range.start < site.call.range.start && checks(kinds, node, isUse)) return node;
  }
  return null;
}

/** Whether a node is a condition about one of the given identifiers, or its `!` assertion. */
function checks(kinds: SyntaxKinds, node: Node, isUse: (node: Node) => boolean): boolean {
  const kind = node.kind as number;
  if (kind === kinds.Assertion) {
    return (node as AssertionExpression).toType === null && isUse((node as AssertionExpression).expression);
  }
  if (kind === kinds.UnaryPrefix) {
    return node.range.source.text[node.range.start] === "!" && isUse((node as UnaryPrefixExpression).operand);
  }
  if (kind === kinds.If || kind === kinds.Ternary || kind === kinds.While) {
    return isUse((node as IfStatement | TernaryExpression).condition);
  }
  if (kind === kinds.Binary) {
    const { left, right } = node as Node & { left: Expression; right: Expression };
    const isNull = (side: Node): boolean => (side.kind as number) === kinds.Null;
    const { text } = node.range.source;
    const isLogical = /&&|\|\|/.test(text.slice(left.range.end, right.range.start));
    return (isUse(left) && (isNull(right) || isLogical)) || (isUse(right) && isNull(left));
  }
  return false;
}
