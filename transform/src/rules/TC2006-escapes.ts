import type { Rule } from "./rule";

/** A handle is put where it cannot be followed. */
export const escapes: Rule = {
  code: "TC2006",
  check({ lifecycle, report }) {
    for (const finding of lifecycle) {
      if (finding.kind !== "escapes") continue;
      const { name, how, place, origin } = finding;
      const related = origin === null || origin.node.range.start === place.start ? null : origin.node.range;
      report("TC2006", { subject: name === "" ? "The handle" : `'${name}'`, how }, place, related);
    }
  },
};
