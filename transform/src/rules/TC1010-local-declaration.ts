import type { Rule } from "./rule";

/** A thread body names a generic type that is declared inside the enclosing function. */
export const localDeclaration: Rule = {
  code: "TC1010",
  check({ spawns, report }) {
    for (const { localDeclarations } of spawns) {
      for (const { name, declaration, use } of localDeclarations) report("TC1010", { name, kind: "generic type" }, use.range, declaration.range);
    }
  },
};
