import type { Rule } from "./rule";

/** A handle is put where it cannot be followed. */
export const escapes: Rule = {
  code: "TC2006",
  check({ lifecycle, report }) {
    for (const finding of lifecycle) {
      if (finding.kind !== "escapes") continue;
      const { name, how, place, origin } = finding;
      const spawn = origin?.node.range;
      const isInside = spawn?.source === place.source && spawn.start >= place.start && spawn.end <= place.end;
      report("TC2006", { subject: name === "" ? "The handle" : `'${name}'`, how }, place, isInside ? null : spawn);
    }
  },
};
