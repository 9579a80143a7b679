import { ownerText } from "./owner-text";
import type { Rule } from "./rule";

/** Two live threads reserve a slot. */
export const slotTaken: Rule = {
  code: "TC4002",
  check({ storage, report }) {
    for (const finding of storage.findings) {
      if (finding.kind !== "taken") continue;
      report("TC4002", { slot: finding.slot, owner: ownerText(finding.related) }, finding.place, finding.related);
    }
  },
};
