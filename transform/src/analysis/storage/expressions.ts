import type {
  ArrayLiteralExpression,
  AssertionExpression,
  BinaryExpression,
  CallExpression,
  CommaExpression,
  ElementAccessExpression,
  Expression,
  IdentifierExpression,
  NewExpression,
  Node,
  ParenthesizedExpression,
  PropertyAccessExpression,
  TemplateLiteralExpression,
  TernaryExpression,
  UnaryPrefixExpression,
} from "assemblyscript" with { "resolution-mode": "import" };
import { children } from "../../frontend/children";
import { assignmentTarget } from "../assignment-targets";
import { assign } from "./assignments";
import { evaluateCall } from "./calls";
import { evaluateNew } from "./constructions";
import { moduleValue, propertyValue } from "./constants";
import { addItem, makeList } from "./lists";
import type { Machine } from "./machine";
import { joinParts, type Part } from "./parts";
import { merge, mergeTerms, type State } from "./state";
import { partsOf, termId, type Term } from "./terms";

/** Evaluates an expression for the slots that it names, reads and writes; what it does to memory is done to `state`. */
export function evaluate(machine: Machine, expression: Expression, state: State): Term {
  machine.count();
  const { kinds } = machine.syntax;
  switch (expression.kind as number) {
    case kinds.Identifier:
      return evaluateName(machine, expression as IdentifierExpression, state);
    case kinds.This:
      return state.read("this") ?? machine.named("this", expression);
    case kinds.Parenthesized:
      return evaluate(machine, (expression as ParenthesizedExpression).expression, state);
    case kinds.Literal:
      return evaluateLiteral(machine, expression, state);
    case kinds.True:
    case kinds.False:
      return { kind: "text", parts: [machine.textOf(expression)] };
    case kinds.Assertion:
      return evaluateAssertion(machine, expression as AssertionExpression, state);
    case kinds.Ternary:
      return evaluateTernary(machine, expression as TernaryExpression, state);
    case kinds.Comma: {
      const terms = (expression as CommaExpression).expressions.map((each) => evaluate(machine, each, state));
      return terms[terms.length - 1]!;
    }
    case kinds.Call:
      return evaluateCall(machine, expression as CallExpression, state);
    case kinds.New:
      return evaluateNew(machine, expression as NewExpression, state);
    case kinds.ElementAccess:
      return evaluateElement(machine, expression as ElementAccessExpression, state);
    case kinds.PropertyAccess: {
      const { expression: object } = expression as PropertyAccessExpression;
      return propertyValue(
        machine,
        expression as PropertyAccessExpression,
        () => evaluate(machine, object, state),
        state,
      );
    }
    case kinds.Binary:
      return evaluateBinary(machine, expression as BinaryExpression, state);
    case kinds.UnaryPrefix:
    case kinds.UnaryPostfix:
      return evaluateUnary(machine, expression as UnaryPrefixExpression, state);
    case kinds.InstanceOf:
      return evaluateParts(machine, expression, state);
    case kinds.Function:
      // A function value: what it does is unknown wherever it is called, and calls of unknown functions are.
      return machine.unknown(expression);
    default:
      return machine.unknown(expression);
  }
}

function evaluateName(machine: Machine, { text, range }: IdentifierExpression, state: State): Term {
  const local = state.read(text);
  // What was computed elsewhere is shown by the name that it has here.
  if (local !== undefined) return local.kind === "unknown" && local.offset === 0 ? { ...local, text } : local;
  return moduleValue(machine, text, range.source, state);
}

function evaluateLiteral(machine: Machine, expression: Expression, state: State): Term {
  if ("elementExpressions" in expression) {
    const list = makeList(machine, state, expression);
    for (const element of (expression as ArrayLiteralExpression).elementExpressions) {
      if (machine.syntax.is(element, "Omitted")) continue;
      addItem(state, list.id, evaluate(machine, element, state), element);
    }
    return list;
  }
  if ("parts" in expression && "expressions" in expression) {
    return evaluateTemplate(machine, expression as unknown as TemplateLiteralExpression, state);
  }
  const { value } = expression as unknown as { value?: unknown };
  if (typeof value === "string" && /^["']/.test(machine.textOf(expression))) {
    return { kind: "text", parts: value === "" ? [] : [value] };
  }
  const integer = machine.syntax.integer(expression);
  if (integer !== null && integer < 2 ** 31) return { kind: "integer", value: integer };
  return evaluateParts(machine, expression, state);
}

function evaluateTemplate(
  machine: Machine,
  { parts, expressions, tag }: TemplateLiteralExpression,
  state: State,
): Term {
  const terms = expressions.map((each) => evaluate(machine, each, state));
  if (tag !== null) return machine.unknown(expressions[0]!);
  const pieces: Part[] = [parts[0] ?? ""];
  for (const [index, term] of terms.entries()) {
    if (term.kind === "unknown" && !term.integer) hiddenToString(machine, state);
    pieces.push(...(partsOf(term) ?? [machine.unknown(expressions[index]!)]), parts[index + 1] ?? "");
  }
  return { kind: "text", parts: joinParts(pieces) };
}

function evaluateAssertion(machine: Machine, { expression, toType }: AssertionExpression, state: State): Term {
  const term = evaluate(machine, expression, state);
  return toType === null ? term : convert(machine, term, machine.textOf(toType), expression);
}

/** A value as another type: integers may lose bits, objects stay what they are. */
export function convert(machine: Machine, term: Term, type: string, node: Node): Term {
  if (!/^[iu](?:8|16|32|64|size)$|^bool$|^f\d\d$/.test(type)) {
    return term.kind === "unknown" && term.integer ? machine.unknown(node) : term;
  }
  const isInteger = /^[iu]/.test(type);
  if (term.kind === "integer" && isInteger && term.value < 128) return term;
  return machine.named(`${type}(${termId(term)})`, node, isInteger);
}

function evaluateTernary(machine: Machine, { condition, ifThen, ifElse }: TernaryExpression, state: State): Term {
  evaluate(machine, condition, state);
  const other = state.clone();
  const one = conditionally(machine, () => evaluate(machine, ifThen, state));
  const two = conditionally(machine, () => evaluate(machine, ifElse, other));
  return rejoin(machine, state, other, one, two, ifThen);
}

/** Does something that happens under a condition. */
export function conditionally<T>(machine: Machine, action: () => T): T {
  if (machine.conditions === null) return action();
  machine.conditions++;
  const result = action();
  // An exception of ours ends the whole analysis, so nothing has to be put back.
  machine.conditions--;
  return result;
}

/** Brings two ways together again, in `state`. */
function rejoin(machine: Machine, state: State, other: State, one: Term, two: Term, node: Node): Term {
  const merged = merge(state, other, machine)!;
  const term = mergeTerms(merged, one, two, machine.textOf(node), machine);
  state.frames = merged.frames;
  state.take(merged);
  return term;
}

function evaluateElement(machine: Machine, access: ElementAccessExpression, state: State): Term {
  const object = evaluate(machine, access.expression, state);
  const index = evaluate(machine, access.elementExpression, state);
  if (object.kind !== "unknown") return machine.unknown(access);
  hiddenCall(machine, state);
  return machine.named(`${termId(object)}[${termId(index)}]@${state.version("[]")}`, access);
}

function evaluateBinary(machine: Machine, binary: BinaryExpression, state: State): Term {
  if (assignmentTarget(machine.syntax.compiler, binary) !== null) return assign(machine, binary, state);
  const { left, right } = binary;
  const operator = machine.syntax.operator(binary);
  const one = evaluate(machine, left, state);
  if (operator === "Ampersand_Ampersand" || operator === "Bar_Bar") {
    const other = state.clone();
    const two = conditionally(machine, () => evaluate(machine, right, other));
    return rejoin(machine, state, other, one, two, binary);
  }
  return combine(machine, operator, one, evaluate(machine, right, state), binary, state);
}

/** The value of an operation. */
export function combine(
  machine: Machine,
  operator: string | null,
  one: Term,
  two: Term,
  node: Node,
  state: State,
): Term {
  const sign = operator?.startsWith("Plus") === true ? 1 : operator?.startsWith("Minus") === true ? -1 : 0;
  if (sign === 1 && (one.kind === "text" || two.kind === "text")) {
    const [before, after] = [partsOf(one), partsOf(two)];
    if (before !== null && after !== null) return { kind: "text", parts: joinParts([...before, ...after]) };
  }
  if (sign !== 0 && two.kind === "integer" && two.value < 128) {
    if (one.kind === "integer" && one.value + sign * two.value >= 0 && one.value < 128 - two.value) {
      return { kind: "integer", value: one.value + sign * two.value };
    }
    if (one.kind === "unknown" && one.integer) return { ...one, offset: one.offset + sign * two.value };
  }
  const isKnown =
    one.kind === "unknown" && one.integer && (two.kind === "integer" || (two.kind === "unknown" && two.integer));
  if (!isKnown || operator === null) {
    hiddenCall(machine, state);
    return machine.unknown(node);
  }
  return machine.named(`(${termId(one)} ${operator} ${termId(two)})`, node, sign !== 0);
}

function evaluateUnary(machine: Machine, unary: UnaryPrefixExpression, state: State): Term {
  if (assignmentTarget(machine.syntax.compiler, unary) !== null) return assign(machine, unary, state);
  const operand = evaluate(machine, unary.operand, state);
  if (operand.kind !== "unknown" || !operand.integer) {
    if (operand.kind === "unknown") hiddenCall(machine, state);
    return machine.unknown(unary);
  }
  return machine.unknown(unary, machine.textOf(unary).startsWith("-"));
}

/** Something is done with an object that an operator of the program could do, which may do anything. */
export function hiddenCall(machine: Machine, state: State): void {
  if (machine.program.hasHiddenCalls) machine.forget(state, []);
}

/** An object is made a text, perhaps by a `toString` of the program. */
export function hiddenToString(machine: Machine, state: State): void {
  if (machine.program.functions.methodsNamed("toString").length > 0) machine.forget(state, []);
}

/** Evaluates whatever expressions are directly below, for what they do. */
function evaluateParts(machine: Machine, node: Node, state: State): Term {
  for (const child of children(node)) {
    if (!("isNullable" in child)) state.escape(evaluate(machine, child, state));
  }
  return machine.unknown(node);
}
