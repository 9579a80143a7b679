import type { Class, ClassDeclaration, Property, PropertyPrototype, Type } from "assemblyscript" with {
  "resolution-mode": "import",
};
import type { Compiler } from "../frontend/compiler";
import { enumValue } from "../frontend/syntax-kinds";
import { classFields } from "../lower/codec-fields";
import type { ManifestType } from "../verify/manifest";

/** Standard classes with a wire format of their own, by the name they have in manifests. */
const containers: Readonly<Record<string, string>> = {
  "~lib/string/String": "string",
  "~lib/arraybuffer/ArrayBuffer": "ArrayBuffer",
  "~lib/array/Array": "Array",
  "~lib/staticarray/StaticArray": "StaticArray",
  "~lib/map/Map": "Map",
  "~lib/set/Set": "Set",
};

const typedArray = /^~lib\/typedarray\/((?:Int|Uint)(?:8|16|32|64)Array|Uint8ClampedArray)$/;
const bigInteger = /(?:^|\/)as-bignum\/.*\/([iu](?:128|256))$/;
const sdkAddress = /(?:^|\/)@threaded-contract\/sdk\/.*\/(Address|Hash|Slot)$/;

/** Standard classes without a wire format, and what they are. */
const refusedStandard =
  /^~lib\/(?:dataview|regexp|date|error|object|symbol|function|arraybuffer|typedarray|iterator|rt\/\w+)\/(\w+)/;

/** Words that mean something else in a manifest, so that a class of this name goes by its full name. */
const reserved = new Set([
  "void",
  "bool",
  "boolean",
  "string",
  "Address",
  "Hash",
  "Slot",
  "ArrayBuffer",
  "Array",
  "StaticArray",
  "Map",
  "Set",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int8Array",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Int64Array",
  "Uint64Array",
  ...[8, 16, 32, 64, 128, 256].flatMap((bits) => [`i${bits}`, `u${bits}`]),
  "isize",
  "usize",
]);

/** A type that the wire format cannot carry. */
export class UnsupportedType extends Error {}

/** Spells resolved types as manifests do, and collects the classes they mention. */
export class TypeDescriber {
  readonly types: Record<string, ManifestType> = {};
  readonly #compiler: Compiler;
  readonly #nameOf = new Map<Class, string>();
  readonly #taken = new Set<string>(reserved);

  constructor(compiler: Compiler) {
    this.#compiler = compiler;
  }

  /**
   * The manifest's name of a type.
   *
   * @throws UnsupportedType, with the reason as its message, when the type has no wire format
   */
  describe(type: Type): string {
    if (type.isFloatValue) throw new UnsupportedType("a floating-point number, whose bits differ between machines");
    if (type.isVectorValue) throw new UnsupportedType("a vector");
    if (type.signatureReference !== null) {
      throw new UnsupportedType("a function, which means nothing outside this contract");
    }
    if (type.isExternalReference) throw new UnsupportedType("a reference of the host");
    const { classReference } = type;
    if (classReference === null) return type.toString();
    const name = this.#describeClass(classReference);
    return type.isNullableReference ? `${name} | null` : name;
  }

  #describeClass(classReference: Class): string {
    const known = this.#nameOf.get(classReference);
    if (known !== undefined) return known;
    const path = classReference.prototype.internalName;
    const parameters = (classReference.typeArguments ?? []).map((each) => this.describe(each));
    const suffix = parameters.length === 0 ? "" : `<${parameters.join(", ")}>`;
    const builtIn =
      containers[path] ?? typedArray.exec(path)?.[1] ?? bigInteger.exec(path)?.[1] ?? sdkAddress.exec(path)?.[1];
    if (builtIn !== undefined) return builtIn + suffix;
    this.#refuse(classReference, path);
    const short = classReference.prototype.name + suffix;
    const name = this.#taken.has(short) ? path + suffix : short;
    this.#taken.add(name);
    this.#nameOf.set(classReference, name);
    this.types[name] = this.#fields(classReference);
    return name;
  }

  #refuse(classReference: Class, path: string): void {
    const { name } = classReference.prototype;
    const refused = refusedStandard.exec(path);
    if (refused !== null) throw new UnsupportedType(`a ${refused[1]!}, which has no fixed bytes`);
    if (classReference.hasDecorator(enumValue(this.#compiler, "DecoratorFlags", "Unmanaged"))) {
      throw new UnsupportedType(`of the unmanaged class ${name}, that is, a raw address`);
    }
    if (path.endsWith("sdk/assembly/threading/ThreadHandle")) {
      throw new UnsupportedType("a thread handle, which only its own call can join");
    }
    if ((classReference.kind as number) === enumValue(this.#compiler, "ElementKind", "Interface")) {
      throw new UnsupportedType(`of the interface ${name}, whose fields are not known`);
    }
    for (let base = classReference.base; base !== null; base = base.base) {
      const basePath = base.prototype.internalName;
      if (containers[basePath] !== undefined || typedArray.test(basePath)) {
        throw new UnsupportedType(`of the class ${name}, which extends ${base.prototype.name}`);
      }
    }
  }

  #fields(classReference: Class): ManifestType {
    const { base } = classReference;
    const hasBase = base !== null && base.prototype.internalName !== "~lib/object/Object";
    const baseName = hasBase ? this.#describeClass(base) : null;
    const declaration = classReference.prototype.declaration as ClassDeclaration;
    const fields = classFields(this.#compiler, declaration).map(({ name }) => {
      const member = classReference.getMember(name) as
        (PropertyPrototype & { readonly instance: Property | null }) | null;
      const type = member?.instance?.type;
      if (type === undefined) {
        throw new UnsupportedType(`of the class ${classReference.prototype.name}, whose field ${name} has no type`);
      }
      return { name, type: this.#describeField(classReference, name, type) };
    });
    return { fields, base: baseName };
  }

  #describeField(owner: Class, name: string, type: Type): string {
    try {
      return this.describe(type);
    } catch (error) {
      if (!(error instanceof UnsupportedType) || error.message.includes("field ")) throw error;
      throw new UnsupportedType(`of a class whose field ${owner.prototype.name}.${name} is ${error.message}`);
    }
  }
}
