import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { canonicalJson } from "../abi/canonical-json";
import { writeAbiFiles } from "../abi/write-abi";
import { readManifest } from "../verify/manifest";
import { decodeModule } from "../wasm/decoder";
import { ExitCode, type Command } from "./command";
import { readInputFile } from "./input-file";

/** `threaded-contract abi contract.wasm`: writes the ABI and the typed client from the module alone. */
export const abi: Command = {
  name: "abi",
  synopsis: "abi <file.wasm> [--out <folder>] [--print]",
  summary: "Writes <name>.abi.json and <name>.client.ts from a finished contract, beside it or into a folder.",
  options: { out: { type: "string" }, print: { type: "boolean" } },
  operands: { minimum: 1, maximum: 1 },
  async run({ positionals, values }, { stdout }) {
    const file = positionals[0]!;
    const manifest = readManifest(decodeModule(await readInputFile(file)));
    if (values["print"] === true) {
      stdout.write(`${canonicalJson(manifest, 2)}\n`);
      return ExitCode.ok;
    }
    const folder = typeof values["out"] === "string" ? values["out"] : dirname(file);
    const stem = join(folder, basename(file).replace(/\.\w+$/, ""));
    const written: string[] = [];
    await writeAbiFiles(
      manifest,
      { abi: `${stem}.abi.json`, client: `${stem}.client.ts` },
      {
        read: (path) => readFile(path, "utf8").catch(() => null),
        async write(path, text) {
          await mkdir(dirname(path), { recursive: true });
          await writeFile(path, text);
          written.push(path);
        },
      },
    );
    stdout.write(written.length === 0 ? "Up to date.\n" : written.map((path) => `Wrote ${path}\n`).join(""));
    return ExitCode.ok;
  },
};
