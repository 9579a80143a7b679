import type { Rule } from "./rule";

/** A range of slots is listed, or a loop lists slots, that are never written. */
export const wideReservation: Rule = {
  code: "TC7005",
  check({ storage, report }) {
    for (const finding of storage.findings) {
      if (finding.kind === "wide") report("TC7005", { slot: finding.slot }, finding.place, finding.related);
    }
  },
};
