import type { Rule } from "./rule";

/** A thread writes a slot that is certainly not in its list. */
export const unreservedWrite: Rule = {
  code: "TC4001",
  check({ storage, report }) {
    for (const finding of storage.findings) {
      if (finding.kind !== "unreserved") continue;
      report("TC4001", { slot: finding.slot }, finding.place, finding.related, {
        details: finding.details,
        fixes: finding.fix === null ? [] : [finding.fix],
      });
    }
  },
};
