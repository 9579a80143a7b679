import type { Rule } from "./rule";

/** One list has a slot twice. */
export const listedTwice: Rule = {
  code: "TC4003",
  check({ storage, report }) {
    for (const finding of storage.findings) {
      if (finding.kind !== "twice") continue;
      report("TC4003", { slot: finding.slot }, finding.place, finding.related, {
        fixes: finding.fix === null ? [] : [finding.fix],
      });
    }
  },
};
