/** A mistake that the compiler must refuse, as an author could make it in the new project's contract. */
export interface ForbiddenProgram {
  readonly what: string;
  /** The code of the rule that finds it. */
  readonly code: string;
  /** A whole contract. */
  readonly source: string;
  /** The line at which the diagnostic shows it, 1-based. */
  readonly line: number;
}

const programs: readonly (Omit<ForbiddenProgram, "line"> & { readonly at: string })[] = [
  {
    what: "an event in a thread",
    code: "TC3001",
    at: "emitEvent<u64>(",
    source: `import { emitEvent, thread_join, thread_spawn } from "@threaded-contract/sdk";

export function run(value: u64): u64 {
  const handle = thread_spawn<u64>(1_000_000, (): u64 => {
    log(value);
    return value;
  });
  return thread_join<u64>(handle);
}

function log(value: u64): void {
  emitEvent<u64>("ran", value);
}
`,
  },
  {
    what: "a thread that spawns a thread",
    code: "TC3002",
    at: "const inner",
    source: `import { thread_join, thread_spawn } from "@threaded-contract/sdk";

export function run(): u64 {
  const handle = thread_spawn<u64>(1_000_000, (): u64 => {
    const inner = thread_spawn<u64>(100_000, (): u64 => 1);
    return thread_join<u64>(inner);
  });
  return thread_join<u64>(handle);
}
`,
  },
  {
    what: "a write that is not reserved",
    code: "TC3003",
    at: "Storage.set",
    source: `import { Storage, thread_join, thread_spawn } from "@threaded-contract/sdk";

export function run(value: u64): void {
  const handle = thread_spawn<void>(1_000_000, (): void => {
    Storage.set<u64>("total", value);
  });
  thread_join<void>(handle);
}
`,
  },
  {
    what: "a handle that is not joined on every path",
    code: "TC2001",
    at: "const handle",
    source: `import { thread_join, thread_spawn } from "@threaded-contract/sdk";

export function run(value: u64): u64 {
  const handle = thread_spawn<u64>(1_000_000, (): u64 => value + 1);
  if (value == 0) return 0;
  return thread_join<u64>(handle);
}
`,
  },
];

/** The four things that the product is named for forbidding. */
export const forbiddenPrograms: readonly ForbiddenProgram[] = programs.map(({ at, ...program }) => ({
  ...program,
  line: program.source.split("\n").findIndex((text) => text.includes(at)) + 1,
}));
