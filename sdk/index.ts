export {
  thread_spawn,
  thread_spawn_with_reservation,
  thread_spawn_with_memory,
  thread_join,
  thread_join_with_refund,
  thread_join_with_storage_commit,
  thread_try_join,
  ThreadHandle,
  Thread,
} from "./assembly/threading";
export { ThreadResult, ThreadStatus } from "./assembly/result";
export { SharedMemory } from "./assembly/memory";
export { Slot, slot, slotOfSegments } from "./assembly/slot";
export { Storage } from "./assembly/storage";
export { Stored, StoredMap } from "./assembly/stored";
export { StoredBytes, StoredString } from "./assembly/stored-bytes";
export { StoredArray } from "./assembly/stored-array";
export { Address, Hash } from "./assembly/address";
export { Block, Context, Transaction } from "./assembly/context";
export { call, contract, CallResult, ContractReference, MethodCall, RawCallResult } from "./assembly/call";
export { emit, emitEvent } from "./assembly/event";
export { sha256, ripemd160 } from "./assembly/crypto";
export { revert, require } from "./assembly/revert";
export { __tc_AbiWriter as AbiWriter } from "./assembly/abi-writer";
export { __tc_AbiReader as AbiReader } from "./assembly/abi-reader";
import "./assembly/dispatch";
