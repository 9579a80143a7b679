import { enumValue } from "../frontend/syntax-kinds";
import type { Rule } from "./rule";

/** A thread body uses a variable that has no value yet where the thread is spawned, or a `this` that is not the enclosing one. */
export const unsupportedCapture: Rule = {
  code: "TC1011",
  check({ compiler, spawns, report }) {
    const noArrow = enumValue(compiler, "ArrowKind", "None");
    for (const { body, call, source, captures } of spawns) {
      for (const { name, declaration, uses } of captures) {
        if (declaration === null) {
          if ((body?.declaration.arrowKind as number | undefined) !== noArrow) continue;
          report(
            "TC1011",
            { name, reason: "a `function` has a `this` of its own; write the body as an arrow function" },
            uses[0]!.range,
          );
          continue;
        }
        if (declaration.range.source !== source || declaration.range.end <= call.range.start) continue;
        // A parameter or an earlier variable ends before the call; a later one, or the one that the call initialises, does not.
        const reason =
          declaration.range.start > call.range.start
            ? "it is declared after the spawn"
            : "the spawn is part of its own initial value";
        report("TC1011", { name, reason }, uses[0]!.range, declaration.range);
      }
    }
  },
};
