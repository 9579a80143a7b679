import type { IdentifierExpression } from "assemblyscript" with { "resolution-mode": "import" };
import { isSdkPath } from "../analysis/thread-functions";
import { descendants } from "../frontend/children";
import { syntaxKinds } from "../frontend/syntax-kinds";
import type { Rule } from "./rule";

/** What the transform turns spawns into; these names are its own. */
const generated = /^__tc_/;

/** The author's code uses the names that the transform generates. Declared imports are found on the compiled module. */
export const handMadeThreadImport: Rule = {
  code: "TC3008",
  check({ compiler, sources, report }) {
    const kinds = syntaxKinds(compiler);
    for (const source of sources) {
      // Walking every node of every file is too dear for what nobody writes by accident.
      if (isSdkPath(source.internalPath) || !source.text.includes("__tc_")) continue;
      for (const node of descendants(source)) {
        if ((node.kind as number) !== kinds.Identifier) continue;
        const { text, range } = node as IdentifierExpression;
        if (generated.test(text)) report("TC3008", { import: text }, range);
      }
    }
  },
};
