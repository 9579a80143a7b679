import { isOmittedType } from "../frontend/omitted-type";
import type { Rule } from "./rule";

/** Neither the spawn nor the closure says what the thread returns. */
export const noResultType: Rule = {
  code: "TC1002",
  check({ spawns, report }) {
    for (const { name, call, body } of spawns) {
      if (body === null || (call.typeArguments?.length ?? 0) > 0) continue;
      if (isOmittedType(body.declaration.signature.returnType)) report("TC1002", { callee: name }, call.range);
    }
  },
};
