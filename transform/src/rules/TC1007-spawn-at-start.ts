import type { Rule } from "./rule";

/** A spawn stands outside every function. What the start function reaches by calls is found on the compiled module. */
export const spawnAtStart: Rule = {
  code: "TC1007",
  check({ spawns, report }) {
    for (const { call, enclosing } of spawns) if (enclosing.length === 0) report("TC1007", {}, call.range);
  },
};
