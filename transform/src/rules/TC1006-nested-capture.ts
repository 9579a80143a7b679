import type { Rule } from "./rule";

/** A function inside a thread body uses a variable of the function around the spawn. */
export const nestedCapture: Rule = {
  code: "TC1006",
  check({ spawns, report }) {
    for (const { captures } of spawns) {
      for (const { name, nestedUses, declaration } of captures) {
        const [use] = nestedUses;
        if (use !== undefined) report("TC1006", { name }, use.range, declaration?.range);
      }
    }
  },
};
