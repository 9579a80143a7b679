/**
 * Imports that every host of a threaded contract provides (module `env`).
 *
 * Pointers are byte addresses in linear memory; a managed `ArrayBuffer` or `StaticArray` is passed by its own address.
 * Contracts use the typed modules beside this file; nothing here is re-exported from the package root.
 */

/** Ends the call at once with `status` and the bytes `[data, data + length)`; 0 is success, anything else reverts. */
@external("env", "exit")
export declare function host_exit(status: u32, data: usize, length: u32): void;

/** Copies a slice of the 344 byte environment buffer, zero padded to `length`. */
@external("env", "environment")
export declare function host_environment(offset: u32, length: u32, output: usize): void;

/** Copies a slice of this call's calldata, zero padded to `length`. */
@external("env", "calldata")
export declare function host_calldata(offset: u32, length: u32, output: usize): void;

/** Reads 32 bytes of storage at a 32 byte key. */
@external("env", "load")
export declare function host_load(key: usize, output: usize): void;

/** Writes 32 bytes of storage at a 32 byte key; zeros remove the slot. */
@external("env", "store")
export declare function host_store(key: usize, value: usize): void;

/** Calls another contract; the result's length is written big endian at `resultLength`. Returns the callee's status. */
@external("env", "call")
export declare function host_call(address: usize, calldata: usize, length: u32, resultLength: usize): u32;

/** Copies a slice of the last call's result, zero padded to `length`. */
@external("env", "callResult")
export declare function host_callResult(offset: u32, length: u32, output: usize): void;

/** Emits an event: u32BE name length, name, u32BE data length, data. */
@external("env", "emit")
export declare function host_emit(data: usize, length: u32): void;

/** Writes the SHA-256 digest (32 bytes) of `[data, data + length)`. */
@external("env", "sha256")
export declare function host_sha256(data: usize, length: u32, output: usize): void;

/** Writes the RIPEMD-160 digest (20 bytes) of `[data, data + length)`. */
@external("env", "ripemd160")
export declare function host_ripemd160(data: usize, length: u32, output: usize): void;

/** The kind of account at an address: 0 none or externally owned, 1 contract. */
@external("env", "accountType")
export declare function host_accountType(address: usize): u32;

/** Writes the 32 byte hash of the block at `height`. */
@external("env", "blockHash")
export declare function host_blockHash(height: u64, output: usize): void;

/** Forks a thread at a table entry; see the thread imports in the package's README. Returns its handle. */
@external("env", "thread_spawn")
export declare function host_thread_spawn(
  entry: u32, environment: usize, gas: u64, slots: usize, slotCount: i32, regions: usize, regionCount: u32, tag: u32,
): u64;

/** Waits for a thread and commits it. `mode`: 0 keeps the gas, 1 refunds it, 2 refunds it and reports a failure as status. */
@external("env", "thread_join")
export declare function host_thread_join(handle: u64, mode: u32, tag: u32): u32;

/** Byte length of the last joined thread's result, or of its failure message. */
@external("env", "thread_result_length")
export declare function host_thread_result_length(): u32;

/** Copies the last joined thread's result, or its failure message. */
@external("env", "thread_result")
export declare function host_thread_result(output: usize): void;

/** Numeric code of the last try-joined failure, 0 after a success. */
@external("env", "thread_result_code")
export declare function host_thread_result_code(): u32;

/** Sets the result bytes of the running thread. */
@external("env", "thread_return")
export declare function host_thread_return(data: usize, length: u32): void;

/** 0 in the main thread, 1 in a thread or in a call made below one. */
@external("env", "thread_context")
export declare function host_thread_context(): u32;

/** Writes 32 bytes derived from the transaction, the thread's ticket and its entry. */
@external("env", "thread_seed")
export declare function host_thread_seed(output: usize): void;

/** Writes the `index`-th key that the last join committed; returns 0 past the end. */
@external("env", "thread_committed")
export declare function host_thread_committed(index: u32, key: usize): u32;
