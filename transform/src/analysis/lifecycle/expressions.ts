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
  ObjectLiteralExpression,
  ParenthesizedExpression,
  PropertyAccessExpression,
  Range,
  TernaryExpression,
  UnaryPrefixExpression,
} from "assemblyscript" with { "resolution-mode": "import" };
import { children } from "../../frontend/children";
import { assignmentTarget } from "../assignment-targets";
import { assign } from "./assignments";
import { evaluateCall, evaluateNew } from "./calls";
import { test } from "./conditions";
import type { Machine } from "./machine";
import type { State, Value } from "./state";

/** One execution after an expression was evaluated, and what the expression is worth in it. */
export interface Evaluated {
  readonly state: State;
  readonly value: Value;
}

/**
 * Evaluates an expression for its handles.
 *
 * @param expectsHandles whether the place where it stands has the type of an array of handles, so that `[]` is one
 */
export function evaluate(machine: Machine, expression: Expression, state: State, expectsHandles = false): Evaluated[] {
  const { syntax } = machine;
  const { kinds } = syntax;
  switch (expression.kind as number) {
    case kinds.Identifier:
      return [{ state, value: state.read((expression as IdentifierExpression).text) }];
    case kinds.Null:
      return [{ state, value: { kind: "null" } }];
    case kinds.Parenthesized:
      return evaluate(machine, (expression as ParenthesizedExpression).expression, state, expectsHandles);
    case kinds.Literal:
      return evaluateLiteral(machine, expression, state, expectsHandles);
    case kinds.Assertion:
      return evaluateAssertion(machine, expression as AssertionExpression, state, expectsHandles);
    case kinds.Ternary:
      return evaluateTernary(machine, expression as TernaryExpression, state, expectsHandles);
    case kinds.Comma:
      return evaluateComma(machine, expression as CommaExpression, state);
    case kinds.Call:
      return evaluateCall(machine, expression as CallExpression, state);
    case kinds.New:
      return evaluateNew(machine, expression as NewExpression, state);
    case kinds.ElementAccess:
      return evaluateElement(machine, expression as ElementAccessExpression, state);
    case kinds.PropertyAccess:
      return evaluateProperty(machine, expression as PropertyAccessExpression, state);
    case kinds.Binary:
      return evaluateBinary(machine, expression as BinaryExpression, state);
    case kinds.UnaryPostfix:
    case kinds.UnaryPrefix:
      return evaluateUnary(machine, expression as UnaryPrefixExpression, state);
    case kinds.InstanceOf:
      return evaluateParts(machine, expression, state);
    default:
      return [{ state, value: undefined }];
  }
}

/** Evaluates expressions one after the other. */
export function evaluateAll(
  machine: Machine,
  expressions: readonly Expression[],
  state: State,
): { state: State; values: Value[] }[] {
  let results: { state: State; values: Value[] }[] = [{ state, values: [] }];
  for (const expression of expressions) {
    results = results.flatMap(({ state: before, values }) =>
      evaluate(machine, expression, before).map(({ state: after, value }) => ({
        state: after,
        values: [...values, value],
      })),
    );
  }
  return results;
}

/** Evaluates an expression whose value nobody uses. */
export function evaluateDiscarded(machine: Machine, expression: Expression, state: State): State[] {
  return evaluate(machine, expression, state).map(({ state: after, value }) => {
    discard(machine, after, value, expression.range);
    return after;
  });
}

function discard(machine: Machine, state: State, value: Value, place: Range): void {
  const { threads, arrays } = state.reachable();
  if (value?.kind === "thread" && !threads.has(value.id)) {
    const { origin, status, element, parameter } = state.threads.get(value.id)!;
    if (status !== "open" || element !== null || parameter !== null) return;
    state.setThread(value.id, { status: "gone" });
    machine.find({ kind: "discarded", origin, place });
  } else if (value?.kind === "array" && !arrays.has(value.id) && state.isArrayOpen(value.id)) {
    const origin = machine.originOf(state, value.id);
    for (const element of state.arrays.get(value.id)!.exact ?? []) {
      if (element !== null) state.setThread(element, { status: "gone" });
    }
    state.setArray(value.id, { exact: [], status: "joined" });
    if (origin !== null) machine.find({ kind: "discarded", origin, place });
  }
}

function evaluateLiteral(machine: Machine, expression: Expression, state: State, expectsHandles: boolean): Evaluated[] {
  const { syntax } = machine;
  if ("elementExpressions" in expression) {
    const { elementExpressions } = expression as ArrayLiteralExpression;
    return evaluateAll(machine, elementExpressions, state).map(({ state: after, values }) => {
      if (!expectsHandles && !values.some((value) => value?.kind === "thread")) {
        for (const value of values) machine.escape(after, value, "is stored in an array of arrays", expression.range);
        return { state: after, value: undefined };
      }
      const exact = values.map((value) => (value?.kind === "thread" ? value.id : null));
      return { state: after, value: machine.newArray(after, { exact }) };
    });
  }
  if ("values" in expression) {
    return evaluateAll(machine, (expression as ObjectLiteralExpression).values, state).map(
      ({ state: after, values }) => {
        for (const value of values) machine.escape(after, value, "is stored in an object", expression.range);
        return { state: after, value: undefined };
      },
    );
  }
  const value = syntax.integer(expression);
  return value === null ? evaluateParts(machine, expression, state) : [{ state, value: { kind: "number", value } }];
}

function evaluateAssertion(
  machine: Machine,
  assertion: AssertionExpression,
  state: State,
  expectsHandles: boolean,
): Evaluated[] {
  const { expression, toType } = assertion;
  const type = machine.handleType(toType);
  return evaluate(machine, expression, state, expectsHandles || type === "array").map(({ state: after, value }) => {
    if (toType === null || type !== null || value?.kind === "number" || value?.kind === "length") {
      return { state: after, value };
    }
    machine.escape(after, value, "is converted to another type", assertion.range);
    return { state: after, value: undefined };
  });
}

function evaluateTernary(
  machine: Machine,
  ternary: TernaryExpression,
  state: State,
  expectsHandles: boolean,
): Evaluated[] {
  const { whenTrue, whenFalse } = test(machine, ternary.condition, state);
  return [
    ...whenTrue.flatMap((each) => evaluate(machine, ternary.ifThen, each, expectsHandles)),
    ...whenFalse.flatMap((each) => evaluate(machine, ternary.ifElse, each, expectsHandles)),
  ];
}

function evaluateComma(machine: Machine, { expressions }: CommaExpression, state: State): Evaluated[] {
  let states = [state];
  for (const expression of expressions.slice(0, -1)) {
    states = states.flatMap((each) => evaluateDiscarded(machine, expression, each));
  }
  return states.flatMap((each) => evaluate(machine, expressions[expressions.length - 1]!, each));
}

function evaluateElement(machine: Machine, access: ElementAccessExpression, state: State): Evaluated[] {
  return evaluateAll(machine, [access.expression, access.elementExpression], state).map(({ state: after, values }) => {
    const [array, index] = values;
    if (array?.kind !== "array") return { state: after, value: undefined };
    return { state: after, value: readElement(machine, after, array.id, access.elementExpression, index) };
  });
}

function readElement(machine: Machine, state: State, id: number, index: Expression, value: Value): Value {
  const array = state.arrays.get(id)!;
  const origin = machine.originOf(state, id) ?? { node: index, name: array.name, type: null };
  const known = value?.kind === "number" ? value.value : null;
  if (known !== null) {
    if (array.exact !== null) {
      const element = array.exact[known];
      return element === undefined || element === null ? undefined : { kind: "thread", id: element };
    }
    const isJoined = array.joinedIndices.has(known) || (array.joinedFrom !== null && known >= array.joinedFrom);
    const status = isJoined ? "joined" : array.status === "open" ? "open" : "gone";
    return machine.newThread(state, origin, { status, element: { array: id, index: known } });
  }
  const name = machine.syntax.nameOf(index);
  const loop = [...machine.loops].reverse().find(({ head, firstId }) => head?.index === name && id < firstId);
  if (loop === undefined) {
    const status = state.isArrayOpen(id) ? "open" : "gone";
    return machine.newThread(state, origin, { status, element: { array: id, index: "unknown" } });
  }
  const key = `${loop.id}:${id}`;
  const earlier = state.elements.get(key);
  if (earlier !== undefined) return { kind: "thread", id: earlier };
  const isKnown = array.origins.length > 0 || (array.exact?.length ?? 0) > 0;
  const status = state.isArrayOpen(id) ? "open" : isKnown ? "joined" : "gone";
  const element = machine.newThread(state, origin, { status, element: { array: id, index: "loop" } });
  if (element?.kind === "thread") state.elements.set(key, element.id);
  return element;
}

function evaluateProperty(
  machine: Machine,
  { expression, property }: PropertyAccessExpression,
  state: State,
): Evaluated[] {
  return evaluate(machine, expression, state).map(({ state: after, value }) => {
    const isLength = value?.kind === "array" && property.text === "length";
    return { state: after, value: isLength ? ({ kind: "length", id: value.id } as const) : undefined };
  });
}

function evaluateBinary(machine: Machine, binary: BinaryExpression, state: State): Evaluated[] {
  const operator = machine.syntax.operator(binary);
  if (operator === "Ampersand_Ampersand" || operator === "Bar_Bar") {
    const { whenTrue, whenFalse } = test(machine, binary, state);
    return [...whenTrue, ...whenFalse].map((each) => ({ state: each, value: undefined }));
  }
  if (assignmentTarget(machine.syntax.compiler, binary) === null) return evaluateParts(machine, binary, state);
  return assign(machine, binary, state, operator === "Equals");
}

function evaluateUnary(machine: Machine, unary: UnaryPrefixExpression, state: State): Evaluated[] {
  const operator = machine.syntax.operator(unary);
  if (operator !== "Plus_Plus" && operator !== "Minus_Minus") return evaluateParts(machine, unary, state);
  return evaluate(machine, unary.operand, state).map(({ state: after }) => {
    const name = machine.syntax.nameOf(unary.operand);
    if (name !== null) {
      machine.forget(after, name);
      after.write(name, undefined);
    }
    return { state: after, value: undefined };
  });
}

/** Evaluates whatever expressions are directly below, for what they do. */
function evaluateParts(machine: Machine, node: Node, state: State): Evaluated[] {
  const parts = children(node).filter((child) => !("isNullable" in child)) as Expression[];
  return evaluateAll(machine, parts, state).map(({ state: after }) => ({ state: after, value: undefined }));
}
