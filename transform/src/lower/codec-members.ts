import type { ClassDeclaration, DeclarationStatement, Range } from "assemblyscript" with { "resolution-mode": "import" };
import { descendants } from "../frontend/children";
import type { Compiler } from "../frontend/compiler";
import { syntaxKinds } from "../frontend/syntax-kinds";

/**
 * Adds members written as text to a class or an interface.
 *
 * Every node gets the range of the class's name, so that whatever the compiler says about them points at the author's class.
 */
export function addMembers(compiler: Compiler, declaration: ClassDeclaration, text: string): void {
  const parser = new compiler.Parser([]);
  const keyword = declaration.kind === syntaxKinds(compiler).InterfaceDeclaration ? "interface" : "class";
  // Members of a generic class carry a flag that the parser sets, so the carrier must be generic too.
  const generic = (declaration.typeParameters?.length ?? 0) > 0 ? "<T>" : "";
  parser.parseFile(`${keyword} C${generic} { ${text} }`, "threaded-contract-members.ts", true);
  if (parser.diagnostics.length > 0) throw new Error(`invariant: members do not parse: ${parser.diagnostics.join("; ")}\n${text}`);
  const [carrier] = parser.sources[0]!.statements as ClassDeclaration[];
  for (const member of carrier!.members) {
    place(member, declaration.name.range);
    declaration.members.push(member);
  }
}

function place(member: DeclarationStatement, range: Range): void {
  for (const node of descendants(member)) node.range = range;
}
