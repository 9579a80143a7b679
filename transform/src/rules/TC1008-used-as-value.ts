import type { Rule } from "./rule";

/** A thread function is stored or passed on instead of being called. */
export const usedAsValue: Rule = {
  code: "TC1008",
  check({ values, report }) {
    for (const { name, node } of values) report("TC1008", { name }, node.range);
  },
};
