import type { CapabilityRule, Rule } from "./rule";

/** A spawn stands in a thread body. */
export const nestedSpawn: Rule = {
  code: "TC3002",
  check({ spawns, report }) {
    for (const { call, insideThread } of spawns) {
      if (insideThread !== null) report("TC3002", {}, call.range, insideThread.call.range);
    }
  },
};

/** A thread reaches a spawn through a function. */
export const reachedSpawn: CapabilityRule<"TC3002"> = {
  code: "TC3002",
  judge: (effect) => (effect.kind === "import" && effect.capability === "spawn" ? {} : null),
};
