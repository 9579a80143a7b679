import type { IdentifierExpression, Node, TypeDeclaration } from "assemblyscript" with { "resolution-mode": "import" };
import type { LowerableSite, OpenCapture, OpenTypeCapture } from "./spawn-site";
import type { Local } from "./scopes";

/** The captures of one spawn while its body is being visited. */
export class CaptureSet {
  readonly captures: OpenCapture[] = [];
  readonly thisUses: IdentifierExpression[] = [];
  readonly typeCaptures: OpenTypeCapture[] = [];
  readonly classTypeCaptures: OpenTypeCapture[] = [];
  readonly localDeclarations: { name: string; declaration: Node; use: Node }[] = [];

  /** @param depth how many functions are around the statements of the body, the body included */
  constructor(readonly depth: number) {}

  /** Notes that the body uses a local of a function around it. */
  addValue(local: Local, use: IdentifierExpression, depth: number): void {
    this.#capture(local.name, local.node, use, depth);
  }

  /** Notes that the body uses `this` or `super`. */
  addThis(use: IdentifierExpression, depth: number): void {
    this.thisUses.push(use);
    this.#capture("this", null, use, depth);
  }

  /** Notes that the body names a type parameter or a local type of a function, or a type parameter of the class, around it. */
  addType(local: Local, use: Node): void {
    if (local.kind === "type" && (local.node as TypeDeclaration).typeParameters !== null) {
      this.localDeclarations.push({ name: local.name, declaration: local.node, use });
      return;
    }
    const list = local.depth === 0 ? this.classTypeCaptures : this.typeCaptures;
    const known = list.find((each) => each.name === local.name);
    if (known === undefined) list.push({ name: local.name, declaration: local.node, uses: [use] });
    else known.uses.push(use);
  }

  /** What was found, in the form of a site. */
  result(): Pick<LowerableSite, "captures" | "thisUses" | "typeCaptures" | "classTypeCaptures" | "localDeclarations"> {
    const { captures, thisUses, typeCaptures, classTypeCaptures, localDeclarations } = this;
    return { captures, thisUses, typeCaptures, classTypeCaptures, localDeclarations };
  }

  #capture(name: string, declaration: Node | null, use: IdentifierExpression, depth: number): void {
    let capture = this.captures.find((each) => each.name === name);
    if (capture === undefined) this.captures.push((capture = { name, declaration, uses: [], nestedUses: [] }));
    capture.uses.push(use);
    if (depth > this.depth) capture.nestedUses.push(use);
  }
}
