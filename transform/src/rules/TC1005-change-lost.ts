import type {
  CallExpression,
  ClassDeclaration,
  ElementAccessExpression,
  Expression,
  IdentifierExpression,
  Node,
  PropertyAccessExpression,
  Range,
} from "assemblyscript" with { "resolution-mode": "import" };
import { assignmentTarget } from "../analysis/assignment-targets";
import { ChangedObjects, changing, changingMaps, rootOf } from "../analysis/changed-objects";
import { descendants } from "../frontend/children";
import { enumValue, syntaxKinds, type SyntaxKinds } from "../frontend/syntax-kinds";
import type { Rule, RuleContext, SpawnSite } from "./rule";

/** A thread body changes an object that it captured, or a module variable. */
export const changeLost: Rule = {
  code: "TC1005",
  check(context) {
    const objects = new ChangedObjects(context.compiler, context.bindings, context.program.sources);
    for (const site of context.spawns) {
      if (site.body === null || site.insideThread !== null) continue;
      for (const { name, range, related } of changes(context, objects, site)) {
        context.report("TC1005", { name }, range, related);
      }
    }
  },
};

interface Change {
  readonly name: string;
  readonly range: Range;
  readonly related: Range | null;
}

function* changes(context: RuleContext, objects: ChangedObjects, site: SpawnSite): Generator<Change> {
  const kinds = syntaxKinds(context.compiler);
  for (const node of descendants(site.body!.declaration)) {
    const target = assignmentTarget(context.compiler, node);
    if (target !== null) {
      const change = changeByAssignment(context, kinds, site, target);
      if (change !== null) yield { ...change, range: node.range };
    } else if ((node.kind as number) === kinds.Call) {
      const call = node as CallExpression;
      const change = changeByMethod(kinds, site, call) ?? changeByFunction(kinds, objects, site, call);
      if (change !== null) yield { ...change, range: node.range };
    }
  }
}

type Place = Omit<Change, "range">;

function changeByAssignment(
  context: RuleContext,
  kinds: SyntaxKinds,
  site: SpawnSite,
  target: Expression,
): Place | null {
  const kind = target.kind as number;
  if (kind === kinds.Identifier) return moduleVariable(context, kinds, site, target as IdentifierExpression);
  if (kind === kinds.ElementAccess) {
    const place = rootCapture(kinds, site, (target as ElementAccessExpression).expression);
    return place !== null && isRegion(site, place.name) ? null : place;
  }
  if (kind !== kinds.PropertyAccess) return null;
  const { expression, property } = target as PropertyAccessExpression;
  // With a reservation, a property of an object may be a setter that writes a reserved slot; only plain fields of `this` are certain.
  if (
    site.name === "thread_spawn_with_reservation" &&
    ((expression.kind as number) !== kinds.This || !isPlainField(context, kinds, site, property.text))
  ) {
    return null;
  }
  if (property.text === "value" && isStored(kinds, site, expression)) return null;
  return rootCapture(kinds, site, expression);
}

/** Whether an object is one of the SDK's stored values, as far as its declaration shows: setting its value writes storage. */
function isStored(kinds: SyntaxKinds, site: SpawnSite, object: Expression): boolean {
  let declaration: Node | null | undefined;
  if ((object.kind as number) === kinds.Identifier) {
    declaration = site.captures.find(({ uses }) => uses.some((use) => use === object))?.declaration;
  } else if ((object.kind as number) === kinds.PropertyAccess) {
    const { property } = object as PropertyAccessExpression;
    declaration = classAround(kinds, site)?.members.find(({ name }) => name.text === property.text);
  }
  const range = declaration?.range;
  return range !== undefined && /\bStored\w*/.test(range.source.text.slice(range.start, range.end));
}

function changeByMethod(kinds: SyntaxKinds, site: SpawnSite, { expression }: CallExpression): Place | null {
  if ((expression.kind as number) !== kinds.PropertyAccess) return null;
  const { expression: object, property } = expression as PropertyAccessExpression;
  const writesStorage = site.name === "thread_spawn_with_reservation";
  const isChange = changing.has(property.text) || (changingMaps.has(property.text) && !writesStorage);
  if (!isChange || (writesStorage && (object.kind as number) !== kinds.Identifier)) return null;
  // `array.push(value)` of a stored array changes what its `save()` writes.
  if (writesStorage && isStored(kinds, site, object)) return null;
  const place = rootCapture(kinds, site, object);
  return place !== null && isRegion(site, place.name) ? null : place;
}

/** An object is given to a function that changes it. With a reservation it may be one that writes a reserved slot. */
function changeByFunction(
  kinds: SyntaxKinds,
  objects: ChangedObjects,
  site: SpawnSite,
  call: CallExpression,
): Place | null {
  if (site.captures.length === 0 || site.name === "thread_spawn_with_reservation") return null;
  for (const changed of objects.changedBy(call)) {
    const place = isStored(kinds, site, changed) ? null : rootCapture(kinds, site, changed);
    if (place !== null && !isRegion(site, place.name)) return place;
  }
  return null;
}

/** The captured variable at the root of `a.b[c].d`; not one that only stands in for a function's result. */
function rootCapture(kinds: SyntaxKinds, site: SpawnSite, expression: Expression): Place | null {
  const root = rootOf(kinds, expression);
  const capture = site.captures.find(({ uses }) => uses.some((use) => use === root));
  if (capture === undefined) return null;
  const { source, start, end } = expression.range;
  return { name: source.text.slice(start, end), related: capture.declaration?.range ?? null };
}

function moduleVariable(
  { bindings }: RuleContext,
  kinds: SyntaxKinds,
  site: SpawnSite,
  { text, range }: IdentifierExpression,
): Place | null {
  if (site.captures.some(({ name }) => name === text) || declaresLocally(kinds, site, text)) return null;
  const binding = bindings.lookup(range.source, text);
  if (binding?.kind !== "other" || (binding.node.kind as number) !== kinds.VariableDeclaration) return null;
  return { name: text, related: binding.node.range };
}

function declaresLocally(kinds: SyntaxKinds, site: SpawnSite, name: string): boolean {
  for (const node of descendants(site.body!.declaration)) {
    const kind = node.kind as number;
    if (kind !== kinds.VariableDeclaration && kind !== kinds.Parameter) continue;
    if ((node as Node & { name: { text: string } }).name.text === name) return true;
  }
  return false;
}

/** Whether a captured variable is given to the spawn as a memory region, whose bytes do come back. */
function isRegion({ name, call }: SpawnSite, variable: string): boolean {
  const regions = name === "thread_spawn_with_memory" ? call.args[1] : undefined;
  if (regions === undefined) return false;
  const { source, start, end } = regions.range;
  const text = source.text.slice(start, end);
  const [root] = variable.split(/[.[]/);
  // Regions that were put into a list before cannot be told; then every captured object may be one.
  return !text.startsWith("[") || new RegExp(`(?<![\\w$.])${root!.replaceAll("$", "\\$")}(?![\\w$])`).test(text);
}

function isPlainField({ compiler }: RuleContext, kinds: SyntaxKinds, site: SpawnSite, name: string): boolean {
  const owner = classAround(kinds, site);
  if (owner === null) return false;
  const setter = enumValue(compiler, "CommonFlags", "Set");
  const members = owner.members.filter((member) => member.name.text === name);
  const hasSetter = members.some(({ flags }) => ((flags as number) & setter) !== 0);
  return !hasSetter && members.some((member) => (member.kind as number) === kinds.FieldDeclaration);
}

function classAround(kinds: SyntaxKinds, site: SpawnSite): ClassDeclaration | null {
  const { start } = site.call.range;
  for (const node of descendants(site.source)) {
    const { range } = node;
    if ((node.kind as number) === kinds.ClassDeclaration && range.start <= start && start < range.end) {
      return node as ClassDeclaration;
    }
  }
  return null;
}
