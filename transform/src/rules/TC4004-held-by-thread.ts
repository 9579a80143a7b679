import { ownerText } from "./owner-text";
import type { Rule } from "./rule";

/** Main writes a slot that a live thread holds. */
export const heldByThread: Rule = {
  code: "TC4004",
  check({ storage, report }) {
    for (const finding of storage.findings) {
      if (finding.kind !== "held") continue;
      report("TC4004", { slot: finding.slot, owner: ownerText(finding.related) }, finding.place, finding.related);
    }
  },
};
