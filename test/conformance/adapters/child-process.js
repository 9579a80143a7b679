/**
 * Our runtime in a child process as a module for `--against`: one process for each fixture, which tells of receipts by
 * their fields and not by their bytes.
 */
const { execFileSync } = require("node:child_process");
const path = require("node:path");

const command = path.join(__dirname, "../../dist/conformance/adapters/runtime-command.js");
const readable = path.join(__dirname, "../../dist/conformance/adapters/readable.js");

exports.execute = (input) => {
  const output = execFileSync(process.execPath, [command], { input: JSON.stringify(input), maxBuffer: 1 << 28 });
  const { readableOutcome } = require(readable);
  return { outcomes: JSON.parse(output).outcomes.map(readableOutcome) };
};
