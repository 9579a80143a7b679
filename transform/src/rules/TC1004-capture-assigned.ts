import { assignmentTargets } from "../analysis/assignment-targets";
import type { Rule } from "./rule";

/** A thread body assigns to a variable of the enclosing function. */
export const captureAssigned: Rule = {
  code: "TC1004",
  check({ compiler, spawns, report }) {
    for (const { body, captures } of spawns) {
      if (body === null) continue;
      for (const target of assignmentTargets(compiler, body.declaration)) {
        const capture = captures.find(
          ({ declaration, uses }) => declaration !== null && uses.some((use) => use === target),
        );
        if (capture !== undefined) report("TC1004", { name: capture.name }, target.range, capture.declaration?.range);
      }
    }
  },
};
