import type {
  ClassDeclaration,
  Expression,
  FieldDeclaration,
  IdentifierExpression,
  PropertyAccessExpression,
  Source,
  VariableDeclaration,
} from "assemblyscript" with { "resolution-mode": "import" };
import { enumValue } from "../../frontend/syntax-kinds";
import { isSdkPath } from "../thread-functions";
import { evaluate } from "./expressions";
import { annotated } from "./declared-types";
import type { Machine } from "./machine";
import { readSlot } from "./storage-events";
import { State } from "./state";
import { termId, type Term } from "./terms";

/** What a name that is no local variable means. */
export function moduleValue(machine: Machine, name: string, source: Source, state: State): Term {
  const { program, syntax } = machine;
  const binding = program.bindings.lookup(source, name);
  const id = `${source.internalPath} ${name}`;
  const named = (text: string): Term => ({ kind: "unknown", id: text, integer: false, offset: 0, text: name });
  if (binding?.kind !== "other" || !syntax.is(binding.node, "VariableDeclaration")) return named(id);
  const declaration = binding.node as VariableDeclaration;
  const path = `${binding.source.internalPath} ${declaration.name.text}`;
  const isConstant = ((declaration.flags as number) & enumValue(syntax.compiler, "CommonFlags", "Const")) !== 0;
  if (!isConstant) return named(`${path}@${state.version(`global ${declaration.name.text}`)}`);
  const value = constantValue(machine, declaration, declaration.initializer, binding.source, null);
  return value ?? named(path);
}

/** The value of an initializer that runs once and before everything else, if it can never change. */
function constantValue(
  machine: Machine,
  declaration: VariableDeclaration | FieldDeclaration,
  initializer: Expression | null,
  source: Source,
  classDeclaration: ClassDeclaration | null,
): Term | null {
  const { constants } = machine.program;
  const known = constants.get(declaration);
  if (known !== undefined) return known;
  constants.set(declaration, null);
  if (initializer === null) return null;
  const [unit, thread] = [machine.unit, machine.thread];
  machine.unit = { declaration: unit.declaration, source, classDeclaration };
  machine.thread = null;
  machine.silent++;
  const term = annotated(machine, evaluate(machine, initializer, new State()), declaration.type);
  machine.silent--;
  [machine.unit, machine.thread] = [unit, thread];
  const isLasting = term.kind !== "list" && term.kind !== "thread" && term.kind !== "unknown";
  if (isLasting) constants.set(declaration, term);
  return isLasting ? term : null;
}

/** What `object.name` is worth. */
export function propertyValue(
  machine: Machine,
  access: PropertyAccessExpression,
  evaluateObject: () => Term,
  state: State,
): Term {
  const name = access.property.text;
  const field = fieldOf(machine, access, state);
  if (field !== null) {
    const value = constantValue(machine, field.member, field.member.initializer, machine.unit.source, field.owner);
    if (value !== null) return value;
  }
  const object = evaluateObject();
  if (object.kind === "stored" || object.kind === "array" || object.kind === "bytes") {
    if (name === "slot") return { kind: "slot", key: object.key };
    readSlot(machine, object.key, access);
    return machine.unknown(access, name === "length");
  }
  if (object.kind === "list") return machine.unknown(access, name === "length");
  if (name === "length" && object.kind === "unknown") {
    return machine.named(`${termId(object)}.length@${state.version("[]")}`, access, true);
  }
  if (object.kind !== "unknown") return machine.unknown(access);
  if (machine.program.functions.methodsNamed(name).length > 0) {
    // A getter, which may do anything.
    machine.forget(state, [object]);
    return machine.unknown(access);
  }
  if (machine.program.hasHiddenCalls) machine.forget(state, []);
  return machine.named(`${termId(object)}.${name}@${state.version(name)}`, access);
}

interface Field {
  readonly member: FieldDeclaration;
  readonly owner: ClassDeclaration;
}

/** The field that `this.name` or `Class.name` means, if it never gets another value than its initializer's. */
function fieldOf(machine: Machine, { expression, property }: PropertyAccessExpression, state: State): Field | null {
  const { syntax, program } = machine;
  let owner: ClassDeclaration | null = null;
  if (syntax.is(expression, "This")) {
    const self = state.read("this");
    if (self !== undefined && self.kind === "unknown" && self.id !== "this") return null;
    owner = machine.unit.classDeclaration;
  } else if (syntax.is(expression, "Identifier")) {
    const { text } = expression as IdentifierExpression;
    if (state.read(text) !== undefined) return null;
    const binding = program.bindings.lookup(machine.unit.source, text);
    if (binding?.kind !== "other" || isSdkPath(binding.source.internalPath)) return null;
    if (binding.source !== machine.unit.source) return null;
    if (syntax.is(binding.node, "ClassDeclaration")) owner = binding.node as ClassDeclaration;
  }
  if (owner === null || program.assigned.has(property.text)) return null;
  const member = owner.members.find(
    (each) => syntax.is(each, "FieldDeclaration") && each.name.text === property.text,
  ) as FieldDeclaration | undefined;
  return member === undefined ? null : { member, owner };
}
