import type { Rule } from "./rule";

/** A join asks for another type than its thread returns. */
export const wrongResultType: Rule = {
  code: "TC2007",
  check({ lifecycle, report }) {
    for (const finding of lifecycle) {
      if (finding.kind !== "wrongType") continue;
      const { spawned, joined, place, origin } = finding;
      report("TC2007", { spawned, joined }, place, origin.node.range);
    }
  },
};
