import type { Node, ParameterNode, TypeNode } from "assemblyscript" with { "resolution-mode": "import" };
import { descendants } from "../../frontend/children";
import type { LifecycleProgram } from "./machine";
import type { Unit } from "./program-functions";

/**
 * The functions in which handles can occur: those that spawn, join, name the type of handles, or name a function that passes handles
 * on. No others are looked at, so that a program pays for its threads only.
 */
export function relevantUnits(program: LifecycleProgram): Unit[] {
  const candidates = [...program.functions.all()].map((unit) => ({ unit, names: namesIn(program, unit) }));
  // Who takes or returns handles says so in its signature, whatever its callers do.
  const passing = new Set(candidates.filter(({ unit }) => passesHandles(program, unit)).map(({ unit }) => unit));
  const passingNames = new Set([...passing].map(({ declaration }) => declaration.name.text));
  const mayCall = (name: string, unit: Unit): boolean => {
    if (passingNames.has(name)) return true;
    const renamed = program.functions.named(name, unit);
    return renamed !== undefined && passing.has(renamed);
  };
  return candidates
    .filter(({ names, unit }) => names === "handles" || [...names].some((name) => mayCall(name, unit)))
    .map(({ unit }) => unit);
}

/** The names that a function mentions, or the finding that it has to do with handles itself. */
function namesIn(
  { syntax, spawns, joins, types }: LifecycleProgram,
  { declaration, source }: Unit,
): ReadonlySet<string> | "handles" {
  const names = new Set<string>();
  for (const node of descendants(declaration)) {
    if (spawns.has(node as never) || joins.has(node as never)) return "handles";
    if (syntax.is(node, "NamedType") && types.of(node as TypeNode, source) !== null) return "handles";
    if (syntax.is(node, "Identifier")) names.add((node as Node & { readonly text: string }).text);
  }
  return names;
}

function passesHandles({ types }: LifecycleProgram, { declaration, source }: Unit): boolean {
  const { parameters, returnType } = declaration.signature;
  return [returnType, ...parameters.map(({ type }: ParameterNode) => type)].some(
    (type) => types.of(type, source) !== null,
  );
}
