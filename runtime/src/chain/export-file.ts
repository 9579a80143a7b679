import { randomUUID } from "node:crypto";
import { open, realpath, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { types as kinds } from "node:util";
import { fileURLToPath } from "node:url";
import { ThreadedContractError } from "@threaded-contract/transform";
import { describeValue } from "../abi/mismatch";
import { EXPORT_BYTES_MAXIMUM } from "../limits";
import { checkStart, decodeExport, EXPORT_HEADER_BYTES, foreignExport, type ExportedChain } from "./export-codec";
import { invalidOption } from "./invalid-option";

/** Where an export lies: a path, a `file:` URL, or its bytes. */
export type ExportSource = string | URL | Uint8Array;

const CHUNK_BYTES = 1_048_576;

/** The path of a file option. @throws TC6014 */
export function readPath(path: unknown, option: string): string {
  if (path instanceof URL && path.protocol === "file:") return fileURLToPath(path);
  if (typeof path === "string" && path !== "") return path;
  return invalidOption(option, `it has to be a path or a file: URL, not ${describeValue(path)}`);
}

/**
 * Reads an export.
 *
 * @throws TC6014 for a source that is none, TC6015 when a file cannot be read, TC6028, TC6029 when it is not usable
 */
export async function readExport(source: ExportSource, option: string): Promise<ExportedChain> {
  if (kinds.isUint8Array(source)) {
    checkSize(source.length, "passed");
    return decodeExport(Uint8Array.from(source), "passed");
  }
  const path = readPath(source, option);
  return decodeExport(await readWhole(path), `'${path}'`);
}

async function readWhole(path: string): Promise<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "r");
    const status = await file.stat();
    if (!status.isFile()) throw unusable(path, status.isDirectory() ? "it is a folder" : "it is no file");
    checkSize(status.size, `'${path}'`);
    const start = new Uint8Array(EXPORT_HEADER_BYTES);
    const { bytesRead } = await file.read(start, 0, start.length, 0);
    // Something else is told from an export without reading all of it.
    checkStart(start.subarray(0, bytesRead), status.size, `'${path}'`);
    return await readAll(file, status.size);
  } catch (cause) {
    throw fileError(path, cause);
  } finally {
    await file?.close();
  }
}

/** All bytes of a file; fewer if it has become shorter since. */
async function readAll(file: FileHandle, byteCount: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(byteCount);
  let at = 0;
  for (let read = -1; read !== 0 && at < byteCount; at += read) {
    ({ bytesRead: read } = await file.read(bytes, at, Math.min(CHUNK_BYTES, byteCount - at), at));
  }
  return bytes.subarray(0, at);
}

function checkSize(byteCount: number, source: string): void {
  if (byteCount > EXPORT_BYTES_MAXIMUM) {
    foreignExport(source, `it has ${byteCount} bytes, more than ${EXPORT_BYTES_MAXIMUM}`);
  }
}

/**
 * Writes a file so that at any moment, and after any end of the process or the machine, there is either the old file or
 * the new one: into a temporary file beside it, which is forced to the disk and then takes its name.
 *
 * A process that is killed may leave a file `.threaded-contract-….tmp` behind, which nobody needs.
 *
 * @throws TC6015 when that is not possible; the old file is as it was
 */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  let temporary: string | undefined;
  try {
    // A link stays, and what it leads to is replaced.
    const target = await realpath(path).catch(() => path);
    const folder = dirname(target);
    temporary = join(folder, `.threaded-contract-${randomUUID()}.tmp`);
    await writeFlushed(temporary, bytes);
    await rename(temporary, target);
    temporary = undefined;
    await flushFolder(folder);
  } catch (cause) {
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined);
    throw fileError(path, cause);
  }
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx");
  try {
    for (let at = 0; at < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, at, Math.min(CHUNK_BYTES, bytes.length - at));
      at += bytesWritten;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a renaming last. Windows has no such call, and renames through its journal. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function unusable(path: string, reason: string, cause?: unknown): ThreadedContractError {
  return new ThreadedContractError("TC6015", { path, reason }, cause === undefined ? {} : { cause });
}

function fileError(path: string, cause: unknown): unknown {
  if (cause instanceof ThreadedContractError) return cause;
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === undefined) return cause;
  const reasons: Readonly<Record<string, string>> = { ENOENT: "it does not exist", EISDIR: "it is a folder" };
  return unusable(path, reasons[code] ?? code, cause);
}
