import type { ArrayLiteralExpression, IdentifierExpression, Node } from "assemblyscript" with {
  "resolution-mode": "import",
};
import { insert, type Fix } from "../../diagnostics/fix";
import { descendants } from "../../frontend/children";
import type { Machine, ThreadRun } from "./machine";
import type { Naming } from "./storage-events";
import type { Key, SlotList } from "./terms";

/** The list that would be right, and the edit that makes it so; null when it cannot be written down in the place of the list. */
export function suggest(
  machine: Machine,
  { site }: ThreadRun,
  { items, origin }: SlotList,
  key: Key,
  naming: Naming,
): { readonly fix: Fix | null; readonly right: string | null } {
  const none = { fix: null, right: null };
  const kinds = new Set(items.map(({ term }) => (term.kind === "stored" ? `stored ${term.type}` : term.kind)));
  const [kind] = kinds;
  if (origin === null || kind === undefined || kinds.size !== 1) return none;
  const missing = textFor(
    machine,
    kind,
    key,
    naming,
    items.some(({ node }) => machine.textOf(node).includes("slot(")),
  );
  if (
    missing === null ||
    !isVisible(
      machine,
      naming,
      missing,
      site.captures.map(({ name }) => name),
    )
  ) {
    return none;
  }
  const { elementExpressions } = origin as ArrayLiteralExpression;
  const last = elementExpressions.at(-1);
  if (last === undefined) return none;
  const right = `[${[...elementExpressions.map((each) => machine.textOf(each)), missing].join(", ")}]`;
  const edit = insert(last.range, last.range.end, `, ${missing}`);
  return { right, fix: { title: `Add ${missing} to the reservation`, edits: [edit] } };
}

/** An expression for the missing slot, of the type that the list has. */
function textFor(
  machine: Machine,
  kind: string,
  key: Key,
  { term, node, text }: Naming,
  usesSlot: boolean,
): string | null {
  const literal = literalsOf(key);
  if (kind === "text") {
    if (term.kind === "text") {
      return literal?.length === 1 && !isDirect(machine) ? JSON.stringify(literal[0]) : machine.textOf(node);
    }
    return literal?.length === 1 ? JSON.stringify(literal[0]) : null;
  }
  if (kind === "slot") {
    if (term.kind === "slot" && isDirect(machine)) return text;
    if (term.kind === "stored" && isDirect(machine)) return `${text}.slot`;
    return usesSlot && literal !== null ? `slot(${literal.map((each) => JSON.stringify(each)).join(", ")})` : null;
  }
  return kind.startsWith("stored ") && term.kind === "stored" && kind === `stored ${term.type}` && isDirect(machine)
    ? text
    : null;
}

/** Whether the write stands in the body itself, so that its names are those of the spawn. */
function isDirect({ path }: Machine): boolean {
  return path.length === 0;
}

function literalsOf(key: Key): string[] | null {
  if (key.kind !== "named") return null;
  const texts = key.segments.map((parts) => (parts.every((part) => typeof part === "string") ? parts.join("") : null));
  return texts.every((text) => text !== null) ? texts : null;
}

/** Whether every name in the text means the same where the list is: a captured variable, or one of the file. */
function isVisible(
  { syntax, program, unit }: Machine,
  { node }: Naming,
  text: string,
  captures: readonly string[],
): boolean {
  if (/^"[^"]*"$|^slot\("[^()]*"\)$/.test(text)) return true;
  for (const each of descendants(node)) {
    if (!syntax.is(each, "Identifier")) continue;
    const name = (each as IdentifierExpression).text;
    if (captures.includes(name) || program.bindings.lookup(unit.source, name) !== null) continue;
    if (isProperty(node, each)) continue;
    return false;
  }
  return true;
}

/** Whether a name stands behind a dot. */
function isProperty(node: Node, { range }: Node): boolean {
  return /\.\s*$/.test(node.range.source.text.slice(node.range.start, range.start));
}
