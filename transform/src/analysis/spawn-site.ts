import type {
  ClassDeclaration,
  FunctionDeclaration,
  FunctionExpression,
  FieldDeclaration,
  IdentifierExpression,
  NamespaceDeclaration,
  Node,
  Source,
} from "assemblyscript" with { "resolution-mode": "import" };
import type { Capture, SpawnSite } from "../rules/rule";

/** A function around a place, or an instance field whose initializer it is in. */
export type Enclosing = FunctionDeclaration | FunctionExpression | FieldDeclaration;

/** Where the functions that a spawn is turned into are declared, so that every name in the body still means the same. */
export interface Container {
  readonly source: Source;
  /** The innermost namespace around the spawn. */
  readonly namespace: NamespaceDeclaration | null;
  /** The class whose member the spawn is in. */
  readonly classDeclaration: ClassDeclaration | null;
}

/** A type parameter or a local type alias that the body names: it has to be passed along like a captured variable. */
export interface TypeCapture {
  readonly name: string;
  readonly declaration: Node;
  readonly uses: readonly Node[];
}

/** A spawn with all that lowering needs to know; rules see the narrower `SpawnSite`. */
export interface LowerableSite extends SpawnSite {
  readonly container: Container;
  /** Uses of `this` and `super` in the body that mean the enclosing object. */
  readonly thisUses: readonly IdentifierExpression[];
  readonly typeCaptures: readonly TypeCapture[];
  /** Type parameters of the class that the body names; an instance method sees them without being passed them. */
  readonly classTypeCaptures: readonly TypeCapture[];
}

/** A capture while its uses are still being collected. */
export interface OpenCapture extends Capture {
  readonly uses: IdentifierExpression[];
  readonly nestedUses: IdentifierExpression[];
}

/** A type capture while its uses are still being collected. */
export interface OpenTypeCapture extends TypeCapture {
  readonly uses: Node[];
}
