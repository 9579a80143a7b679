import type { Rule } from "./rule";

/** A thread body uses a variable that has no value yet where the thread is spawned. */
export const unsupportedCapture: Rule = {
  code: "TC1011",
  check({ spawns, report }) {
    for (const { call, source, captures } of spawns) {
      for (const { name, declaration, uses } of captures) {
        if (declaration === null || declaration.range.source !== source || declaration.range.end <= call.range.start) continue;
        // A parameter or an earlier variable ends before the call; a later one, or the one that the call initialises, does not.
        const reason = declaration.range.start > call.range.start ? "it is declared after the spawn" : "the spawn is part of its own initial value";
        report("TC1011", { name, reason }, uses[0]!.range, declaration.range);
      }
    }
  },
};
