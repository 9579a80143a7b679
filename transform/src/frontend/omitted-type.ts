import type { NamedTypeNode, TypeNode } from "assemblyscript" with { "resolution-mode": "import" };

/** Whether a type annotation was left out: the parser then makes a type without a name. */
export function isOmittedType(type: TypeNode): boolean {
  return "name" in type && (type as NamedTypeNode).name.identifier.text === "";
}
