import type { Node } from "assemblyscript" with { "resolution-mode": "import" };

// `range` leads to the whole source; the implicit field of a constructor parameter repeats nodes of the parameter.
const skipped = new Set(["range", "source", "implicitFieldDeclaration"]);

/** Whether a value found in a node is itself a node; class names are minified and kinds differ, so its shape decides. */
export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).kind === "number" && "range" in value;
}

/** The nodes directly below `node`, in the order of its fields, whatever its kind: no kind can be missed. */
export function children(node: Node): Node[] {
  const found: Node[] = [];
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (skipped.has(key)) continue;
    if (isNode(value)) found.push(value);
    else if (Array.isArray(value)) for (const element of value as unknown[]) if (isNode(element)) found.push(element);
  }
  return found;
}

/** `node` and every node below it, parents first. */
export function* descendants(node: Node): Generator<Node> {
  yield node;
  for (const child of children(node)) yield* descendants(child);
}
