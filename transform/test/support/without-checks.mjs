// Plain JavaScript, since asc loads it.
import { createRequire } from "node:module";

const { ThreadedContractTransform } = createRequire(import.meta.url)("../../dist/transform.js");

/**
 * The transform with some of its checks switched off, so that a test can compile a forbidden program and see what the run time says.
 *
 * @param {readonly string[]} codes the codes that are not looked for, such as `"TC4001"`
 */
export function withoutChecks(codes) {
  return class extends ThreadedContractTransform {
    get unchecked() {
      return new Set(codes);
    }
  };
}

/** For `asc --transform`: without any check of what threads may do (TC3xxx, and joins in threads) and of storage (TC4xxx). */
export default withoutChecks([
  "TC2008",
  "TC2009",
  ...[..."12345678"].flatMap((digit) => [`TC300${digit}`, `TC400${digit}`]),
  "TC3009",
]);
