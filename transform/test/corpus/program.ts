/** What the checker has to say about a program. */
export type Verdict =
  /** It breaks the rule, and must be refused for it. */
  | "forbidden"
  /** It keeps all rules, and must be accepted. */
  | "allowed"
  /** It would never break the rule, but nothing short of running it shows that; it is refused, as the rule's page says. */
  | "conservative";

/** What a rule looks at: syntax trees, types as the compiler finds them, or the compiled module. asc stops after a stage with errors. */
export type Stage = "syntax" | "types" | "module";

/** A program whose verdict is known by the way it was made. */
export interface CorpusProgram {
  /** Its number in the corpus. */
  readonly number?: number;
  /** The rule that it breaks, or would break. */
  readonly rule: string;
  readonly verdict: Verdict;
  /** How it was made. */
  readonly how: string;
  /** `index.ts`, which exports `f`, and further files. */
  readonly files: Readonly<Record<string, string>>;
  readonly stage: Stage;
  /** Whether the verifier of finished modules has to refuse it too. */
  readonly isVisibleInBinary: boolean;
}

/** What every file begins with. */
export const sdkImport = `import {
  thread_spawn, thread_spawn_with_reservation, thread_spawn_with_memory, thread_join, thread_join_with_refund,
  thread_join_with_storage_commit, thread_try_join, ThreadHandle, Thread, SharedMemory, Storage, Stored, StoredMap, StoredArray,
  StoredString, StoredBytes, Slot, slot, Address, Block, Context, call, emit, emitEvent, sha256, ripemd160, require, revert,
} from "@threaded-contract/sdk";
`;
