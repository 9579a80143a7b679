import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { canonicalJson } from "../abi/canonical-json";
import { readOpnetAbi } from "../abi/opnet-abi";
import { writeAbiFiles } from "../abi/write-abi";
import { ThreadedContractError } from "../errors";
import { readManifest, type Manifest } from "../verify/manifest";
import { decodeModule } from "../wasm/decoder";
import { ExitCode, type Command } from "./command";
import { readInputFile } from "./input-file";

/** `threaded-contract abi contract.wasm`: writes the ABI and the typed client from the module, or from what opnet-transform wrote. */
export const abi: Command = {
  name: "abi",
  synopsis: "abi <file.wasm> [<abis/Class.abi.json> …] [--out <folder>] [--print]",
  summary:
    "Writes <name>.abi.json and <name>.client.ts; of an OP_NET contract, from the ABI files of its class and bases.",
  options: { out: { type: "string" }, print: { type: "boolean" } },
  operands: { minimum: 1, maximum: Infinity },
  async run({ positionals, values }, { stdout }) {
    const [file = "", ...abiFiles] = positionals;
    const own = readManifest(decodeModule(await readInputFile(file)));
    const manifest = abiFiles.length === 0 ? own : await describeOpnet(own, file, abiFiles);
    if (values["print"] === true) {
      stdout.write(`${canonicalJson(manifest, 2)}\n`);
      return ExitCode.ok;
    }
    const folder = typeof values["out"] === "string" ? values["out"] : dirname(file);
    const stem = join(folder, moduleName(file));
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

function moduleName(file: string): string {
  return basename(file).replace(/\.\w+$/, "");
}

/** The manifest of an OP_NET contract, with the functions and events that opnet-transform's files describe. */
async function describeOpnet(manifest: Manifest, file: string, abiFiles: readonly string[]): Promise<Manifest> {
  const { functions, types } = readOpnetAbi(await Promise.all(abiFiles.map(readJson)));
  return { ...manifest, kind: "opnet", name: moduleName(file), functions, types: { ...types, ...manifest.types } };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(Buffer.from(await readInputFile(file)).toString("utf8")) as unknown;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new ThreadedContractError("TC6014", { option: "abi", reason: `${file} is not JSON` }, { cause });
  }
}
