import { invariant } from "../errors";
import type { Frame } from "../frame/frame";
import { mainOf, type MainExecution } from "../frame/main-execution";
import { addGas } from "../gas/arithmetic";
import { spawnFee } from "../gas/thread-charges";
import { CELL_BYTES, noBytes } from "../storage/words";
import type { Region, ThreadJob } from "./backend";
import { encodeDeployed } from "./deployed";
import { Generation } from "./generation";
import type { ThreadRow } from "./ledger";
import { forEachReserved } from "./reserved";
import { readSpawn, type RawSpawn, type SpawnArguments } from "./spawn-arguments";
import { checkSpawn } from "./spawn-checks";

const noRegions: readonly number[] = [];

/**
 * `thread_spawn`: validates everything, then charges, then reserves, then takes the snapshot, then starts. A spawn that is
 * refused leaves nothing behind but its charge (G-15).
 *
 * @returns the handle
 */
export function spawnThread(frame: Frame, raw: RawSpawn): bigint {
  if (frame.phase === "start") frame.trap("TC5022", {});
  const execution = mainOf(frame);
  const spawn = readSpawn(frame, raw);
  const pages = checkSpawn(execution, frame, spawn);
  const fee = spawnFee(execution.world.schedule, {
    budget: spawn.budget,
    slotCount: spawn.keys.length / CELL_BYTES,
    regionByteCounts: spawn.regions.length === 0 ? noRegions : spawn.regions.map((region) => region.length),
    imageBytes: frame.guest.bytes.length,
  });
  frame.chargeStrictly(addGas(spawn.budget, fee));
  const ticket = execution.ledger.nextTicket;
  forEachReserved(frame.contract.index, spawn.keys, (key) => execution.reservations.hold(key, ticket));
  const row = enterLedger(execution, frame, spawn, pages, fee);
  frame.updatePageLimit();
  execution.backend.start(makeJob(execution, frame, row));
  invariant(row.state === "live" && execution.ledger.unjoined > 0, "a spawned thread is live");
  return row.handle;
}

function enterLedger(
  execution: MainExecution,
  frame: Frame,
  spawn: SpawnArguments,
  pages: number,
  fee: bigint,
): ThreadRow {
  const { ledger, overlay } = execution;
  const ticket = ledger.nextTicket;
  if (frame.generation === null || !frame.generation.live) {
    frame.generation = new Generation(ledger.nextGeneration(), ticket, overlay);
  }
  invariant(frame.generation.id > 0, "a thread has a generation");
  const row: ThreadRow = {
    ticket,
    handle: ledger.mint.make(ticket, frame.generation.id),
    frame,
    contract: frame.contract,
    generation: frame.generation,
    thread: spawn.thread,
    environment: spawn.environment,
    budget: spawn.budget,
    fee,
    reservation: spawn.keys,
    regions: spawn.regions,
    lent: collectRegions(frame.guest.bytes, spawn.regions),
    pages,
    deployed: execution.world.deployedSoFar(),
    state: "live",
    outcome: null,
    settlement: null,
    committedAt: 0,
    ticketsAtJoin: 0,
    undone: false,
  };
  ledger.add(row, spawn.keys.length / CELL_BYTES);
  return row;
}

function makeJob(execution: MainExecution, frame: Frame, row: ThreadRow): ThreadJob {
  const { generation } = row;
  const { warmth } = execution;
  return {
    ticket: row.ticket,
    contract: row.contract.index,
    code: execution.world.codeOf(row.contract),
    deployed: encodeDeployed(row.deployed),
    entry: row.thread.entry,
    environment: row.environment,
    gas: row.budget,
    pageLimit: row.pages,
    stackBytes: frame.instance.stack,
    pages: frame.guest.pages,
    image: frame.guest.bytes,
    globals: frame.instance.readGlobals(),
    generation: generation.id,
    snapshot: generation.snapshot,
    stale: generation.staleSlots(execution),
    reservation: row.reservation,
    regions: row.regions,
    counters: { calls: execution.calls, depth: frame.depth, warm: warmth?.publish() ?? noBytes },
    context: frame.context,
  };
}

/** The bytes of regions, one after the other. */
export function collectRegions(memory: Uint8Array, regions: readonly Region[]): Uint8Array {
  if (regions.length === 0) return noBytes;
  const bytes = new Uint8Array(regions.reduce((sum, region) => sum + region.length, 0));
  let at = 0;
  for (const { pointer, length } of regions) {
    bytes.set(memory.subarray(pointer, pointer + length), at);
    at += length;
  }
  invariant(at === bytes.length, "every region is collected");
  return bytes;
}
