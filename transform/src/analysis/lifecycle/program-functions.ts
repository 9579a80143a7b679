import type {
  CallExpression,
  ClassDeclaration,
  Expression,
  FunctionDeclaration,
  FunctionExpression,
  IdentifierExpression,
  NamespaceDeclaration,
  NewExpression,
  Node,
  PropertyAccessExpression,
  Source,
} from "assemblyscript" with { "resolution-mode": "import" };
import { children } from "../../frontend/children";
import type { SyntaxKinds } from "../../frontend/syntax-kinds";
import type { Binding, Bindings } from "../bindings";

/** A function of the program that handles are followed through. */
export interface Unit {
  readonly declaration: FunctionDeclaration;
  readonly source: Source;
  /** The class it is a member of. */
  readonly classDeclaration: ClassDeclaration | null;
}

/** The functions and methods of the program, and what a call of one means. */
export class ProgramFunctions {
  readonly #units = new Map<FunctionDeclaration, Unit>();
  readonly #methods = new Map<string, Unit[]>();
  readonly #kinds: SyntaxKinds;
  readonly #bindings: Bindings;

  /** @param bodies the bodies of threads, which are no functions of their own */
  constructor(
    kinds: SyntaxKinds,
    bindings: Bindings,
    sources: readonly Source[],
    bodies: ReadonlySet<FunctionExpression>,
  ) {
    this.#kinds = kinds;
    this.#bindings = bindings;
    for (const source of sources) {
      for (const statement of source.statements) this.#collect(statement, source, null, bodies);
    }
  }

  /** Every function, in source order. */
  all(): Iterable<Unit> {
    return this.#units.values();
  }

  of(declaration: FunctionDeclaration): Unit | undefined {
    return this.#units.get(declaration);
  }

  /** The methods, getters and setters of this name, in whatever class. */
  methodsNamed(name: string): readonly Unit[] {
    return this.#methods.get(name) ?? [];
  }

  /** The function that a name means in the file of `from`. */
  named(name: string, from: Unit): Unit | undefined {
    return this.#declared(this.#bindings.lookup(from.source, name))[0];
  }

  /**
   * The functions that a call can mean; empty when it is none of the program's.
   *
   * Types are not known here, so that a method called on anything but `this` may be any method of that name.
   */
  callees(call: CallExpression | NewExpression, from: Unit): Unit[] {
    if ((call.kind as number) === this.#kinds.New) {
      const name = (call as NewExpression).typeName;
      const found = name.next === null ? this.#bindings.lookup(from.source, name.identifier.text) : null;
      return this.#member(found, "constructor");
    }
    const callee = (call as CallExpression).expression;
    const kind = callee.kind as number;
    if (kind === this.#kinds.Identifier) {
      return this.#declared(this.#bindings.lookup(from.source, (callee as IdentifierExpression).text));
    }
    if (kind !== this.#kinds.PropertyAccess) return [];
    const { expression, property } = callee as PropertyAccessExpression;
    const qualified = this.#qualified(expression, property.text, from);
    return qualified ?? this.#methods.get(property.text) ?? [];
  }

  #collect(
    node: Node,
    source: Source,
    classDeclaration: ClassDeclaration | null,
    bodies: ReadonlySet<FunctionExpression>,
  ): void {
    const kind = node.kind as number;
    if (kind === this.#kinds.Function && bodies.has(node as FunctionExpression)) {
      for (const child of children((node as FunctionExpression).declaration)) {
        this.#collect(child, source, classDeclaration, bodies);
      }
      return;
    }
    let inner = classDeclaration;
    if (kind === this.#kinds.ClassDeclaration) inner = node as ClassDeclaration;
    if (kind === this.#kinds.FunctionDeclaration || kind === this.#kinds.MethodDeclaration) {
      const declaration = node as FunctionDeclaration;
      const unit: Unit = { declaration, source, classDeclaration };
      this.#units.set(declaration, unit);
      if (kind === this.#kinds.MethodDeclaration) {
        const name = declaration.name.text;
        this.#methods.set(name, [...(this.#methods.get(name) ?? []), unit]);
      }
      inner = null;
    }
    for (const child of children(node)) {
      this.#collect(child, source, kind === this.#kinds.ClassDeclaration ? inner : classDeclaration, bodies);
    }
  }

  #declared(binding: Binding | null): Unit[] {
    const unit = binding?.kind === "other" ? this.#units.get(binding.node as FunctionDeclaration) : undefined;
    return unit === undefined ? [] : [unit];
  }

  /** What `name` is in a class, a namespace or a module that `expression` names; null when it names none of them. */
  #qualified(expression: Expression, name: string, from: Unit): Unit[] | null {
    if ((expression.kind as number) !== this.#kinds.Identifier) return null;
    const binding = this.#bindings.lookup(from.source, (expression as IdentifierExpression).text);
    if (binding?.kind === "module") return this.#declared(this.#bindings.lookupExport(binding.source, name));
    if (binding?.kind !== "other") return null;
    const kind = binding.node.kind as number;
    if (kind === this.#kinds.ClassDeclaration || kind === this.#kinds.NamespaceDeclaration) {
      return this.#member(binding, name);
    }
    return null;
  }

  #member(binding: Binding | null, name: string): Unit[] {
    if (binding?.kind !== "other" || !("members" in binding.node)) return [];
    const { members } = binding.node as ClassDeclaration | NamespaceDeclaration;
    for (const member of members as readonly Node[]) {
      const unit = this.#units.get(member as FunctionDeclaration);
      if (unit !== undefined && unit.declaration.name.text === name) return [unit];
    }
    return [];
  }
}
