import { createHash } from "node:crypto";
import { Chain } from "../../../src/chain";
import type { ChainOptions } from "../../../src/chain/options";
import { firstHash, JOURNAL_HEADER_BYTES, RECORD_HASH_BYTES, RECORD_HEADER_BYTES } from "../../../src/journal/framing";
import type { TestHooks } from "../../../src/protocol";
import { engineContract, type EngineContract } from "../../engine/support/engine-contract";

/** A journal with the modules it names. */
export interface Recorded {
  readonly journal: Uint8Array;
  readonly modules: Map<string, Uint8Array>;
  readonly receipts: readonly Uint8Array[];
}

/** The journal of some calls on a chain of its own. */
export async function record(
  calls: (contract: EngineContract, chain: Chain) => Promise<readonly { readonly bytes: Uint8Array }[]>,
  options: ChainOptions = {},
  hooks: TestHooks | null = null,
): Promise<Recorded> {
  await using chain = new Chain({ workers: 2, journal: true, ...options }, hooks);
  const contract = await chain.deploy<EngineContract>(await engineContract());
  const receipts = [contract.deployment, ...(await calls(contract, chain))].map(({ bytes }) => bytes);
  return { journal: await chain.journal(), modules: await chain.modules(), receipts };
}

/** The code of the error, with the record it names, such as `TC6024 7`; `none` when there is no error. */
export async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
    return "none";
  } catch (error) {
    const { code, details } = error as { code?: string; details?: readonly string[] };
    if (code === undefined) throw error;
    const record = details?.flatMap((detail) => /^record: (\d+)$/.exec(detail)?.[1] ?? [])[0];
    return record === undefined ? code : `${code} ${record}`;
  }
}

/** Where each record of a journal begins, and where the last one ends. */
export function recordOffsets(journal: Uint8Array): number[] {
  const view = new DataView(journal.buffer, journal.byteOffset, journal.byteLength);
  const offsets = [JOURNAL_HEADER_BYTES];
  for (let at = JOURNAL_HEADER_BYTES; at < journal.length; offsets.push(at)) {
    at += RECORD_HEADER_BYTES + view.getUint32(at + RECORD_HEADER_BYTES - 4) + RECORD_HASH_BYTES;
  }
  return offsets;
}

/** The records of a journal as they are, hashes included. */
export function splitRecords(journal: Uint8Array): Uint8Array[] {
  const offsets = recordOffsets(journal);
  return offsets.slice(0, -1).map((at, i) => journal.slice(at, offsets[i + 1]));
}

/** A journal again from records. */
export function joinRecords(journal: Uint8Array, records: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat([journal.subarray(0, JOURNAL_HEADER_BYTES), ...records]));
}

/** The journal with numbers and hashes made right again, as a forger would. */
export function reseal(journal: Uint8Array, records: readonly Uint8Array[]): Uint8Array {
  let hash = firstHash();
  const sealed = records.map((record, sequence) => {
    const body = Uint8Array.from(record.subarray(0, record.length - RECORD_HASH_BYTES));
    const view = new DataView(body.buffer);
    view.setUint32(0, sequence);
    view.setUint32(RECORD_HEADER_BYTES - 4, body.length - RECORD_HEADER_BYTES);
    if (sequence === records.length - 1) view.setUint32(RECORD_HEADER_BYTES, sequence);
    hash = new Uint8Array(createHash("sha256").update(hash).update(body).digest());
    return Buffer.concat([body, hash]);
  });
  return joinRecords(journal, sealed);
}
