import { syntaxKinds } from "../frontend/syntax-kinds";
import type { Rule } from "./rule";

/** A thread body names a generic type or a function that is declared inside the enclosing function. */
export const localDeclaration: Rule = {
  code: "TC1010",
  check({ compiler, spawns, report }) {
    const kinds = syntaxKinds(compiler);
    for (const { localDeclarations, captures } of spawns) {
      for (const { name, declaration, use } of localDeclarations) report("TC1010", { name, kind: "type" }, use.range, declaration.range);
      for (const { name, declaration, uses } of captures) {
        if ((declaration?.kind as number | undefined) === kinds.Function) report("TC1010", { name, kind: "function" }, uses[0]!.range, declaration!.range);
      }
    }
  },
};
