/**
 * The parts of the runtime that run fixtures. They are no public API: the built files are loaded by their paths, and their
 * types are taken from the sources.
 */
import { builtRuntime as built } from "../tasks/built-runtime";

type Module<T> = { readonly [K in keyof T]: T[K] };

export const { replay } = built("chain/replay") as Module<typeof import("../../runtime/src/chain/replay")>;
export const { ChainState } = built("chain/chain-state") as Module<
  typeof import("../../runtime/src/chain/chain-state")
>;
export const { ChainJournal } = built("chain/chain-journal") as Module<
  typeof import("../../runtime/src/chain/chain-journal")
>;
export const { executeOnEngine } = built("engine/run-on-engine") as Module<
  typeof import("../../runtime/src/engine/run-on-engine")
>;
export const { Canceller } = built("engine/canceller") as Module<typeof import("../../runtime/src/engine/canceller")>;
export const { extensionsNamed } = built("engine/extensions") as Module<
  typeof import("../../runtime/src/engine/extensions")
>;
export const { toWireResult } = built("engine/result-record") as Module<
  typeof import("../../runtime/src/engine/result-record")
>;
export const { enginePool } = built("engine/engine-pool") as Module<
  typeof import("../../runtime/src/engine/engine-pool")
>;
export const { executeTransaction } = built("frame/execute") as Module<
  typeof import("../../runtime/src/frame/execute")
>;
export const { MemoryPool } = built("frame/memory-pool") as Module<
  typeof import("../../runtime/src/frame/memory-pool")
>;
export const { withDynamicDiscount } = built("gas/with-dynamic-discount") as Module<
  typeof import("../../runtime/src/gas/with-dynamic-discount")
>;
export const { findSchedule, gasSchedules } = built("gas/find-schedule") as Module<
  typeof import("../../runtime/src/gas/find-schedule")
>;
export const { checkJournal } = built("journal/read-journal") as Module<
  typeof import("../../runtime/src/journal/read-journal")
>;
export const { admit } = built("meter/admit") as Module<typeof import("../../runtime/src/meter/admit")>;
export const { decodeReceipt } = built("receipt-codec") as Module<typeof import("../../runtime/src/receipt-codec")>;
export const { SlotTable } = built("storage/slot-table") as Module<
  typeof import("../../runtime/src/storage/slot-table")
>;
export const { cellBytes, slotKey } = built("storage/words") as Module<
  typeof import("../../runtime/src/storage/words")
>;
export const { EagerBackend } = built("threads/eager-backend") as Module<
  typeof import("../../runtime/src/threads/eager-backend")
>;
export const { LazyBackend } = built("threads/lazy-backend") as Module<
  typeof import("../../runtime/src/threads/lazy-backend")
>;
