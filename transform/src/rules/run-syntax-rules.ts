import { analyseLifecycle } from "../analysis/lifecycle/analyse";
import { analyseStorage } from "../analysis/storage/analyse";
import { rememberStorage } from "../analysis/storage/remembered";
import { catalogue, type Code } from "../diagnostics/catalogue";
import { isAdviceWanted } from "../diagnostics/advice";
import { report } from "../diagnostics/report";
import type { RuleContext, ThreadedProgram } from "./rule";
import { adviceRules } from "./advice-rules";
import { syntaxRules } from "./syntax-rules";

/**
 * Checks a program's syntax trees, as the author wrote them; runs in `afterParse`, before anything is lowered.
 *
 * @param unchecked codes that are not looked for
 * @returns whether an error was reported; asc stops after parsing then, and nothing needs to be lowered
 */
export function runSyntaxRules(program: ThreadedProgram, unchecked: ReadonlySet<Code>): boolean {
  let hasErrors = false;
  const storage = analyseStorage(program);
  rememberStorage(program.program, storage);
  const context: RuleContext = {
    ...program,
    lifecycle: analyseLifecycle(program),
    storage,
    report(code, args, range, related, more) {
      if (unchecked.has(code)) return;
      const isNew = report(program.compiler, program.program, code, args, range, { related: related ?? null, ...more });
      if (isNew && catalogue[code].severity === "error") hasErrors = true;
    },
  };
  for (const rule of syntaxRules) rule.check(context);
  if (isAdviceWanted(program.program)) for (const rule of adviceRules) rule.check(context);
  return hasErrors;
}
