import { analyseLifecycle } from "../analysis/lifecycle/analyse";
import { catalogue } from "../diagnostics/catalogue";
import { report } from "../diagnostics/report";
import type { RuleContext, ThreadedProgram } from "./rule";
import { syntaxRules } from "./syntax-rules";

/**
 * Checks a program's syntax trees, as the author wrote them; runs in `afterParse`, before anything is lowered.
 *
 * @returns whether an error was reported; asc stops after parsing then, and nothing needs to be lowered
 */
export function runSyntaxRules(program: ThreadedProgram): boolean {
  let hasErrors = false;
  const context: RuleContext = {
    ...program,
    lifecycle: analyseLifecycle(program),
    report(code, args, range, related) {
      const isNew = report(program.compiler, program.program, code, args, range, { related: related ?? null });
      if (isNew && catalogue[code].severity === "error") hasErrors = true;
    },
  };
  for (const rule of syntaxRules) rule.check(context);
  return hasErrors;
}
