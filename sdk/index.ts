export {
  thread_spawn, thread_spawn_with_reservation, thread_spawn_with_memory,
  thread_join, thread_join_with_refund, thread_join_with_storage_commit, thread_try_join,
  ThreadHandle, Thread,
} from "./assembly/threading";
export { ThreadResult, ThreadStatus } from "./assembly/result";
export { SharedMemory } from "./assembly/memory";
export { Slot, slot, slot2, slotOf, slotOfSegments } from "./assembly/slot";
export { __tc_AbiWriter as AbiWriter } from "./assembly/abi-writer";
export { __tc_AbiReader as AbiReader } from "./assembly/abi-reader";
export { revert, require } from "./assembly/revert";
import "./assembly/dispatch";
