import type { Rule } from "./rule";

/** A handle is thrown away. */
export const discarded: Rule = {
  code: "TC2002",
  check({ lifecycle, report }) {
    for (const finding of lifecycle) {
      if (finding.kind === "discarded") report("TC2002", {}, finding.place);
    }
  },
};
