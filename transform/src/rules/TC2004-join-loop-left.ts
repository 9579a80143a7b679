import type { Rule } from "./rule";

/** A join loop is left before all threads are joined. */
export const joinLoopLeft: Rule = {
  code: "TC2004",
  check({ lifecycle, report }) {
    for (const finding of lifecycle) {
      if (finding.kind !== "loopLeft") continue;
      const { name, exit, statement, origin } = finding;
      report("TC2004", { exit: `'${statement}'`, name }, exit, origin?.node.range);
    }
  },
};
