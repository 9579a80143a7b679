import type {
  ClassDeclaration,
  DeclarationStatement,
  IdentifierExpression,
  Node,
  Program,
  Range,
  Source,
} from "assemblyscript" with { "resolution-mode": "import" };
import { children } from "../frontend/children";
import type { Compiler } from "../frontend/compiler";
import { syntaxKinds, type SyntaxKinds } from "../frontend/syntax-kinds";

/** The sources of the author, without those of packages and of the standard library. */
export function authoredSources(program: Program): Source[] {
  return program.sources.filter((source) => !source.internalPath.startsWith("~lib/"));
}

/** A class of the author's with methods that opnet-transform is to route calls to. */
export interface MethodClass {
  readonly declaration: ClassDeclaration;
  /** The first `@method`. */
  readonly decorator: Range;
}

/** Every class of the author's that has a `@method`. */
export function findMethodClasses(compiler: Compiler, program: Program): MethodClass[] {
  const kinds = syntaxKinds(compiler);
  return authoredSources(program).flatMap((source) => source.statements.flatMap((each) => classesIn(each, kinds)));
}

function classesIn(node: Node, kinds: SyntaxKinds): MethodClass[] {
  const kind = node.kind as number;
  if (kind === kinds.NamespaceDeclaration) return children(node).flatMap((child) => classesIn(child, kinds));
  if (kind !== kinds.ClassDeclaration) return [];
  const declaration = node as ClassDeclaration;
  const decorator = declaration.members.map(methodDecorator).find((range) => range !== null);
  return decorator ? [{ declaration, decorator }] : [];
}

function methodDecorator(member: DeclarationStatement): Range | null {
  const found = (member.decorators ?? []).find(({ name }) => (name as IdentifierExpression).text === "method");
  return found?.range ?? null;
}

/** Whether the class has the router that opnet-transform writes into it, or one of the author's own. */
export function hasRouter({ declaration }: MethodClass): boolean {
  return declaration.members.some((member) => member.name.text === "execute");
}
