/**
 * Every limit of the runtime, the unit last in its name.
 *
 * A limit is part of the protocol: it decides whether a call succeeds, so a change is a new version.
 * Each has a test at the limit and one past it; `test/documents/limits.test.ts` finds those that have none.
 * @see OIP-0002 §Resource Management; rulings H-10, S-14, M-7
 */

/** Handles that may be unjoined at one moment in one transaction (H-10). */
export const UNJOINED_THREADS_MAXIMUM = 256;

/** Slots one spawn may reserve (S-14). */
export const SLOTS_PER_RESERVATION_MAXIMUM = 1_024;

/** Slots all spawns of one transaction may reserve together, joined threads included (S-14). */
export const SLOTS_PER_TRANSACTION_MAXIMUM = 16_384;

/** Memory regions one spawn may lend to its thread. */
export const REGIONS_PER_SPAWN_MAXIMUM = 64;

/** Bytes of one WebAssembly page. */
export const PAGE_BYTES = 65_536;

/** Pages over the running frame, its callers and all live threads: 64 MiB (M-7). */
export const MEMORY_PAGES_MAXIMUM = 1_024;

/** Pages a thread may grow by, beyond its image, while memory is roomy. */
export const THREAD_GROWTH_ROOMY_PAGES = 16;

/** Pages a thread may grow by once memory is no longer roomy: 256 threads of one page still fit. */
export const THREAD_GROWTH_TIGHT_PAGES = 2;

/** Memory is roomy while at least this many pages are free. */
export const ROOMY_FREE_PAGES = 768;

/** Bytes of a thread's encoded result (TC5014). */
export const THREAD_RESULT_BYTES_MAXIMUM = 1_048_576;

/** Bytes of a failed thread's or call's message and revert data that are kept (F-4, F-8). */
export const FAILURE_DATA_BYTES_MAXIMUM = 4_096;

/** Bytes an `abort` message, and its file name, may have; the rest is cut. */
export const ABORT_TEXT_BYTES_MAXIMUM = 1_024;

/** Bytes of the data a transaction returns. */
export const RETURN_DATA_BYTES_MAXIMUM = 1_048_576;

/** Bytes of calldata of a transaction or a nested call. */
export const CALLDATA_BYTES_MAXIMUM = 1_048_576;

/** Bytes any other pointer and length pair of a host call may span. */
export const HOST_COPY_BYTES_MAXIMUM = 16_777_216;

/** Frames on top of each other, the first one included (TC5016). */
export const CALL_DEPTH_MAXIMUM = 32;

/** Nested calls of one transaction, threads included (TC5017). */
export const CALLS_PER_TRANSACTION_MAXIMUM = 1_024;

/** Bytes of an event's name (TC5018). */
export const EVENT_NAME_BYTES_MAXIMUM = 64;

/** Bytes of one event's data (TC5018). */
export const EVENT_DATA_BYTES_MAXIMUM = 1_048_576;

/** Bytes of the data of all events of one transaction (TC5018). */
export const EVENTS_PER_TRANSACTION_BYTES_MAXIMUM = 2_097_152;

/** Logical stack bytes of a transaction, shared by nested frames; far below the engine's physical stack. */
export const STACK_BYTES_MAXIMUM = 262_144;

/** Zeroed memories a process keeps for reuse. */
export const POOLED_MEMORIES_MAXIMUM = 8;

/** Pages above which a memory is dropped rather than kept for reuse. */
export const POOLED_MEMORY_PAGES_MAXIMUM = 256;

/** Bytes of images that a worker keeps for reuse: as many as the live threads of a transaction can have together. */
export const POOLED_IMAGES_BYTES_MAXIMUM = 67_108_864;

/** Instances a worker keeps for reuse. */
export const SPARE_INSTANCES_MAXIMUM = 16;

/** Pages of all instances that a worker keeps for reuse. */
export const SPARE_INSTANCES_PAGES_MAXIMUM = 1_024;

/** Workers of one chain. */
export const WORKERS_MAXIMUM = 64;

/** Bytes of a module that can be admitted. */
export const MODULE_BYTES_MAXIMUM = 4_194_304;

/** Bytes of one function body: compile time grows with its square (TC6005). */
export const FUNCTION_BODY_BYTES_MAXIMUM = 65_536;

/** Functions of a module, imports included. */
export const MODULE_FUNCTIONS_MAXIMUM = 16_384;

/** Imported functions of a module, repeated ones included. */
export const MODULE_IMPORTS_MAXIMUM = 1_024;

/** Function types of a module. */
export const MODULE_TYPES_MAXIMUM = 4_096;

/** Parameters of a function type. */
export const FUNCTION_PARAMETERS_MAXIMUM = 128;

/** Results of a function type, and parameters or results of a block. */
export const BLOCK_VALUES_MAXIMUM = 16;

/** Locals of a function, without its parameters. */
export const FUNCTION_LOCALS_MAXIMUM = 16_384;

/** Globals of a module. */
export const MODULE_GLOBALS_MAXIMUM = 16_384;

/** Exports of a module. */
export const MODULE_EXPORTS_MAXIMUM = 16_384;

/** Element and data segments of a module, each. */
export const MODULE_SEGMENTS_MAXIMUM = 16_384;

/** Entries of the function table. */
export const TABLE_ENTRIES_MAXIMUM = 65_536;

/** Loops of one function. */
export const FUNCTION_LOOPS_MAXIMUM = 2_000;

/** Values (locals, parameters and the deepest operand stack) × branching points of one function. */
export const FUNCTION_COMPLEXITY_MAXIMUM = 2_000_000;

/** The same, summed over the module. */
export const MODULE_COMPLEXITY_MAXIMUM = 50_000_000;

/** Blocks inside one another in one function. */
export const BLOCK_NESTING_MAXIMUM = 2_000;

/** Logical stack bytes of a call frame without its values. */
export const STACK_FRAME_BYTES = 64;

/** Bytes of one record of a journal (TC6014 for a transaction whose input is larger). */
export const JOURNAL_RECORD_BYTES_MAXIMUM = 16_777_216;

/** Bytes of an export, or of a journal by itself: both are written and read in one piece (TC6030). */
export const EXPORT_BYTES_MAXIMUM = 1_073_741_824;
