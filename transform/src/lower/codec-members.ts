import type { ClassDeclaration } from "assemblyscript" with { "resolution-mode": "import" };
import type { Compiler } from "../frontend/compiler";
import { parseSnippet } from "../frontend/snippet";
import { syntaxKinds } from "../frontend/syntax-kinds";

/**
 * Adds members written as text to a class or an interface.
 *
 * They get the range of the class's name, so that whatever the compiler says about them points at the author's class.
 */
export function addMembers(compiler: Compiler, declaration: ClassDeclaration, text: string): void {
  const keyword = (declaration.kind as number) === syntaxKinds(compiler).InterfaceDeclaration ? "interface" : "class";
  // Members of a generic class carry a flag that the parser sets, so the carrier must be generic too.
  const generic = (declaration.typeParameters?.length ?? 0) > 0 ? "<T>" : "";
  const [carrier] = parseSnippet(compiler, `${keyword} C${generic} { ${text} }`, declaration.name.range);
  declaration.members.push(...(carrier as ClassDeclaration).members);
}
