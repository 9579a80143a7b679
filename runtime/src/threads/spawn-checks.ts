import type { ManifestThread } from "@threaded-contract/transform";
import type { Frame } from "../frame/frame";
import type { MainExecution } from "../frame/main-execution";
import { SLOTS_PER_TRANSACTION_MAXIMUM, UNJOINED_THREADS_MAXIMUM, MEMORY_PAGES_MAXIMUM } from "../limits";
import { KeyTable } from "../storage/key-table";
import { CELL_BYTES, cellBytes, hexadecimal } from "../storage/words";
import type { Region } from "./backend";
import { placeOf } from "./ledger";
import { threadPages } from "./page-budget";
import { forEachReserved } from "./reserved";
import type { SpawnArguments } from "./spawn-arguments";
import { staleDetail } from "./stale";

/** Refuses a spawn that the state of the transaction does not allow; returns the pages the thread will have. */
export function checkSpawn(execution: MainExecution, frame: Frame, spawn: SpawnArguments): number {
  checkRegions(execution, frame, spawn.regions);
  checkSlots(execution, frame, spawn);
  if (execution.ledger.unjoined >= UNJOINED_THREADS_MAXIMUM) {
    frame.trap("TC5013", { limit: UNJOINED_THREADS_MAXIMUM });
  }
  const { pages } = frame.guest;
  const budget = threadPages(execution.pagesFree - pages, pages);
  if (budget !== null) return budget;
  const needed = MEMORY_PAGES_MAXIMUM - execution.pagesFree + 2 * pages;
  return frame.trap("TC5024", { pages: needed, limit: MEMORY_PAGES_MAXIMUM });
}

/** The place of a spawn that is refused; it has no ticket yet. */
function refusedAt(thread: ManifestThread): string {
  const where = placeOf(thread);
  return where === "" ? "" : `The spawn that was refused is ${where}.`;
}

function describeRegion({ pointer, length }: Region): string {
  return `${pointer}+${length}`;
}

function overlap(left: Region, right: Region): boolean {
  return left.pointer < right.pointer + right.length && right.pointer < left.pointer + left.length;
}

/** Regions lie in memory and overlap neither each other nor those of the frame's live threads. */
function checkRegions(execution: MainExecution, frame: Frame, regions: readonly Region[]): void {
  if (regions.length === 0) return;
  const memory = frame.guest.bytes.length;
  for (const [i, region] of regions.entries()) {
    const name = describeRegion(region);
    if (region.length === 0 || region.pointer + region.length > memory) frame.trap("TC4010", { region: name });
    const twice = regions.slice(0, i).find((earlier) => overlap(earlier, region));
    if (twice) {
      frame.trap(
        "TC4008",
        { region: name, owner: "itself" },
        `It overlaps ${describeRegion(twice)} of the same spawn.`,
      );
    }
  }
  for (const row of execution.ledger.liveOf(frame)) {
    for (const region of regions) {
      const lent = row.regions.find((other) => overlap(other, region));
      if (lent) frame.trap("TC4008", { region: describeRegion(region), owner: execution.ledger.name(row.ticket) });
    }
  }
}

/** Slots are listed once, free, not stale, and not too many (S-13, S-14, S-3). */
function checkSlots(execution: MainExecution, frame: Frame, { keys, thread }: SpawnArguments): void {
  const count = keys.length / CELL_BYTES;
  if (count === 0) return;
  if (frame.context.readOnly) frame.trap("TC5019", { import: "thread_spawn" }, "It reserves slots.");
  const total = execution.ledger.reservedSlots + count;
  if (total > SLOTS_PER_TRANSACTION_MAXIMUM) {
    frame.trap("TC4007", { count: total, limit: SLOTS_PER_TRANSACTION_MAXIMUM });
  }
  const seen = new KeyTable(0, count);
  forEachReserved(frame.contract.index, keys, (key) => {
    const slot = hexadecimal(cellBytes(key, 1));
    if (seen.find(key) >= 0) frame.trap("TC4003", { slot }, refusedAt(thread));
    seen.add(key);
    const holder = execution.reservations.owner(key);
    if (holder !== 0) frame.trap("TC4002", { slot, owner: execution.ledger.name(holder) }, refusedAt(thread));
    checkStale(execution, frame, thread, key, slot);
  });
}

function checkStale(
  execution: MainExecution,
  frame: Frame,
  thread: ManifestThread,
  key: Uint32Array,
  slot: string,
): void {
  const { generation } = frame;
  if (generation === null || !generation.live) return;
  const writer = generation.writerOf(key);
  if (writer < 0) return;
  const { ledger } = execution;
  const detail = staleDetail(execution.describeWriter(writer), ledger.describe(generation.firstTicket));
  execution.tracer?.blame(writer);
  frame.trap("TC4005", { slot }, detail, refusedAt(thread));
}
