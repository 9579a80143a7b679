import { createHash } from "node:crypto";
import { ThreadedContractError } from "@threaded-contract/transform";
import { ByteWriter } from "../abi/byte-writer";
import { bytes, decode, encode, fixed, text, u32, u64, type Codec } from "../codec/codec";
import { list, nullable, optional, record } from "../codec/compound";
import { blockLoad } from "../frame/request-codec";
import { EXPORT_BYTES_MAXIMUM } from "../limits";
import { CELL_BYTES, compareBytes } from "../storage/words";
import type { BlockState } from "./block";

/** Version of the format in `runtime/docs/export.md`. */
export const EXPORT_VERSION = 1;

/** `TCXPRT` and a line end, which a copy as text would change. */
const MAGIC = Uint8Array.of(0x54, 0x43, 0x58, 0x50, 0x52, 0x54, 0x0d, 0x0a);

/** Bytes before the body: magic, version and length of the body. */
export const EXPORT_HEADER_BYTES = 20;
/** Bytes of the checksum after the body. */
export const EXPORT_CHECKSUM_BYTES = 32;

/** A contract as it is kept in an export. */
export interface ExportedContract {
  /** 32 bytes each. */
  readonly address: Uint8Array;
  readonly deployer: Uint8Array;
  /** Which of the export's modules it has. */
  readonly module: number;
  readonly name: string;
  /** The manifest as JSON, if an ABI file said more than the module; otherwise empty. */
  readonly manifest: string;
  /** Canonical bytes of the receipt of its deployment. */
  readonly receipt: Uint8Array;
  /** Name of the function whose call deployed it; empty when it was deployed by itself. */
  readonly target: string;
}

/** Everything that a chain is made of. */
export interface ExportedChain {
  readonly schedule: string;
  /** 32 bytes: `scheduleHash` of its prices. */
  readonly scheduleHash: Uint8Array;
  readonly network: string;
  readonly consensusFlags: bigint;
  /** Gas limit and sender of calls that do not say; the sender has 32 bytes. */
  readonly gas: bigint;
  readonly sender: Uint8Array;
  readonly block: BlockState;
  readonly transactions: bigint;
  /** Shipped bytes, each once, sorted by their SHA-256. */
  readonly modules: readonly Uint8Array[];
  /** In deployment order. */
  readonly contracts: readonly ExportedContract[];
  /** Code that contracts get with the next block, sorted by contract. */
  readonly updates: readonly { readonly contract: number; readonly module: number }[];
  /** Contract number (u32, big endian), key and value of each slot, sorted. */
  readonly slots: Uint8Array;
  readonly journal: Uint8Array | null;
}

const cell = fixed(CELL_BYTES);

const exported: Codec<ExportedChain> = record<ExportedChain>({
  schedule: text,
  scheduleHash: cell,
  network: text,
  consensusFlags: u64,
  gas: u64,
  sender: cell,
  block: record<BlockState>({ number: u64, medianTime: u64, load: optional(blockLoad) }),
  transactions: u64,
  modules: list(bytes, 4),
  contracts: list(
    record<ExportedContract>({
      address: cell,
      deployer: cell,
      module: u32,
      name: text,
      manifest: text,
      receipt: bytes,
      target: text,
    }),
    2 * CELL_BYTES,
  ),
  updates: list(record<{ contract: number; module: number }>({ contract: u32, module: u32 }), 8),
  slots: bytes,
  journal: nullable(bytes),
});

/** The bytes of an export: magic, version, length, body, checksum. @throws TC6030 when there are too many */
export function encodeExport(chain: ExportedChain): Uint8Array {
  const parts = [...chain.modules, ...chain.contracts.map(({ receipt }) => receipt), chain.slots, chain.journal];
  checkExportBytes(parts.reduce((sum, part) => sum + (part?.length ?? 0), 0));
  const body = encode(exported, chain);
  checkExportBytes(EXPORT_HEADER_BYTES + body.length + EXPORT_CHECKSUM_BYTES);
  const header = new ByteWriter().bytes(MAGIC).integer(EXPORT_VERSION, 4).integer(body.length, 8).finish();
  const checksum = createHash("sha256").update(header).update(body).digest();
  return new Uint8Array(Buffer.concat([header, body, checksum]));
}

/** Refuses to write what could not be read. @throws TC6030 */
export function checkExportBytes(byteCount: number): void {
  if (byteCount <= EXPORT_BYTES_MAXIMUM) return;
  throw new ThreadedContractError("TC6030", { bytes: byteCount, limit: EXPORT_BYTES_MAXIMUM });
}

/** Refuses an export for what it is. @param source its name in the error */
export function foreignExport(source: string, reason: string): never {
  throw new ThreadedContractError("TC6029", { source, reason });
}

/** Refuses an export that was one. @param source its name in the error */
export function damagedExport(source: string, reason: string): never {
  throw new ThreadedContractError("TC6028", { source, reason });
}

/**
 * The chain of an export.
 *
 * @param source its name in errors
 * @throws TC6028 when it is damaged, TC6029 when it is something else or of another version
 */
export function decodeExport(encoded: Uint8Array, source: string): ExportedChain {
  checkStart(encoded.subarray(0, EXPORT_HEADER_BYTES), encoded.length, source);
  const end = encoded.length - EXPORT_CHECKSUM_BYTES;
  const checksum = createHash("sha256").update(encoded.subarray(0, end)).digest();
  if (compareBytes(checksum, encoded.subarray(end)) !== 0) damagedExport(source, "its checksum does not fit");
  try {
    return decode(exported, encoded.subarray(EXPORT_HEADER_BYTES, end));
  } catch (error) {
    if (error instanceof RangeError) return damagedExport(source, "its content is not complete");
    throw error;
  }
}

/**
 * Refuses what does not begin like an export of this version, or is not as long as it says.
 *
 * @param start its first bytes
 * @param byteCount of all of it
 */
export function checkStart(start: Uint8Array, byteCount: number, source: string): void {
  const length = Math.min(start.length, MAGIC.length);
  if (length === 0 || compareBytes(start.subarray(0, length), MAGIC.subarray(0, length)) !== 0) {
    foreignExport(source, "it does not begin like one");
  }
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  if (start.length >= 12 && view.getUint32(8) !== EXPORT_VERSION) {
    foreignExport(source, `it has version ${view.getUint32(8)}, not ${EXPORT_VERSION}`);
  }
  if (start.length < EXPORT_HEADER_BYTES) damagedExport(source, `it has only ${start.length} bytes`);
  const expected = view.getBigUint64(12) + BigInt(EXPORT_HEADER_BYTES + EXPORT_CHECKSUM_BYTES);
  if (expected !== BigInt(byteCount)) damagedExport(source, `it has ${byteCount} bytes instead of ${expected}`);
}
