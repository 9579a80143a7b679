import type {
  Expression,
  ForStatement,
  IdentifierExpression,
  Node,
  PropertyAccessExpression,
  VariableDeclaration,
  WhileStatement,
} from "assemblyscript" with { "resolution-mode": "import" };
import type { Bindings } from "../analysis/bindings";
import { Syntax } from "../analysis/lifecycle/syntax";
import { descendants } from "../frontend/children";
import type { Rule, SpawnSite, ThreadedProgram } from "./rule";

/** A loop spawns as many threads as its caller wants. */
export const unboundedSpawns: Rule = {
  code: "TC7003",
  check(program) {
    const syntax = new Syntax(program.compiler);
    for (const site of program.spawns) {
      const loop = innermostLoop(syntax, site);
      if (loop === null || joinsInside(program, loop) || breaksUnder(syntax, loop)) continue;
      const comparison = loop.condition === null ? null : syntax.comparison(loop.condition);
      if (comparison === null) continue;
      const index = steppedSide(syntax, loop, comparison);
      if (index === null || isBounded(syntax, program.bindings, site, index.bound)) continue;
      const { bound } = index;
      const text = bound.range.source.text.slice(bound.range.start, bound.range.end);
      program.report("TC7003", { bound: text }, bound.range, site.call.range);
    }
  },
};

type Loop = ForStatement | WhileStatement;

function innermostLoop(syntax: Syntax, { enclosing: [outer], call }: SpawnSite): Loop | null {
  let found: Loop | null = null;
  if (outer === undefined) return null;
  for (const node of descendants(outer)) {
    if (!syntax.is(node, "For") && !syntax.is(node, "While")) continue;
    if (node.range.start <= call.range.start && call.range.end <= node.range.end) found = node as Loop;
  }
  return found;
}

/** A loop that joins what it spawns never has many. */
function joinsInside({ joins }: ThreadedProgram, { range }: Loop): boolean {
  return joins.some(
    ({ call }) => call.range.source === range.source && range.start <= call.range.start && call.range.end <= range.end,
  );
}

function breaksUnder(syntax: Syntax, { body }: Loop): boolean {
  for (const node of descendants(body)) if (syntax.is(node, "Break")) return true;
  return false;
}

/** The side of the comparison that does not count. */
function steppedSide(syntax: Syntax, loop: Loop, { left, right }: { left: Expression; right: Expression }) {
  if (!("incrementor" in loop) || loop.incrementor === null) return null;
  const { text } = loop.incrementor.range.source;
  const step = text.slice(loop.incrementor.range.start, loop.incrementor.range.end);
  const counts = (side: Expression): boolean => {
    const name = syntax.nameOf(side);
    return name !== null && new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`).test(step);
  };
  if (counts(left)) return { bound: right };
  return counts(right) ? { bound: left } : null;
}

/** A number, a constant, or at most one of them. */
function isBounded(syntax: Syntax, bindings: Bindings, site: SpawnSite, bound: Expression): boolean {
  const bare = syntax.bare(bound);
  if (syntax.integer(bare) !== null) return true;
  const text = syntax.text(bare);
  if (/^-?\d/.test(text) || /^(?:Math\.)?min(?:<\w+>)?\(/.test(text)) return true;
  if (syntax.is(bare, "PropertyAccess")) return isLengthOfLiteral(syntax, site, bare as PropertyAccessExpression);
  if (!syntax.is(bare, "Identifier")) return false;
  const name = (bare as IdentifierExpression).text;
  const local = localDeclaration(syntax, site, name);
  if (local !== null) return local.initializer !== null && isBounded(syntax, bindings, site, local.initializer);
  const binding = bindings.lookup(site.source, name);
  if (binding?.kind !== "other" || !syntax.is(binding.node, "VariableDeclaration")) return false;
  const { initializer } = binding.node as VariableDeclaration;
  return initializer !== null && syntax.integer(initializer) !== null;
}

/** The length of a local array whose elements are written out, and to which none is added. */
function isLengthOfLiteral(
  syntax: Syntax,
  site: SpawnSite,
  { expression, property }: PropertyAccessExpression,
): boolean {
  const name = syntax.nameOf(expression);
  const local = name === null || property.text !== "length" ? null : localDeclaration(syntax, site, name);
  if (local === null || local.initializer === null || !syntax.text(local.initializer).startsWith("[")) return false;
  const adds = new RegExp(
    `(?<![\\w$.])${name!.replaceAll("$", "\\$")}\\s*(?:\\.\\s*(?:push|unshift|splice|concat)\\b|=[^=>])`,
  );
  const { start, end } = local.range;
  const around = site.enclosing[0]!.range;
  const text = around.source.text;
  return !adds.test(text.slice(around.start, start)) && !adds.test(text.slice(end, around.end));
}

function localDeclaration(syntax: Syntax, { enclosing: [outer] }: SpawnSite, name: string): VariableDeclaration | null {
  for (const node of descendants(outer as Node)) {
    if (syntax.is(node, "VariableDeclaration") && (node as VariableDeclaration).name.text === name) {
      return node as VariableDeclaration;
    }
  }
  return null;
}
