import type {
  BlockStatement,
  CallExpression,
  ClassDeclaration,
  Expression,
  FieldDeclaration,
  ForOfStatement,
  ForStatement,
  FunctionDeclaration,
  FunctionExpression,
  IdentifierExpression,
  NamedTypeNode,
  NamespaceDeclaration,
  Node,
  ParameterNode,
  ParenthesizedExpression,
  PropertyAccessExpression,
  Source,
  Statement,
  SwitchStatement,
  TryStatement,
  TypeDeclaration,
  TypeName,
} from "assemblyscript" with { "resolution-mode": "import" };
import { enumValue, syntaxKinds, type SyntaxKinds } from "../frontend/syntax-kinds";
import type { Compiler } from "../frontend/compiler";
import type { Handler, Visitor, VisitorFactory } from "../frontend/visitor-adapter";
import type { SpawnSite, ThreadedProgram } from "../rules/rule";
import type { Binding, Bindings } from "./bindings";
import { CaptureSet } from "./captures";
import { declareLoop, declareStatements, Scope, type Local } from "./scopes";
import type { Enclosing, LowerableSite } from "./spawn-site";
import { isSpawnName, type ThreadFunction } from "./thread-functions";

/** What a scan reads and the lists it adds to. */
export interface ScanTask {
  readonly compiler: Compiler;
  readonly bindings: Bindings;
  readonly source: Source;
  readonly spawns: LowerableSite[];
  readonly joins: ThreadedProgram["joins"][number][];
  readonly values: ThreadedProgram["values"][number][];
  /** What each use of a local type alias means. */
  readonly aliases: Map<TypeName, TypeDeclaration>;
}

/** A function around the place being visited; `captures` is set in the body of a thread. */
interface Frame {
  readonly node: Enclosing;
  readonly captures: CaptureSet | null;
  readonly site: SpawnSite | null;
}

/** Visits one source with its scopes and collects the uses of thread functions. */
export class SourceScan {
  readonly #task: ScanTask;
  readonly #kinds: SyntaxKinds;
  readonly #visitor: Visitor;
  readonly #staticFlag: number;
  #scope: Scope | null = null;
  #frames: Frame[] = [];
  #classes: ClassDeclaration[] = [];
  #namespaces: NamespaceDeclaration[] = [];

  constructor(task: ScanTask, visitors: VisitorFactory) {
    this.#task = task;
    this.#kinds = syntaxKinds(task.compiler);
    this.#staticFlag = enumValue(task.compiler, "CommonFlags", "Static");
    this.#visitor = visitors({
      NamespaceDeclaration: (node, descend) => within(this.#namespaces, node as NamespaceDeclaration, descend),
      ClassDeclaration: this.#visitClass,
      FieldDeclaration: this.#visitField,
      FunctionDeclaration: (node) =>
        this.#visitFunction(node as FunctionDeclaration, node as FunctionDeclaration, null, null),
      MethodDeclaration: (node) =>
        this.#visitFunction(node as FunctionDeclaration, node as FunctionDeclaration, null, null),
      Function: (node) =>
        this.#visitFunction(node as FunctionExpression, (node as FunctionExpression).declaration, null, null),
      Block: (node, descend) => this.#inScope((node as BlockStatement).statements, descend),
      For: this.#visitLoop,
      ForOf: this.#visitLoop,
      Switch: this.#visitSwitch,
      Try: this.#visitTry,
      Call: this.#visitCall,
      PropertyAccess: this.#visitProperty,
      Identifier: (node) => this.#visitIdentifier(node as IdentifierExpression),
      This: (node) => this.#visitThis(node as IdentifierExpression),
      Super: (node) => this.#visitThis(node as IdentifierExpression),
      TypeName: (node) => this.#visitTypeName(node as TypeName),
      NamedType: (node) => this.#visitNamedType(node as NamedTypeNode),
    });
  }

  run(): void {
    this.#visitor.visit(this.#task.source.statements);
  }

  // ---- scopes ----

  #inScope(statements: readonly Statement[], visit: () => void): void {
    const outer = this.#scope;
    this.#scope = new Scope(outer, this.#frames.length);
    // Blocks outside functions hold module variables, which are no locals.
    if (this.#frames.length > 0) declareStatements(statements, this.#scope, this.#kinds);
    visit();
    this.#scope = outer;
  }

  #visitClass: Handler = (node, descend) => {
    const declaration = node as ClassDeclaration;
    const outer = this.#scope;
    this.#scope = new Scope(outer, 0);
    for (const parameter of declaration.typeParameters ?? []) {
      this.#scope.declare(parameter.name.text, "typeParameter", parameter);
    }
    within(this.#classes, declaration, descend);
    this.#scope = outer;
  };

  #visitField: Handler = (node) => {
    const field = node as FieldDeclaration;
    this.#visitor.visit(field.type);
    const isStatic = ((field.flags as number) & this.#staticFlag) !== 0;
    if (isStatic) this.#visitor.visit(field.initializer);
    else {
      within(this.#frames, { node: field, captures: null, site: null }, () => this.#visitor.visit(field.initializer));
    }
  };

  #visitFunction(
    node: Enclosing,
    declaration: FunctionDeclaration,
    captures: CaptureSet | null,
    site: SpawnSite | null,
  ): void {
    // The annotations of a thread body stay at the call, so what they name is not captured.
    const { signature } = declaration;
    if (captures !== null) this.#visitor.visit(signature.returnType);
    const outer = this.#scope;
    within(this.#frames, { node, captures, site }, () => {
      this.#scope = new Scope(outer, this.#frames.length);
      for (const parameter of declaration.typeParameters ?? []) {
        this.#scope.declare(parameter.name.text, "typeParameter", parameter);
      }
      for (const parameter of signature.parameters) this.#scope.declare(parameter.name.text, "parameter", parameter);
      for (const parameter of declaration.typeParameters ?? []) {
        this.#visitor.visit([parameter.extendsType, parameter.defaultType].filter(isPresent));
      }
      for (const parameter of signature.parameters) this.#visitParameter(parameter);
      this.#visitor.visit(signature.returnType);
      this.#visitor.visit(declaration.body);
    });
    this.#scope = outer;
  }

  #visitParameter(parameter: ParameterNode): void {
    this.#visitor.visit(parameter.type);
    this.#visitor.visit(parameter.initializer);
  }

  #visitLoop: Handler = (node, descend) => {
    this.#inScope([], () => {
      if (this.#frames.length > 0) declareLoop(node as ForStatement | ForOfStatement, this.#scope!, this.#kinds);
      descend();
    });
  };

  #visitSwitch: Handler = (node) => {
    const { condition, cases } = node as SwitchStatement;
    this.#visitor.visit(condition);
    this.#inScope(
      cases.flatMap((each) => each.statements),
      () => this.#visitor.visit(cases),
    );
  };

  #visitTry: Handler = (node) => {
    const { bodyStatements, catchVariable, catchStatements, finallyStatements } = node as TryStatement;
    this.#inScope(bodyStatements, () => this.#visitor.visit(bodyStatements));
    this.#inScope(catchStatements ?? [], () => {
      if (catchVariable !== null && this.#frames.length > 0) {
        this.#scope!.declare(catchVariable.text, "variable", catchVariable);
      }
      this.#visitor.visit(catchStatements);
    });
    this.#inScope(finallyStatements ?? [], () => this.#visitor.visit(finallyStatements));
  };

  // ---- uses of names ----

  #visitIdentifier(node: IdentifierExpression): void {
    const local = this.#scope?.lookup(node.text) ?? null;
    if (local !== null) return this.#useLocal(local, node);
    const binding = this.#lookup(node.text);
    if (binding?.kind === "thread") this.#task.values.push({ name: binding.name, node, source: this.#task.source });
  }

  #useLocal(local: Local, node: IdentifierExpression): void {
    for (const { captures } of this.#frames) {
      if (captures === null || local.depth >= captures.depth) continue;
      if (local.kind === "type" || local.kind === "typeParameter") captures.addType(local, node);
      else captures.addValue(local, node, this.#ordinaryDepth(captures));
    }
  }

  #visitThis(node: IdentifierExpression): void {
    for (const { captures } of this.#frames) captures?.addThis(node, this.#ordinaryDepth(captures));
  }

  /** The depth of this place, not counting the bodies of threads that are spawned inside the body of `captures`. */
  #ordinaryDepth(captures: CaptureSet): number {
    return (
      this.#frames.length - this.#frames.slice(0, -captures.depth).filter((frame) => frame.captures !== null).length
    );
  }

  #visitTypeName(node: TypeName): void {
    const local = this.#scope?.lookup(node.identifier.text) ?? null;
    if (local === null || (local.kind !== "type" && local.kind !== "typeParameter")) return;
    if (local.kind === "type") this.#task.aliases.set(node, local.node as TypeDeclaration);
    for (const { captures } of this.#frames) {
      if (captures !== null && local.depth < captures.depth) captures.addType(local, node);
    }
  }

  #visitNamedType(node: NamedTypeNode): void {
    this.#visitTypeName(node.name);
    this.#visitor.visit(node.typeArguments);
  }

  /** What a name that is no local means here: innermost namespace first, then the file. */
  #lookup(name: string): Binding | null {
    for (const namespace of this.#namespaces) {
      const member = namespace.members.find((each) => declares(each, name));
      if (member !== undefined) return { kind: "other", node: member, source: this.#task.source };
    }
    return this.#task.bindings.lookup(this.#task.source, name);
  }

  // ---- thread functions ----

  /** The thread function that an expression names, or null. */
  #threadFunction(expression: Expression): ThreadFunction | null {
    const kind = expression.kind as number;
    if (kind === this.#kinds.Parenthesized) {
      return this.#threadFunction((expression as ParenthesizedExpression).expression);
    }
    if (kind === this.#kinds.Identifier) {
      const { text } = expression as IdentifierExpression;
      if ((this.#scope?.lookup(text) ?? null) !== null) return null;
      const binding = this.#lookup(text);
      return binding?.kind === "thread" ? binding.name : null;
    }
    const binding = this.#member(expression);
    return binding?.kind === "thread" ? binding.name : null;
  }

  /** What `module.name` means when `module` is a namespace import. */
  #member(expression: Expression): Binding | null {
    if ((expression.kind as number) !== this.#kinds.PropertyAccess) return null;
    const { expression: object, property } = expression as PropertyAccessExpression;
    let file: Binding | null = null;
    if ((object.kind as number) === this.#kinds.Identifier) {
      const { text } = object as IdentifierExpression;
      file = (this.#scope?.lookup(text) ?? null) === null ? this.#lookup(text) : null;
    } else {
      file = this.#member(object);
    }
    return file?.kind === "module" ? this.#task.bindings.lookupExport(file.source, property.text) : null;
  }

  #visitProperty: Handler = (node) => {
    const name = this.#threadFunction(node);
    if (name === null) this.#visitor.visit((node as PropertyAccessExpression).expression);
    else this.#task.values.push({ name, node, source: this.#task.source });
  };

  #visitCall: Handler = (node, descend) => {
    const call = node as CallExpression;
    const name = this.#threadFunction(call.expression);
    if (name === null) return descend();
    this.#visitor.visit(call.typeArguments);
    const common = {
      call,
      source: this.#task.source,
      enclosing: this.#frames.map((frame) => frame.node),
      insideThread: this.#insideThread(),
    };
    if (isSpawnName(name)) return this.#visitSpawn({ ...common, name });
    this.#task.joins.push({ ...common, name });
    this.#visitor.visit(call.args);
  };

  #visitSpawn(common: Omit<SpawnSite, "body" | "captures" | "localDeclarations">): void {
    const { args } = common.call;
    const body = functionLiteral(args.at(-1), this.#kinds);
    const set = new CaptureSet(this.#frames.length + 1);
    const site: LowerableSite = {
      ...common,
      body,
      ...set.result(),
      container: {
        source: this.#task.source,
        namespace: this.#namespaces[0] ?? null,
        classDeclaration: this.#classes[0] ?? null,
      },
    };
    this.#task.spawns.push(site);
    this.#visitor.visit(body === null ? args : args.slice(0, -1));
    if (body !== null) this.#visitFunction(body, body.declaration, set, site);
  }

  #insideThread(): SpawnSite | null {
    return this.#frames.find((frame) => frame.site !== null)?.site ?? null;
  }
}

/** Runs `visit` with `element` as the innermost of `list`. */
function within<T>(list: T[], element: T, visit: () => void): void {
  list.unshift(element);
  visit();
  list.shift();
}

function isPresent<T>(value: T | null): value is T {
  return value !== null;
}

function declares(member: Statement, name: string): boolean {
  const { declarations, name: own } = member as unknown as {
    declarations?: { name: Node & { text: string } }[];
    name?: { text: string };
  };
  return declarations === undefined ? own?.text === name : declarations.some((each) => each.name.text === name);
}

/** The function literal that an argument is, parentheses aside. */
function functionLiteral(argument: Expression | undefined, kinds: SyntaxKinds): FunctionExpression | null {
  if (argument === undefined) return null;
  const kind = argument.kind as number;
  if (kind === kinds.Parenthesized) return functionLiteral((argument as ParenthesizedExpression).expression, kinds);
  return kind === kinds.Function ? (argument as FunctionExpression) : null;
}
