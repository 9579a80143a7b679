import type { Rule } from "./rule";

/** A thread body is written with parameters. */
export const bodyParameters: Rule = {
  code: "TC1013",
  check({ spawns, report }) {
    for (const { body } of spawns) {
      const [parameter] = body?.declaration.signature.parameters ?? [];
      if (parameter !== undefined) report("TC1013", {}, parameter.range);
    }
  },
};
