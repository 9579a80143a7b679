/**
 * What an editor sees as `@btc-vision/btc-runtime/threading`. `asc` compiles threading.ts, which infers some types in ways that
 * TypeScript does not have.
 */
import { Slot } from "@threaded-contract/sdk/assembly/slot";
import { ThreadHandle } from "@threaded-contract/sdk/assembly/threading";

export {
  thread_spawn, thread_spawn_with_memory, thread_join, thread_join_with_refund, thread_join_with_storage_commit, thread_try_join,
  ThreadHandle, Thread,
} from "@threaded-contract/sdk/assembly/threading";
export { ThreadResult, ThreadStatus } from "@threaded-contract/sdk/assembly/result";
export { SharedMemory } from "@threaded-contract/sdk/assembly/memory";
export { Slot, slot, slotOfSegments } from "@threaded-contract/sdk/assembly/slot";

/**
 * Forks a thread that may write the listed storage slots. Its writes are committed at the join. A slot can be reserved by one live
 * thread only.
 *
 * @param slots from `slotOf`, `slotOfEntry`, `slotOfElement`, `slotOfLength`, `slotsOf` or `Slot.fromBytes`
 */
export declare function thread_spawn_with_reservation<T>(gas: u64, slots: Slot[] | Uint8Array[], fn: () => T): ThreadHandle;

/** The slot of a stored value: `StoredU256`, `StoredU64`, `StoredU32`, `StoredBoolean` or `StoredAddress`. */
export declare function slotOf<S>(object: S): Slot;

/** The slot of one entry of a map: `AddressMemoryMap`, `StoredMapU256`, `Nested` or a `KeyMerger`. */
export declare function slotOfEntry<M, K>(map: M, key: K): Slot;

/** The slot that holds one element of a stored array. Several elements share a slot: whoever writes one of them needs all of it. */
export declare function slotOfElement<A>(array: A, index: u32): Slot;

/** The slot that holds the length of a stored array: who pushes or shifts writes it. */
export declare function slotOfLength<A>(array: A): Slot;

/** All slots of a stored text of up to `maximum` bytes of UTF-8, or of a stored array of up to that many elements. */
export declare function slotsOf<A>(object: A, maximum: u32): Slot[];

/** Makes a storage object read its slots anew: one that a joined thread wrote through another object of the same pointer. */
export declare function refresh<S>(object: S): void;
