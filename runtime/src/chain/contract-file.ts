import { readFile } from "node:fs/promises";
import { types as kinds } from "node:util";
import { fileURLToPath } from "node:url";
import { ThreadedContractError } from "@threaded-contract/transform";
import { describeValue } from "../abi/mismatch";
import { invalidOption } from "./invalid-option";

/** Where a contract's bytes come from: a path, a `file:` URL, or the bytes themselves. */
export type ContractSource = string | URL | Uint8Array;

/** The bytes of a contract. @throws TC6015 when a file cannot be read, TC6014 when the source is nothing of the kind */
export async function readContract(source: ContractSource): Promise<Uint8Array> {
  if (kinds.isUint8Array(source)) return Uint8Array.from(source);
  const path = source instanceof URL ? fileURLToPath(source) : source;
  if (typeof path !== "string") {
    return invalidOption("wasm", `it has to be a path or bytes, not ${describeValue(source)}`);
  }
  return readBytes(path);
}

/**
 * The text of a contract's source map, or undefined if there is none.
 *
 * @param given where it is; if left out, in the file that asc writes beside a contract's file
 * @throws TC6015 when a file that was given cannot be read
 */
export async function readSourceMap(
  contract: ContractSource,
  given: ContractSource | undefined,
): Promise<string | undefined> {
  if (given !== undefined) return Buffer.from(await readContract(given)).toString("utf8");
  if (kinds.isUint8Array(contract)) return undefined;
  try {
    return await readFile(`${contract instanceof URL ? fileURLToPath(contract) : contract}.map`, "utf8");
  } catch {
    return undefined; // most contracts have none
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    // A copy, since a small file's buffer is a view of a larger one, which would be sent to workers as a whole.
    return Uint8Array.from(await readFile(path));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const reason = code === "ENOENT" ? "it does not exist" : code === "EISDIR" ? "it is a folder" : String(code);
    throw new ThreadedContractError("TC6015", { path, reason }, { cause });
  }
}
