import { createHash } from "node:crypto";
import type { Function as FunctionInstance, Program, Type } from "assemblyscript" with { "resolution-mode": "import" };

/** The SDK's function whose instances are the tags. */
const TAG_FUNCTION = "__tc_tag";

/** The tag of a result type: the first four bytes, little endian, of SHA-256 over its name. */
export function resultTag(typeName: string): number {
  return createHash("sha256").update(typeName, "utf8").digest().readUInt32LE(0);
}

/**
 * Makes every compiled tag a constant, so that a join costs no hashing. Called in afterCompile, before the optimiser.
 *
 * @returns the types that have a tag, with their names in manifests
 */
export function fixResultTags(program: Program): Map<Type, string> {
  const names = resultTypeNames(program);
  for (const instance of instancesOf(program, TAG_FUNCTION)) {
    const { module } = program;
    const { paramRefs, resultRefs } = instance.signature;
    module.removeFunction(instance.internalName);
    module.addFunction(
      instance.internalName,
      paramRefs,
      resultRefs,
      null,
      module.i32(resultTag(names.get(instance.typeArguments![0]!)!) | 0),
    );
  }
  return names;
}

/** The types that have a tag, with their names in manifests. */
export function resultTypeNames(program: Program): Map<Type, string> {
  return typeNames(instancesOf(program, TAG_FUNCTION).map((instance) => instance.typeArguments![0]!));
}

/** The compiled instances of a generic function of the SDK. */
export function instancesOf(program: Program, name: string): FunctionInstance[] {
  const found: FunctionInstance[] = [];
  for (const element of program.instancesByName.values()) {
    const candidate = element as FunctionInstance;
    if (candidate.prototype?.name !== name || !/(?:^|\/)sdk\/assembly\//.test(candidate.internalName)) continue;
    if (candidate.typeArguments?.length === 1 && program.module.hasFunction(candidate.internalName)) {
      found.push(candidate);
    }
  }
  return found;
}

/** Readable names: without the paths of files, unless two types would have the same name. */
export function typeNames(types: readonly Type[]): Map<Type, string> {
  const short = new Map(types.map((type) => [type, type.toString().replace(/[^<>,|&()\s]*\//g, "")]));
  const fullByShort = new Map<string, Set<string>>();
  for (const [type, name] of short) fullByShort.set(name, (fullByShort.get(name) ?? new Set()).add(type.toString()));
  return new Map([...short].map(([type, name]) => [type, fullByShort.get(name)!.size > 1 ? type.toString() : name]));
}
