import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { allCodes, catalogue, isCode } from "../diagnostics/catalogue";
import { ExitCode, UsageError, type Command } from "./command";

/** `threaded-contract explain TC2004`: prints the page of a code. */
export const explain: Command = {
  name: "explain",
  synopsis: "explain [code]",
  summary: "Prints the page of a code such as TC2004; without one, lists all codes.",
  options: {},
  operands: { minimum: 0, maximum: 1 },
  async run({ positionals: [wanted] }, { stdout }) {
    if (wanted === undefined) {
      for (const code of allCodes()) stdout.write(`${code}  ${catalogue[code].title}\n`);
      return ExitCode.ok;
    }
    const code = wanted.toUpperCase().replace(/^(?=\d)/, "TC");
    if (!isCode(code)) {
      throw new UsageError(`explain: there is no code '${wanted}'; \`threaded-contract explain\` lists all codes`);
    }
    stdout.write(await readFile(join(__dirname, "../../docs", `${code}.md`), "utf8"));
    return ExitCode.ok;
  },
};
