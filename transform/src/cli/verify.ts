import { formatVerification } from "../verify/format-report";
import { verifyModule } from "../verify/verify-module";
import { ExitCode, type Command } from "./command";
import { readInputFile } from "./input-file";

/** `threaded-contract verify contract.wasm`: judges a finished module, wherever it comes from. */
export const verify: Command = {
  name: "verify",
  synopsis: "verify <file.wasm> [--json]",
  summary: "Shows what each thread of a finished contract can reach, and fails on anything forbidden.",
  options: { json: { type: "boolean" } },
  operands: { minimum: 1, maximum: 1 },
  async run({ positionals, values }, { stdout }) {
    const report = verifyModule(await readInputFile(positionals[0]!));
    stdout.write(values["json"] === true ? `${JSON.stringify(report, null, 2)}\n` : formatVerification(report));
    return report.passed ? ExitCode.ok : ExitCode.found;
  },
};
