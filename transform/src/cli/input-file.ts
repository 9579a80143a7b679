import { readFile } from "node:fs/promises";
import { ThreadedContractError } from "../errors";

/**
 * Reads a file that was named on the command line.
 *
 * @throws TC6015 when it does not exist or cannot be read
 */
export async function readInputFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "it does not exist" : code === "EISDIR" ? "it is a folder" : "it cannot be read";
    throw new ThreadedContractError("TC6015", { path, reason }, { cause: error });
  }
}
