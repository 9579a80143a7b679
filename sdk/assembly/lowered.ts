/** What the transform turns spawns into. Nothing here is for authors. */
import { host_thread_spawn } from "./host";
import { SharedMemory, packRegions } from "./memory";
import { packSlots } from "./slot";
import { ThreadHandle } from "./threading";

/** Slot count that tells the host "read-only thread". */
const READ_ONLY: i32 = -1;

/** `thread_spawn`: `entry` is the table index of the generated entry, which receives `environment`. */
// @ts-ignore: decorator
@global
export function __tc_spawn(entry: u32, environment: ArrayBuffer, gas: u64, tag: u32): ThreadHandle {
  return new ThreadHandle(host_thread_spawn(entry, changetype<usize>(environment), gas, 0, READ_ONLY, 0, 0, tag));
}

/** `thread_spawn_with_reservation`; `S` is the type of the slots argument. */
// @ts-ignore: decorator
@global
export function __tc_spawn_with_reservation<S>(
  entry: u32, environment: ArrayBuffer, gas: u64, slots: S, tag: u32,
): ThreadHandle {
  const keys = packSlots<S>(slots);
  const count = keys.byteLength >> 5;
  // Defined when btc-runtime's adapter is compiled in: it knows what a slot holds and who remembers it.
  if (isDefined(__tc_check_reservation)) __tc_check_reservation<S>(slots);
  const handle = new ThreadHandle(
    host_thread_spawn(entry, changetype<usize>(environment), gas, changetype<usize>(keys), count, 0, 0, tag),
  );
  if (isDefined(__tc_note_reservation)) __tc_note_reservation<S>(slots, handle.ticket);
  return handle;
}

/** `thread_spawn_with_memory`. */
// @ts-ignore: decorator
@global
export function __tc_spawn_with_memory(
  entry: u32, environment: ArrayBuffer, gas: u64, regions: SharedMemory[], tag: u32,
): ThreadHandle {
  const list = packRegions(regions);
  const count = <u32>list.byteLength >> 3;
  return new ThreadHandle(
    host_thread_spawn(entry, changetype<usize>(environment), gas, 0, READ_ONLY, changetype<usize>(list), count, tag),
  );
}
