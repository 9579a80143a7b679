import type { TypeNode } from "assemblyscript" with { "resolution-mode": "import" };
import { isOmittedType } from "../../frontend/omitted-type";
import type { Machine } from "./machine";
import { termId, type Term } from "./terms";

/** A value as the type of its variable has it. */
export function annotated(machine: Machine, term: Term, type: TypeNode | null): Term {
  if (type === null || isOmittedType(type)) return term;
  const text = machine.textOf(type);
  if (/^[iu](?:32|64|size)$/.test(text)) return integerOf(machine, term, text, type);
  if (/^[iu](?:8|16)$/.test(text)) {
    return term.kind === "integer" && term.value >= 128 ? machine.unknown(type, true) : term;
  }
  if (/^(?:f32|f64|bool)$/.test(text)) return machine.unknown(type);
  return term;
}

/** Another integer type may show the same bits as another number, so that only what has no other name keeps its own. */
function integerOf(machine: Machine, term: Term, type: string, node: TypeNode): Term {
  if (term.kind === "integer") return term;
  if (term.kind !== "unknown") return machine.unknown(node, true);
  if (/^#\d+$/.test(term.id) && term.offset === 0) return { ...term, integer: true };
  return { ...machine.named(`${type}(${termId(term)})`, node, true), text: term.text };
}

/** Whether a type as it is written is one of the integers. */
export function isIntegerType(machine: Machine, type: TypeNode | null): boolean {
  return type !== null && !isOmittedType(type) && /^[iu](?:8|16|32|64|size)$/.test(machine.textOf(type));
}
