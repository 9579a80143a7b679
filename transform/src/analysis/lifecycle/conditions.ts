import type {
  BinaryExpression,
  Expression,
  ParenthesizedExpression,
  UnaryPrefixExpression,
} from "assemblyscript" with { "resolution-mode": "import" };
import { descendants } from "../../frontend/children";
import { assignmentTarget } from "../assignment-targets";
import { evaluate, evaluateAll } from "./expressions";
import type { Machine } from "./machine";
import type { State, Value } from "./state";

/** The executions in which a condition holds, and those in which it does not. */
export interface Outcomes {
  readonly whenTrue: State[];
  readonly whenFalse: State[];
}

/** Evaluates a condition; an outcome that contradicts what an execution has already seen is left out. */
export function test(machine: Machine, condition: Expression, state: State): Outcomes {
  const { syntax } = machine;
  if (syntax.is(condition, "Parenthesized")) {
    return test(machine, (condition as ParenthesizedExpression).expression, state);
  }
  if (syntax.is(condition, "True")) return { whenTrue: [state], whenFalse: [] };
  if (syntax.is(condition, "False")) return { whenTrue: [], whenFalse: [state] };
  if (syntax.is(condition, "UnaryPrefix") && syntax.operator(condition as UnaryPrefixExpression) === "Exclamation") {
    const { whenTrue, whenFalse } = test(machine, (condition as UnaryPrefixExpression).operand, state);
    return { whenTrue: whenFalse, whenFalse: whenTrue };
  }
  if (syntax.is(condition, "Binary")) {
    const binary = condition as BinaryExpression;
    const operator = syntax.operator(binary);
    if (operator === "Ampersand_Ampersand") return testBoth(machine, binary, state);
    if (operator === "Bar_Bar") return testEither(machine, binary, state);
    const special = testHandles(machine, binary, state);
    if (special !== null) return special;
  } else if (syntax.is(condition, "Identifier")) {
    const known = isPresent(state, state.read(syntax.nameOf(condition)!));
    if (known !== null) return known ? { whenTrue: [state], whenFalse: [] } : { whenTrue: [], whenFalse: [state] };
  }
  return testText(machine, condition, state);
}

function testBoth(machine: Machine, { left, right }: BinaryExpression, state: State): Outcomes {
  const first = test(machine, left, state);
  const second = first.whenTrue.map((each) => test(machine, right, each));
  return {
    whenTrue: second.flatMap(({ whenTrue }) => whenTrue),
    whenFalse: [...first.whenFalse, ...second.flatMap(({ whenFalse }) => whenFalse)],
  };
}

function testEither(machine: Machine, { left, right }: BinaryExpression, state: State): Outcomes {
  const first = test(machine, left, state);
  const second = first.whenFalse.map((each) => test(machine, right, each));
  return {
    whenTrue: [...first.whenTrue, ...second.flatMap(({ whenTrue }) => whenTrue)],
    whenFalse: second.flatMap(({ whenFalse }) => whenFalse),
  };
}

/** `h != null` and `handles.length > 0`, which say something about handles themselves. */
function testHandles(machine: Machine, binary: BinaryExpression, state: State): Outcomes | null {
  const { syntax } = machine;
  const { left, right } = binary;
  const operator = syntax.operator(binary);
  const isEqual = operator === "Equals_Equals" || operator === "Equals_Equals_Equals";
  const isUnequal = operator === "Exclamation_Equals" || operator === "Exclamation_Equals_Equals";
  if (isEqual || isUnequal) {
    const name = syntax.is(syntax.bare(right), "Null")
      ? syntax.nameOf(left)
      : syntax.is(syntax.bare(left), "Null")
        ? syntax.nameOf(right)
        : null;
    const known = name === null ? null : isPresent(state, state.read(name));
    if (known !== null) {
      return known === isUnequal ? { whenTrue: [state], whenFalse: [] } : { whenTrue: [], whenFalse: [state] };
    }
  }
  const comparison = syntax.comparison(binary);
  if (comparison !== null && syntax.integer(comparison.left) === 0 && !comparison.inclusive) {
    return testEmpty(machine, comparison.right, state);
  }
  if (comparison?.unequal === true && syntax.integer(comparison.right) === 0) {
    return testEmpty(machine, comparison.left, state);
  }
  if (isEqual && syntax.integer(right) === 0) {
    const outcome = testEmpty(machine, left, state);
    return outcome === null ? null : { whenTrue: outcome.whenFalse, whenFalse: outcome.whenTrue };
  }
  return null;
}

function isPresent(state: State, value: Value): boolean | null {
  if (value?.kind === "null") return false;
  if (value?.kind === "array" || (value?.kind === "thread" && state.threads.get(value.id)?.element === null)) {
    return true;
  }
  return null;
}

/** Whether the array whose length this is has elements; where it has none, nothing is left to join. */
function testEmpty(machine: Machine, length: Expression, state: State): Outcomes | null {
  const [evaluated] = evaluate(machine, machine.syntax.bare(length), state);
  if (evaluated === undefined || evaluated.value?.kind !== "length") return null;
  const { id } = evaluated.value;
  const { exact } = state.arrays.get(id)!;
  if (exact !== null) {
    return exact.length > 0 ? { whenTrue: [state], whenFalse: [] } : { whenTrue: [], whenFalse: [state] };
  }
  const empty = state.clone();
  empty.setArray(id, { status: "joined", partial: null });
  return { whenTrue: [state], whenFalse: [empty] };
}

/** Any other condition is remembered by its text, as long as it always has the same outcome. */
function testText(machine: Machine, condition: Expression, state: State): Outcomes {
  const after = evaluateAll(machine, [condition], state).map((each) => each.state);
  const { key, negated } = textOf(machine, condition);
  if (key === null) return { whenTrue: after.map((each) => each.clone()), whenFalse: after };
  const outcomes: Outcomes = { whenTrue: [], whenFalse: [] };
  for (const each of after) {
    const known = each.facts.get(key);
    for (const outcome of [true, false]) {
      if (known !== undefined && (known !== negated) !== outcome) continue;
      const copy = each.clone();
      copy.facts.set(key, outcome !== negated);
      (outcome ? outcomes.whenTrue : outcomes.whenFalse).push(copy);
    }
  }
  return outcomes;
}

function textOf(machine: Machine, condition: Expression): { key: string | null; negated: boolean } {
  const { syntax } = machine;
  for (const node of descendants(condition)) {
    const isConversion = syntax.is(node, "Call") && syntax.bare(node) !== node;
    const changes = assignmentTarget(syntax.compiler, node) !== null;
    if ((syntax.is(node, "Call") && !isConversion) || syntax.is(node, "New") || changes) {
      return { key: null, negated: false };
    }
  }
  if (syntax.is(condition, "Binary")) {
    const binary = condition as BinaryExpression;
    const [left, right] = [syntax.text(binary.left), syntax.text(binary.right)];
    // One text for each condition and its opposite: `a >= b` is the opposite of `a < b`.
    switch (syntax.operator(binary)) {
      case "Exclamation_Equals":
      case "Exclamation_Equals_Equals":
        return { key: `${left}==${right}`, negated: true };
      case "Equals_Equals":
      case "Equals_Equals_Equals":
        return { key: `${left}==${right}`, negated: false };
      case "LessThan":
        return { key: `${left}<${right}`, negated: false };
      case "GreaterThan_Equals":
        return { key: `${left}<${right}`, negated: true };
      case "GreaterThan":
        return { key: `${right}<${left}`, negated: false };
      case "LessThan_Equals":
        return { key: `${right}<${left}`, negated: true };
      default:
        break;
    }
  }
  return { key: syntax.text(condition), negated: false };
}
