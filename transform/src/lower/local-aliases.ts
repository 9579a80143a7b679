import type { NamedTypeNode, Node, TypeDeclaration, TypeName, TypeNode } from "assemblyscript" with {
  "resolution-mode": "import",
};
import { isNode } from "../frontend/children";

/** The local type alias that each use of one means. */
export type LocalAliases = ReadonlyMap<TypeName, TypeDeclaration>;

/**
 * A type without the aliases that are local to a function: AssemblyScript does not know these in the type arguments of a call.
 *
 * @returns `type` itself when it names none, so that most types keep their nodes
 */
export function expandAliases(type: TypeNode, aliases: LocalAliases): TypeNode {
  const { name, isNullable } = type as NamedTypeNode;
  const alias = isNode(name) ? aliases.get(name) : undefined;
  if (alias === undefined) return mapChildren(type, aliases);
  const expanded = expandAliases(alias.type, aliases);
  if (!isNullable || expanded.isNullable) return expanded;
  return Object.assign(shallowCopy(expanded), { isNullable: true });
}

function mapChildren(type: TypeNode, aliases: LocalAliases): TypeNode {
  const changes: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(type) as [string, unknown][]) {
    if (!["typeArguments", "parameters", "returnType", "type", "elements"].includes(key)) continue;
    const mapped = Array.isArray(value)
      ? value.map((each: Node) => expandAliases(each as TypeNode, aliases))
      : isNode(value)
        ? expandAliases(value as TypeNode, aliases)
        : value;
    const isSame = Array.isArray(mapped)
      ? mapped.every((each, index) => each === (value as unknown[])[index])
      : mapped === value;
    if (!isSame) changes[key] = mapped;
  }
  return Object.keys(changes).length === 0 ? type : Object.assign(shallowCopy(type), changes);
}

function shallowCopy<T extends Node>(node: T): T {
  return Object.assign(Object.create(Object.getPrototypeOf(node) as object), node) as T;
}
