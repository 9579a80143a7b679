import type { ClassDeclaration, FieldDeclaration, Range, TypeNode } from "assemblyscript" with {
  "resolution-mode": "import",
};
import type { Compiler } from "../frontend/compiler";
import { enumValue, syntaxKinds } from "../frontend/syntax-kinds";

/** An instance field as it is declared: in the class, or as a constructor parameter with an access modifier. */
export interface ClassField {
  readonly name: string;
  readonly type: TypeNode;
  readonly range: Range;
}

/**
 * The instance fields that a class itself declares, in declaration order; this is the order of the ABI.
 *
 * The parser lists the fields that constructor parameters declare among the members.
 */
export function classFields(compiler: Compiler, declaration: ClassDeclaration): ClassField[] {
  const fieldKind = syntaxKinds(compiler).FieldDeclaration;
  const isStatic = enumValue(compiler, "CommonFlags", "Static");
  const fields: ClassField[] = [];
  for (const member of declaration.members) {
    if ((member.kind as number) !== fieldKind || member.is(isStatic)) continue;
    const { name, type, range } = member as FieldDeclaration;
    if (type !== null) fields.push({ name: name.text, type, range });
  }
  return fields;
}

const bigIntegers: Readonly<Record<string, readonly string[]>> = {
  u128: ["hi", "lo"],
  i128: ["hi", "lo"],
  u256: ["hi2", "hi1", "lo2", "lo1"],
  i256: ["hi2", "hi1", "lo2", "lo1"],
};

/** The 64 bit limbs of as-bignum's `u128`, `i128`, `u256` and `i256`, most significant first, or null for any other class. */
export function bigIntegerLimbs(compiler: Compiler, declaration: ClassDeclaration): readonly string[] | null {
  const name = declaration.name.text;
  const limbs = Object.hasOwn(bigIntegers, name) ? bigIntegers[name]! : null;
  if (limbs === null) return null;
  const fields = classFields(compiler, declaration).map((field) => field.name);
  return fields.length === limbs.length && limbs.every((limb) => fields.includes(limb)) ? limbs : null;
}

/** Whether the class inherits codec methods: every base class but `Object` has them. */
export function hasBase(declaration: ClassDeclaration): boolean {
  return declaration.extendsType !== null && declaration.extendsType.name.identifier.text !== "Object";
}
