import type { Rule } from "./rule";

/** A join loop does not provably cover its array. */
export const joinLoopShort: Rule = {
  code: "TC2005",
  check({ lifecycle, report }) {
    for (const finding of lifecycle) {
      if (finding.kind !== "loopShort") continue;
      const { name, loop, reason, origin } = finding;
      report("TC2005", { name, reason }, loop, origin?.node.range);
    }
  },
};
