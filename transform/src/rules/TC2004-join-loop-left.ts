import { joinAllThenDecide } from "../fixes/join-all";
import type { Rule } from "./rule";

/** A join loop is left before all threads are joined. */
export const joinLoopLeft: Rule = {
  code: "TC2004",
  check({ compiler, lifecycle, report }) {
    for (const finding of lifecycle) {
      if (finding.kind !== "loopLeft") continue;
      const { name, exit, statement, origin } = finding;
      report("TC2004", { exit: `'${statement}'`, name }, exit, origin?.node.range, {
        fixes: [joinAllThenDecide(compiler, exit)].filter((fix) => fix !== null),
      });
    }
  },
};
