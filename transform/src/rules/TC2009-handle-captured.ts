import type { Rule } from "./rule";

/** A thread captures a handle. */
export const handleCaptured: Rule = {
  code: "TC2009",
  check({ lifecycle, report }) {
    for (const finding of lifecycle) {
      if (finding.kind === "captured") {
        report("TC2009", { name: finding.name }, finding.place, finding.origin?.node.range);
      }
    }
  },
};
