import { replace } from "../diagnostics/fix";
import type { Rule } from "./rule";

/** A join keeps the gas that its thread has not used. */
export const noRefund: Rule = {
  code: "TC7004",
  check({ joins, report }) {
    for (const { name, call } of joins) {
      if (name !== "thread_join") continue;
      const { range } = call.expression;
      const text = range.source.text.slice(range.start, range.end);
      // Under another name, the other function has to be imported first.
      const title = "Join with refund";
      const fixes = text.includes(".") ? [{ title, edits: [replace(range, `${text}_with_refund`)] }] : [];
      report("TC7004", {}, range, null, { fixes });
    }
  },
};
