import type { ManifestThread } from "@threaded-contract/transform";
import type { Frame } from "../frame/frame";
import { REGIONS_PER_SPAWN_MAXIMUM, SLOTS_PER_RESERVATION_MAXIMUM } from "../limits";
import { CELL_BYTES, noBytes } from "../storage/words";
import type { Region } from "./backend";

/** The number of slots that means "read-only", as passed by the SDK. */
const READ_ONLY = -1;
const REGION_BYTES = 8;
const noRegions: readonly Region[] = Object.freeze([]);

/** The arguments of `thread_spawn` as WebAssembly passes them. */
export interface RawSpawn {
  readonly entry: number;
  readonly environment: number;
  readonly gas: bigint;
  readonly slots: number;
  readonly slotCount: number;
  readonly regions: number;
  readonly regionCount: number;
  readonly tag: number;
}

/** The same, read from memory and each valid by itself. */
export interface SpawnArguments {
  readonly thread: ManifestThread;
  readonly environment: number;
  readonly budget: bigint;
  /** 32 bytes each. */
  readonly keys: Uint8Array;
  readonly regions: readonly Region[];
}

/** Reads the arguments of a spawn; what can be wrong with one alone traps here. */
export function readSpawn(frame: Frame, raw: RawSpawn): SpawnArguments {
  const entry = raw.entry >>> 0;
  const thread = frame.contract.module.threads.find((listed) => listed.entry === entry);
  const bad = (reason: string): never => frame.trap("TC5015", { import: "thread_spawn", reason });
  if (thread === undefined) return bad(`${entry} is not a thread entry of the manifest`);
  if (thread.tag !== raw.tag >>> 0) return bad("the result type is not the one in the manifest");
  const budget = BigInt.asUintN(64, raw.gas);
  if (budget === 0n) return bad("a thread needs a gas budget of at least 1");
  return {
    thread,
    environment: raw.environment >>> 0,
    budget,
    keys: readKeys(frame, raw),
    regions: readRegions(frame, raw),
  };
}

/** An empty list is the same as a read-only thread (S-15). */
function readKeys(frame: Frame, { slots, slotCount }: RawSpawn): Uint8Array {
  if (slotCount === READ_ONLY) return noBytes;
  const count = slotCount >>> 0;
  if (count > SLOTS_PER_RESERVATION_MAXIMUM) frame.trap("TC4007", { count, limit: SLOTS_PER_RESERVATION_MAXIMUM });
  return frame.guest.read("thread_spawn", slots, count * CELL_BYTES);
}

function readRegions(frame: Frame, { regions, regionCount }: RawSpawn): readonly Region[] {
  const count = regionCount >>> 0;
  if (count > REGIONS_PER_SPAWN_MAXIMUM) {
    const reason = `${count} regions are more than ${REGIONS_PER_SPAWN_MAXIMUM}`;
    frame.trap("TC5015", { import: "thread_spawn", reason });
  }
  if (count === 0) return noRegions;
  const { guest } = frame;
  const start = guest.check("thread_spawn", regions, count * REGION_BYTES);
  return Array.from({ length: count }, (_, i): Region => {
    const at = start + i * REGION_BYTES;
    return { pointer: guest.view.getUint32(at, true), length: guest.view.getUint32(at + 4, true) };
  });
}
