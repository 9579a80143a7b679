import type {
  CallExpression,
  Expression,
  FunctionDeclaration,
  IdentifierExpression,
  Node,
  PropertyAccessExpression,
  Source,
} from "assemblyscript" with { "resolution-mode": "import" };
import { descendants } from "../frontend/children";
import type { Compiler } from "../frontend/compiler";
import { enumValue, syntaxKinds, type SyntaxKinds } from "../frontend/syntax-kinds";
import { assignmentTarget } from "./assignment-targets";
import type { Bindings } from "./bindings";

/** Methods of the standard collections that change them. */
export const changing = new Set(["push", "pop", "shift", "unshift", "splice", "fill", "copyWithin", "reverse", "sort"]);
export const changingMaps = new Set(["set", "add", "delete", "clear"]);

/** Stands for the object of a method among the numbers of its parameters. */
export const SELF = -1;

/** Objects of the SDK whose changes are not lost, or are some other rule's. */
const shared = /\b(?:Stored\w*|SharedMemory|Storage|Slot)\b/;

/** The object at the root of `a.b[c].d`. */
export function rootOf(kinds: SyntaxKinds, expression: Expression): Expression {
  const through = new Set([kinds.PropertyAccess, kinds.ElementAccess, kinds.Parenthesized, kinds.Assertion]);
  let root = expression;
  while (through.has(root.kind)) root = (root as PropertyAccessExpression).expression;
  return root;
}

/** Finds out which functions of a program change the objects that they are given. Types are not known: what is not plain is taken for harmless. */
export class ChangedObjects {
  readonly #compiler: Compiler;
  readonly #kinds: SyntaxKinds;
  readonly #bindings: Bindings;
  readonly #sources: readonly Source[];
  readonly #known = new Map<FunctionDeclaration, Map<number, boolean>>();
  #methods: ReadonlyMap<string, readonly FunctionDeclaration[]> | undefined;

  /** @param sources of the program; libraries are not looked at */
  constructor(compiler: Compiler, bindings: Bindings, sources: readonly Source[]) {
    this.#compiler = compiler;
    this.#kinds = syntaxKinds(compiler);
    this.#bindings = bindings;
    this.#sources = sources.filter(({ internalPath }) => !internalPath.startsWith("~lib/"));
  }

  /** The objects among a call's arguments, and its method's own, that the function changes. */
  changedBy({ expression, args }: CallExpression): Expression[] {
    const callee = this.#callee(expression);
    if (callee === null) return [];
    const changed = args.filter((_, index) => this.#changes(callee, index));
    const isMethod = (expression.kind as number) === this.#kinds.PropertyAccess;
    if (isMethod && this.#changes(callee, SELF)) changed.push((expression as PropertyAccessExpression).expression);
    return changed;
  }

  /** The one function that a call can mean, or null. */
  #callee(expression: Expression): FunctionDeclaration | null {
    if ((expression.kind as number) === this.#kinds.PropertyAccess) {
      const methods = this.#methodsNamed((expression as PropertyAccessExpression).property.text);
      return methods.length === 1 ? methods[0]! : null;
    }
    if ((expression.kind as number) !== this.#kinds.Identifier) return null;
    const binding = this.#bindings.lookup(expression.range.source, (expression as IdentifierExpression).text);
    if (binding?.kind !== "other" || (binding.node.kind as number) !== this.#kinds.FunctionDeclaration) return null;
    return this.#sources.includes(binding.source) ? (binding.node as FunctionDeclaration) : null;
  }

  #methodsNamed(name: string): readonly FunctionDeclaration[] {
    if (this.#methods === undefined) {
      const methods = new Map<string, FunctionDeclaration[]>();
      const all = this.#sources.flatMap((source) => [...descendants(source)]);
      for (const node of all) {
        if ((node.kind as number) !== this.#kinds.MethodDeclaration) continue;
        const method = node as FunctionDeclaration;
        methods.set(method.name.text, [...(methods.get(method.name.text) ?? []), method]);
      }
      this.#methods = methods;
    }
    return this.#methods.get(name) ?? [];
  }

  #changes(declaration: FunctionDeclaration, index: number): boolean {
    const known = this.#known.get(declaration) ?? new Map<number, boolean>();
    this.#known.set(declaration, known);
    const found = known.get(index);
    if (found !== undefined) return found;
    // A function that calls itself changes nothing by that.
    known.set(index, false);
    const changes = this.#looksChanging(declaration, index);
    known.set(index, changes);
    return changes;
  }

  #looksChanging({ body, signature }: FunctionDeclaration, index: number): boolean {
    if (body === null) return false;
    const parameter = index === SELF ? null : signature.parameters[index];
    if (parameter === undefined) return false;
    const nodes = [...descendants(body)];
    if (parameter !== null) {
      const { source, start, end } = parameter.type.range;
      if (shared.test(source.text.slice(start, end)) || this.#isOtherObject(nodes, parameter.name.text)) return false;
    }
    const isIt = (expression: Expression) => {
      const root = rootOf(this.#kinds, expression);
      if (parameter === null) return (root.kind as number) === this.#kinds.This;
      return (
        (root.kind as number) === this.#kinds.Identifier && (root as IdentifierExpression).text === parameter.name.text
      );
    };
    return nodes.some((node) => this.#changedAt(node).some(isIt));
  }

  /** Whether a name means something else than the parameter at some place. */
  #isOtherObject(nodes: readonly Node[], name: string): boolean {
    const { VariableDeclaration, Parameter, Identifier } = this.#kinds;
    return nodes.some((node) => {
      if ((node.kind as number) === VariableDeclaration || (node.kind as number) === Parameter) {
        return (node as Node & { name: { text: string } }).name.text === name;
      }
      const target = assignmentTarget(this.#compiler, node);
      return (target?.kind as number) === Identifier && (target as IdentifierExpression).text === name;
    });
  }

  /** The objects that an expression changes. */
  #changedAt(node: Node): Expression[] {
    const { PropertyAccess, ElementAccess, Call } = this.#kinds;
    const target = assignmentTarget(this.#compiler, node);
    if (target !== null) {
      const kind = target.kind as number;
      if (kind === ElementAccess) return [(target as PropertyAccessExpression).expression];
      if (kind !== PropertyAccess) return [];
      const { expression, property } = target as PropertyAccessExpression;
      return this.#isSetter(property.text) ? [] : [expression];
    }
    if ((node.kind as number) !== Call) return [];
    const call = node as CallExpression;
    if ((call.expression.kind as number) === PropertyAccess) {
      const { expression, property } = call.expression as PropertyAccessExpression;
      const isStandard = changing.has(property.text) || changingMaps.has(property.text);
      if (isStandard && this.#methodsNamed(property.text).length === 0 && !shared.test(fieldText(expression))) {
        return [expression];
      }
    }
    return this.changedBy(call);
  }

  #isSetter(name: string): boolean {
    const setter = enumValue(this.#compiler, "CommonFlags", "Set");
    // `value` is that of a stored object as likely as not.
    return name === "value" || this.#methodsNamed(name).some(({ flags }) => ((flags as number) & setter) !== 0);
  }
}

function fieldText({ range: { source, start, end } }: Node): string {
  return source.text.slice(start, end);
}
