import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readOpnetAbi, ThreadedContractError, type Manifest, type OpnetAbi } from "@threaded-contract/transform";

/** An ABI that opnet-transform wrote: a path, a `file:` URL, or the content of the file. */
export type AbiSource = string | URL | OpnetAbi;

/**
 * A contract's manifest with the functions, classes and events that its ABI files describe.
 *
 * @param abi the contract's own file first, then those of its base classes; nothing leaves the manifest as it is
 * @throws TC6015 when a file cannot be read, TC6014 when it is no ABI
 */
export async function describeContract(
  manifest: Manifest,
  abi: AbiSource | readonly AbiSource[] | undefined,
): Promise<Manifest> {
  if (abi === undefined) return manifest;
  const sources: readonly AbiSource[] = Array.isArray(abi) ? (abi as readonly AbiSource[]) : [abi as AbiSource];
  const { functions, types } = readOpnetAbi(await Promise.all(sources.map(readAbi)));
  return { ...manifest, functions, types: { ...types, ...manifest.types } };
}

async function readAbi(source: AbiSource): Promise<unknown> {
  if (typeof source !== "string" && !(source instanceof URL)) return source;
  const path = source instanceof URL ? fileURLToPath(source) : source;
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code === "ENOENT" ? "it does not exist" : String(cause);
    throw new ThreadedContractError("TC6015", { path, reason }, { cause });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ThreadedContractError("TC6014", { option: "abi", reason: `${path} is not JSON` }, { cause });
  }
}
