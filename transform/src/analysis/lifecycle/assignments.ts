import type {
  BinaryExpression,
  ElementAccessExpression,
  Expression,
  PropertyAccessExpression,
} from "assemblyscript" with { "resolution-mode": "import" };
import { evaluate, evaluateAll, type Evaluated } from "./expressions";
import type { Machine } from "./machine";
import type { State, Value } from "./state";

/** Evaluates an assignment; `isPlain` tells `=` from operators such as `+=`. */
export function assign(machine: Machine, binary: BinaryExpression, state: State, isPlain: boolean): Evaluated[] {
  const { syntax } = machine;
  const target = syntax.bare(binary.left);
  if (syntax.is(target, "ElementAccess")) {
    return assignElement(machine, binary, target as ElementAccessExpression, state);
  }
  const before = syntax.is(target, "PropertyAccess")
    ? evaluate(machine, (target as PropertyAccessExpression).expression, state)
    : [{ state }];
  return before
    .flatMap((each) =>
      evaluate(machine, binary.right, each.state, isPlain && expectsHandles(machine, target, each.state)),
    )
    .map(({ state: after, value }) => {
      if (syntax.is(target, "Identifier")) {
        assignVariable(machine, binary, syntax.nameOf(target)!, after, isPlain ? value : undefined);
      } else if (syntax.is(target, "PropertyAccess")) {
        machine.forget(after, (target as PropertyAccessExpression).property.text);
        machine.escape(after, value, "is stored in a field", binary.range);
      }
      return { state: after, value };
    });
}

function expectsHandles(machine: Machine, target: Expression, state: State): boolean {
  const name = machine.syntax.nameOf(target);
  return name !== null && state.read(name)?.kind === "array";
}

function assignVariable(machine: Machine, binary: BinaryExpression, name: string, state: State, value: Value): void {
  machine.forget(state, name);
  if (!state.isLocal(name)) {
    machine.escape(state, value, `is stored in the module variable '${name}'`, binary.range);
    return;
  }
  state.write(name, value);
  machine.name(state, value, name);
  machine.noteLost(state, { exit: binary.range, when: "overwritten" });
}

function assignElement(
  machine: Machine,
  binary: BinaryExpression,
  target: ElementAccessExpression,
  state: State,
): Evaluated[] {
  return evaluateAll(machine, [target.expression, target.elementExpression, binary.right], state).map(
    ({ state: after, values }) => {
      const [array, index, value] = values;
      if (array?.kind === "array") storeElement(machine, after, array.id, index, value);
      else machine.escape(after, value, "is stored in an array that cannot be followed", binary.range);
      return { state: after, value };
    },
  );
}

function storeElement(machine: Machine, state: State, id: number, index: Value, value: Value): void {
  const { exact, depth } = state.arrays.get(id)!;
  const at = index?.kind === "number" ? index.value : null;
  if (exact === null || at === null || at > exact.length || machine.loops.length > depth) {
    machine.store(state, id, value);
    return;
  }
  const elements = [...exact];
  elements[at] = value?.kind === "thread" ? value.id : null;
  state.setArray(id, { exact: elements });
}
