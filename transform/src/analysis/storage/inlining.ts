import type { Expression, Node, Statement } from "assemblyscript" with {
  "resolution-mode": "import",
};
import { annotated, isIntegerType } from "./declared-types";
import { evaluate } from "./expressions";
import type { Unit } from "../lifecycle/program-functions";
import type { Machine } from "./machine";
import { execute } from "./statements";
import { merge, mergeTerms, type State } from "./state";
import type { Term } from "./terms";

/** Calls nested more deeply than this are not followed. */
const DEPTH_MAXIMUM = 6;

/** Whether a method call certainly means this function: not one of a subclass, nor one of the same name in another class. */
export function isCertain({ syntax, program, unit }: Machine, callee: Unit, object: Expression, state: State): boolean {
  if (callee.classDeclaration === null) return true;
  if (syntax.is(object, "This")) {
    const isOnly = program.functions.methodsNamed(callee.declaration.name.text).length === 1;
    return isOnly && callee.classDeclaration === unit.classDeclaration;
  }
  if (!syntax.is(object, "Identifier")) return false;
  const { text } = object as unknown as { text: string };
  const binding = state.read(text) === undefined ? program.bindings.lookup(unit.source, text) : null;
  return binding?.kind === "other" && binding.node === callee.classDeclaration;
}

/** Calls a function of the program: walks through it with what is known of its arguments. */
export function callFunction(
  machine: Machine,
  callee: Unit,
  call: Node,
  args: readonly Term[],
  self: Term | null,
  state: State,
): Term {
  const { declaration } = callee;
  const { body, signature, typeParameters } = declaration;
  const isOpen =
    body === null ||
    machine.path.length >= DEPTH_MAXIMUM ||
    machine.path.some(({ unit }) => unit === callee) ||
    machine.program.namespaced.has(declaration) ||
    typeParameters !== null;
  if (isOpen || machine.unit === callee) {
    machine.forget(state, self === null ? args : [self, ...args]);
    return machine.unknown(call);
  }
  const outer = { frames: state.frames, unit: machine.unit, jumps: machine.jumps };
  machine.unit = callee;
  machine.jumps = { breaks: [], continues: [], returns: [] };
  machine.path.push({ unit: callee, call });
  state.frames = [new Map(self === null ? [] : [["this", self]])];
  for (const [index, parameter] of signature.parameters.entries()) {
    const given = args[index];
    const value =
      given === undefined
        ? parameter.initializer === null
          ? machine.unknown(parameter.name)
          : evaluate(machine, parameter.initializer, state)
        : given.kind === "unknown" && given.integer
          ? given
          : annotated(machine, given, parameter.type);
    state.declare(
      parameter.name.text,
      isIntegerType(machine, parameter.type) ? passed(machine, value, parameter) : value,
    );
  }
  const result = runBody(machine, body, state.clone());
  machine.path.pop();
  ({ unit: machine.unit, jumps: machine.jumps } = outer);
  if (result === null) {
    // It always throws, so that nothing that follows happens; what is known stays true.
    state.frames = outer.frames;
    return machine.unknown(call);
  }
  state.take(result.state);
  state.frames = outer.frames;
  return result.value;
}

/** An integer as a parameter of perhaps another integer type has it. */
function passed(machine: Machine, value: Term, { type }: { readonly type: Node }): Term {
  const isSame = value.kind !== "unknown" || !value.integer || /^[iu](?:32|64|size)$/.test(machine.textOf(type));
  return isSame ? value : machine.unknown(type, true);
}

interface Result {
  readonly state: State;
  readonly value: Term;
}

/** Walks through a function's body; null when no execution comes back. */
export function runBody(machine: Machine, body: Statement, state: State): Result | null {
  const { syntax } = machine;
  if (syntax.is(body, "Expression")) {
    const { expression } = body as unknown as { expression: Expression };
    return { value: evaluate(machine, expression, state), state };
  }
  const end = execute(machine, body, state);
  const ways: Result[] = [...machine.jumps.returns];
  if (end !== null) ways.push({ state: end, value: machine.unknown(body) });
  let result: Result | null = null;
  for (const way of ways) {
    if (result === null) result = way;
    else {
      const merged: State = merge(result.state, way.state, machine)!;
      result = { value: mergeTerms(merged, result.value, way.value, "…", machine), state: merged };
    }
  }
  return result;
}
