import type { Rule } from "./rule";

/** A thread reserves or reads a slot that was written since its snapshot was taken. */
export const staleSnapshot: Rule = {
  code: "TC4005",
  check({ storage, report }) {
    for (const finding of storage.findings) {
      if (finding.kind !== "stale") continue;
      report("TC4005", { slot: finding.slot }, finding.place, finding.related);
    }
  },
};
