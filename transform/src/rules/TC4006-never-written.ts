import type { Rule } from "./rule";

/** A listed slot is never written. */
export const neverWritten: Rule = {
  code: "TC4006",
  check({ storage, report }) {
    for (const finding of storage.findings) {
      if (finding.kind !== "unused") continue;
      report("TC4006", { slot: finding.slot }, finding.place, finding.related, {
        fixes: finding.fix === null ? [] : [finding.fix],
      });
    }
  },
};
