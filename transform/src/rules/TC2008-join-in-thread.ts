import type { CapabilityRule, Rule } from "./rule";

/** A join stands in a thread body. */
export const joinInThread: Rule = {
  code: "TC2008",
  check({ joins, report }) {
    for (const { call, insideThread } of joins) {
      if (insideThread !== null) report("TC2008", {}, call.range, insideThread.call.range);
    }
  },
};

/** A thread reaches a join through a function. */
export const reachedJoin: CapabilityRule<"TC2008"> = {
  code: "TC2008",
  judge: (effect) => (effect.kind === "import" && effect.capability === "join" ? {} : null),
};
