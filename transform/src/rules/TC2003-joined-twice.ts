import type { Rule } from "./rule";

/** A thread is joined a second time. */
export const joinedTwice: Rule = {
  code: "TC2003",
  check({ lifecycle, report }) {
    for (const finding of lifecycle) {
      if (finding.kind !== "joinedTwice") continue;
      const { origin, place, first } = finding;
      const subject = origin.name === "" ? "The thread is" : `The thread in '${origin.name}' is`;
      report("TC2003", { subject }, place, first === place ? null : first);
    }
  },
};
