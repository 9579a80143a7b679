/**
 * The parts of the runtime that the fuzzers drive. They are no public API: the built files are loaded by their paths, and
 * their types are taken from the sources.
 */
import { builtRuntime as built } from "../tasks/built-runtime";

type Module<T> = { readonly [K in keyof T]: T[K] };

export const { ChainJournal } = built("chain/chain-journal") as Module<
  typeof import("../../runtime/src/chain/chain-journal")
>;
export const { ChainState } = built("chain/chain-state") as Module<
  typeof import("../../runtime/src/chain/chain-state")
>;
export const { Canceller } = built("engine/canceller") as Module<typeof import("../../runtime/src/engine/canceller")>;
export const { enginePool } = built("engine/engine-pool") as Module<
  typeof import("../../runtime/src/engine/engine-pool")
>;
export const { toWireResult } = built("engine/result-record") as Module<
  typeof import("../../runtime/src/engine/result-record")
>;
export const { executeOnEngine } = built("engine/run-on-engine") as Module<
  typeof import("../../runtime/src/engine/run-on-engine")
>;
export const { executeTransaction } = built("frame/execute") as Module<
  typeof import("../../runtime/src/frame/execute")
>;
export const { MemoryPool } = built("frame/memory-pool") as Module<
  typeof import("../../runtime/src/frame/memory-pool")
>;
export const { oip0002 } = built("gas/oip0002") as Module<typeof import("../../runtime/src/gas/oip0002")>;
export const { contentDifference } = built("journal/compare") as Module<
  typeof import("../../runtime/src/journal/compare")
>;
export const { readJournal } = built("journal/read-journal") as Module<
  typeof import("../../runtime/src/journal/read-journal")
>;
export const { admit } = built("meter/admit") as Module<typeof import("../../runtime/src/meter/admit")>;
export const { exactModule } = built("meter/exact-module") as Module<
  typeof import("../../runtime/src/meter/exact-module")
>;
export const { decodeReceipt, encodeReceipt } = built("receipt-codec") as Module<
  typeof import("../../runtime/src/receipt-codec")
>;
export const { firstDifference: receiptDifference } = built("receipt-compare") as Module<
  typeof import("../../runtime/src/receipt-compare")
>;
export const { SlotTable } = built("storage/slot-table") as Module<
  typeof import("../../runtime/src/storage/slot-table")
>;
export const { cellBytes, cellWords, slotKey } = built("storage/words") as Module<
  typeof import("../../runtime/src/storage/words")
>;
export const { EagerBackend } = built("threads/eager-backend") as Module<
  typeof import("../../runtime/src/threads/eager-backend")
>;
export const { LazyBackend } = built("threads/lazy-backend") as Module<
  typeof import("../../runtime/src/threads/lazy-backend")
>;
