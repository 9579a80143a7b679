import type { ClassDeclaration, Expression, FieldDeclaration, NewExpression } from "assemblyscript" with {
  "resolution-mode": "import",
};
import { isSdkPath } from "../thread-functions";
import { evaluateArguments, unknownCall } from "./calls";
import { makeList } from "./lists";
import type { Machine } from "./machine";
import type { State } from "./state";
import { partsOf, type Key, type Term } from "./terms";

const harmless =
  /^(?:Map|Set|Error|RangeError|TypeError|Date|ArrayBuffer|StaticArray|(?:Ui|I)nt(?:8|16|32|64)Array|Uint8ClampedArray|Address|Hash|Slot)$/;

/** Evaluates `new C(…)`. */
export function evaluateNew(machine: Machine, expression: NewExpression, state: State): Term {
  const { typeName, typeArguments, args } = expression;
  const terms = evaluateArguments(machine, args, state);
  const name = typeName.identifier.text;
  const isLocal = typeName.next !== null || state.read(name) !== undefined;
  const sdk = isLocal ? null : machine.sdkDeclaration(machine.unit.source, name);
  const type = typeArguments?.map((each) => machine.textOf(each)) ?? [];
  if (sdk !== null) return storedValue(machine, expression, sdk, type, terms);
  const binding = machine.program.bindings.lookup(machine.unit.source, name);
  if (binding === null && name === "Array" && (terms.length === 0 || isZero(terms[0]!))) {
    return makeList(machine, state, expression);
  }
  if (binding === null && (harmless.test(name) || name === "Array")) return machine.unknown(expression);
  if (
    binding?.kind === "other" &&
    machine.syntax.is(binding.node, "ClassDeclaration") &&
    !isSdkPath(binding.source.internalPath)
  ) {
    if (isPlain(machine, binding.node as ClassDeclaration)) {
      for (const term of terms) state.escape(term);
      return machine.unknown(expression);
    }
  }
  return unknownCall(machine, expression, terms, state);
}

function isZero(term: Term): boolean {
  return term.kind === "integer" && term.value === 0;
}

/** Whether making an object of a class does nothing but fill its fields with plain values. */
function isPlain({ syntax }: Machine, { members, extendsType }: ClassDeclaration): boolean {
  if (extendsType !== null) return false;
  return members.every((member) => {
    if (syntax.is(member, "FieldDeclaration")) {
      const { initializer } = member as FieldDeclaration;
      return (
        initializer === null ||
        ["Literal", "True", "False", "Null"].some((kind) => syntax.is(initializer, kind as "Literal"))
      );
    }
    if (member.name.text !== "constructor") return true;
    const { body } = member as unknown as { body: { statements?: readonly unknown[] } | null };
    return body?.statements?.length === 0;
  });
}

/** `Stored`, `StoredMap`, `StoredArray`, `StoredBytes` and `StoredString`. */
function storedValue(
  machine: Machine,
  node: Expression,
  name: string,
  type: readonly string[],
  [first, second]: readonly Term[],
): Term {
  const parts = first === undefined ? null : partsOf(first);
  if (parts === null) return machine.unknown(node);
  const key: Key = { kind: "named", segments: [parts] };
  switch (name) {
    case "Stored":
      return { kind: "stored", key, type: type[0] ?? "" };
    case "StoredMap":
      return { kind: "map", name: parts, type: type[1] ?? "" };
    case "StoredArray":
      return { kind: "array", key, type: type[0] ?? "" };
    case "StoredBytes":
    case "StoredString":
      return { kind: "bytes", key, chunks: second?.kind === "integer" ? Math.ceil(second.value / 32) : null };
    default:
      return machine.unknown(node);
  }
}
