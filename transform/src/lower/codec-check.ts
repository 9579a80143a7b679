import type { Class, Program, Property, PropertyPrototype, Range, Type } from "assemblyscript" with {
  "resolution-mode": "import",
};
import type { Compiler } from "../frontend/compiler";
import { enumValue } from "../frontend/syntax-kinds";
import { instancesOf, resultTypeNames, typeNames } from "./codec-tags";

/** The SDK's function that every generated entry with a result calls. */
const RETURN_FUNCTION = "__tc_return";

/** A result type that cannot leave a thread. */
export interface ResultTypeFinding {
  /** The compiled instance of `__tc_return` whose callers have this result. */
  readonly returnFunction: string;
  /** The result type as an author would write it. */
  readonly type: string;
  /** What is in the way, such as `its field Order.callback is a function`. */
  readonly reason: string;
  /** The field that is in the way, if it is not the type itself. */
  readonly related: Range | null;
}

/**
 * Finds the results that cannot be encoded, on the compiler's own resolved types: elements, fields, base classes and every subclass
 * that a value can have at run time. Called in afterCompile.
 */
export function checkResultTypes(compiler: Compiler, program: Program): ResultTypeFinding[] {
  const findings: ResultTypeFinding[] = [];
  const names = resultTypeNames(program);
  for (const instance of instancesOf(program, RETURN_FUNCTION)) {
    const [type] = instance.typeArguments!;
    const obstacle = findObstacle(compiler, type!);
    if (obstacle === null) continue;
    findings.push({ returnFunction: instance.internalName, type: names.get(type!) ?? type!.toString(), ...obstacle });
  }
  return findings;
}

interface Obstacle {
  readonly reason: string;
  readonly related: Range | null;
}

interface Visit {
  readonly type: Type;
  /** How the type is reached: empty for the result itself. */
  readonly place: string;
  readonly related: Range | null;
}

/** Why no value of this type can be encoded, or null. */
export function findObstacle(compiler: Compiler, root: Type): Obstacle | null {
  const queue: Visit[] = [{ type: root, place: "", related: null }];
  const seen = new Set<Type | Class>();
  for (let visit = queue.shift(); visit !== undefined; visit = queue.shift()) {
    const { type, place, related } = visit;
    if (seen.has(type)) continue;
    seen.add(type);
    const kind = refusedKind(compiler, type);
    if (kind !== null) return { reason: `${place === "" ? "it" : place} is ${kind}`, related };
    const { classReference } = type;
    if (classReference !== null && !seen.has(classReference)) {
      seen.add(classReference);
      queue.push(...parts(classReference, visit));
    }
  }
  return null;
}

const OBJECT = "~lib/object/Object";
const refusedClasses: Readonly<Record<string, string>> = {
  "~lib/dataview/DataView": "a DataView, which holds a raw address",
  "~lib/regexp/RegExp": "a regular expression",
  "~lib/typedarray/Float32Array": "an array of floating-point numbers",
  "~lib/typedarray/Float64Array": "an array of floating-point numbers",
  [OBJECT]: "an Object, whose class is not known",
};

/** What the type is, in words, if it has no encoding itself. */
function refusedKind(compiler: Compiler, type: Type): string | null {
  if (type.isFloatValue) return "a floating-point number";
  if (type.isVectorValue) return "a vector";
  if (type.signatureReference !== null) return "a function";
  if (type.isExternalReference) return "a reference of the host";
  const { classReference } = type;
  if (classReference === null) return null;
  for (let base: Class | null = classReference; base !== null; base = base.base) {
    // Every class extends Object; only a value whose static type is Object itself is in doubt.
    if (base.internalName === OBJECT && base !== classReference) break;
    if (Object.hasOwn(refusedClasses, base.internalName)) return refusedClasses[base.internalName]!;
  }
  if (classReference.internalName.endsWith("sdk/assembly/threading/ThreadHandle")) {
    return "a thread handle, which only its own frame can join";
  }
  if (classReference.hasDecorator(enumValue(compiler, "DecoratorFlags", "Unmanaged"))) {
    return "an unmanaged object, which is a raw address";
  }
  return null;
}

function* parts(classReference: Class, from: Visit): Generator<Visit> {
  const name = shortName(classReference);
  for (let base: Class | null = classReference; base !== null; base = base.base) {
    if (!/^~lib\/(?:array|staticarray|map|set)\//.test(base.internalName)) continue;
    for (const type of base.typeArguments ?? []) yield { type, place: `an element of ${name}`, related: from.related };
  }
  if (!isStandard(classReference)) yield* fields(classReference);
  const others = [...(classReference.extenders ?? []), ...(classReference.implementers ?? [])];
  for (const { type } of others) {
    yield { type, place: `the subclass ${shortName(type.classReference!)} of ${name}`, related: from.related };
  }
}

function* fields(classReference: Class): Generator<Visit> {
  for (const member of classReference.members?.values() ?? []) {
    const { instance, isField } = member as PropertyPrototype & { readonly instance: Property | null };
    if (!isField || !instance) continue;
    yield {
      type: instance.type,
      place: `its field ${shortName(classReference)}.${member.name}`,
      related: member.identifierNode.range,
    };
  }
}

/** Standard classes have private fields that their own encoding does not need. */
function isStandard(classReference: Class): boolean {
  return /^~lib\/(?:[a-z]+|rt\/\w+|util\/\w+)\/\w/.test(classReference.internalName);
}

function shortName(classReference: Class): string {
  return typeNames([classReference.type]).get(classReference.type)!;
}
