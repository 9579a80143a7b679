import type { Rule } from "./rule";

/** A thread body names a generic type that is declared inside the enclosing function. Other local types and functions are passed along. */
export const localDeclaration: Rule = {
  code: "TC1010",
  check({ spawns, report }) {
    for (const { localDeclarations } of spawns) {
      for (const { name, declaration, use } of localDeclarations) {
        report("TC1010", { name }, use.range, declaration.range);
      }
    }
  },
};
