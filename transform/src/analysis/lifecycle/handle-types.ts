import type { ClassDeclaration, NamedTypeNode, Source, TypeDeclaration, TypeNode } from "assemblyscript" with {
  "resolution-mode": "import",
};
import type { SyntaxKinds } from "../../frontend/syntax-kinds";
import type { Bindings } from "../bindings";
import { isSdkPath } from "../thread-functions";

/** What a type means for the analysis of handles. */
export type HandleType = "handle" | "array" | null;

/** Tells which type annotations mean a handle or an array of handles. */
export class HandleTypes {
  readonly #kinds: SyntaxKinds;
  readonly #bindings: Bindings;

  constructor(kinds: SyntaxKinds, bindings: Bindings) {
    this.#kinds = kinds;
    this.#bindings = bindings;
  }

  of(type: TypeNode | null, source: Source): HandleType {
    if (type === null || (type.kind as number) !== this.#kinds.NamedType) return null;
    const { name, typeArguments } = type as NamedTypeNode;
    let { identifier, next } = name;
    while (next !== null) ({ identifier, next } = next);
    if (isArrayName(identifier.text)) return this.of(typeArguments?.[0] ?? null, source) === "handle" ? "array" : null;
    if (name.next !== null) return identifier.text === "ThreadHandle" ? "handle" : null;
    const binding = this.#bindings.lookup(source, identifier.text);
    if (binding?.kind !== "other") return null;
    if ((binding.node.kind as number) === this.#kinds.TypeDeclaration) {
      return this.of((binding.node as TypeDeclaration).type, binding.source);
    }
    const isHandle =
      isSdkPath(binding.source.internalPath) && (binding.node as ClassDeclaration).name.text === "ThreadHandle";
    return isHandle ? "handle" : null;
  }
}

/** Whether a class name is one of the arrays that handles are followed into. */
export function isArrayName(name: string): boolean {
  return name === "Array" || name === "StaticArray";
}
