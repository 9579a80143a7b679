import type {
  BinaryExpression,
  ElementAccessExpression,
  Expression,
  IdentifierExpression,
  PropertyAccessExpression,
} from "assemblyscript" with { "resolution-mode": "import" };
import { assignmentTarget } from "../assignment-targets";
import { combine, evaluate } from "./expressions";
import { setItem } from "./lists";
import type { Machine } from "./machine";
import { readSlot, writeSlot, writeUnknown } from "./storage-events";
import type { State } from "./state";
import type { Term } from "./terms";

/** Evaluates `a = b`, `a += b`, `a++` and the like. */
export function assign(machine: Machine, node: Expression, state: State): Term {
  const { syntax } = machine;
  const target = assignmentTarget(syntax.compiler, node)!;
  const operator = syntax.operator(node as unknown as { operator: unknown });
  const right = "right" in node ? (node as BinaryExpression).right : null;
  const isPlain = operator === "Equals";
  if (syntax.is(target, "PropertyAccess")) {
    return assignProperty(machine, node, target as PropertyAccessExpression, right, isPlain, state);
  }
  if (syntax.is(target, "ElementAccess")) {
    return assignElement(machine, target as ElementAccessExpression, right, state);
  }
  const before = isPlain ? null : evaluate(machine, target, state);
  const value = right === null ? ({ kind: "integer", value: 1 } as const) : evaluate(machine, right, state);
  const term = before === null ? value : combine(machine, operator, before, value, node, state);
  if (!syntax.is(target, "Identifier")) return term;
  const { text } = target as IdentifierExpression;
  if (!state.write(text, term)) {
    state.versions.set(`global ${text}`, machine.next());
    state.escape(term);
  }
  return term;
}

function assignProperty(
  machine: Machine,
  node: Expression,
  target: PropertyAccessExpression,
  right: Expression | null,
  isPlain: boolean,
  state: State,
): Term {
  const object = evaluate(machine, target.expression, state);
  const value = right === null ? machine.unknown(node) : evaluate(machine, right, state);
  state.escape(value);
  const name = target.property.text;
  if (name === "value" && (object.kind === "stored" || object.kind === "bytes")) {
    if (!isPlain) readSlot(machine, object.key, node);
    const text = machine.textOf(target.expression);
    writeSlot(machine, state, object.key, node, { term: object, node: target.expression, text });
    if (object.kind === "bytes" && machine.thread !== null) machine.thread.complete = false;
    return value;
  }
  if (object.kind === "list") {
    state.escape(object);
    return value;
  }
  const { functions } = machine.program;
  // A setter: one of the author's, or of a stored value that is not known.
  if (functions.methodsNamed(name).length > 0) machine.forget(state, [object, value]);
  else if (name === "value") writeUnknown(machine);
  if (machine.program.hasHiddenCalls) machine.forget(state, [object, value]);
  state.versions.set(name, machine.next());
  return value;
}

function assignElement(
  machine: Machine,
  { expression, elementExpression }: ElementAccessExpression,
  right: Expression | null,
  state: State,
): Term {
  const object = evaluate(machine, expression, state);
  evaluate(machine, elementExpression, state);
  const value: Term = right === null ? machine.unknown(expression) : evaluate(machine, right, state);
  if (object.kind === "list") setItem(state, object.id, value, right ?? expression);
  else {
    state.escape(value);
    state.versions.set("[]", machine.next());
    // An operator of the author's own.
    if (machine.program.hasHiddenCalls) machine.forget(state, [object, value]);
  }
  return value;
}
