const path = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/**
 * The test files that take longest, slowest first. On a new machine jest knows no times and goes by the size of the files,
 * which would leave all processors but one idle while the last of these runs.
 */
const SLOWEST = [
  "test/opnet/toolchain.test.ts",
  "test/differential/parity.test.ts",
  "runtime/test/engine/kill-matrix.test.ts",
  "test/conformance/schedules-1.test.ts",
  "test/conformance/schedules-2.test.ts",
  "test/conformance/schedules-3.test.ts",
  "test/conformance/schedules-4.test.ts",
  "transform/test/lower/language.test.ts",
  "sdk/test/results.test.ts",
  "test/opnet/unchanged.test.ts",
  "test/fuzz/schedules.test.ts",
  "test/mutants/mutants.test.ts",
  "runtime/test/engine/worker-loss.test.ts",
];

const root = path.join(__dirname, "../..");

function rank({ path: file }) {
  const index = SLOWEST.indexOf(path.relative(root, file).replaceAll(path.sep, "/"));
  return index < 0 ? SLOWEST.length : index;
}

/** Decides in which order jest runs test files; part of its configuration. */
class SlowFirst extends Sequencer {
  sort(tests) {
    return super.sort([...tests]).sort((one, other) => rank(one) - rank(other));
  }
}

module.exports = SlowFirst;
module.exports.SLOWEST = SLOWEST;
