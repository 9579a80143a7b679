import { argumentCounts } from "./TC1014-wrong-arguments";
import type { Rule } from "./rule";

/** The body of a thread is not written in place. */
export const notALiteral: Rule = {
  code: "TC1001",
  check({ spawns, report }) {
    for (const { name, call, body } of spawns) {
      const last = call.args.at(-1);
      if (body !== null || last === undefined || call.args.length !== argumentCounts[name]) continue;
      const { source, start, end } = last.range;
      const text = source.text.slice(start, end);
      report("TC1001", { callee: /^[\w$.]+$/.test(text) ? text : "work" }, last.range);
    }
  },
};
