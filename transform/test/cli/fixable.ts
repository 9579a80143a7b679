/** What the programs import. */
export const sdk = `import { thread_spawn, thread_spawn_with_reservation, thread_join, ThreadHandle, Storage } from "@threaded-contract/sdk";\n`;

/** A program with «what the fix takes out|what it puts in»; everything else stays as it is, down to the last byte. */
export interface FixCase {
  readonly name: string;
  readonly code: string;
  readonly text: string;
}

/** Programs with a mistake that has a fix. */
export const fixable: readonly FixCase[] = [
  {
    name: "a slot that is missing from the list, in a file with its own ideas of format",
    code: "TC4001",
    text: `${sdk}
/* why */  export function pay( from: string,to: string ): void {   // odd   spacing stays
\tconst h = thread_spawn_with_reservation<void>(1000, [ "a:" + from«|, "b:" + from» ], (): void => {
      Storage.set<u64>("a:" + from, 1) ; Storage.set<u64>("b:" + from, 1)
  })
  thread_join( h )
}
export const unrelated = [ 1,2 , 3 ] // nor this
`,
  },
  {
    name: "two slots that are missing from a list in a variable",
    code: "TC4001",
    text: `${sdk}
function put(): void { Storage.set<u64>("c", 1); }
export function run(): void {
  const slots = ["a"«|, "b", "c"»];
  const h = thread_spawn_with_reservation<void>(1000, slots, (): void => {
    Storage.set<u64>("a", 1);
    Storage.set<u64>("b", 1);
    put();
  });
  thread_join(h);
}
`,
  },
  {
    name: "a slot that is listed twice",
    code: "TC4003",
    text: `${sdk}
export function run(): void {
  const h = thread_spawn_with_reservation<void>(1000, ["a", /* kept */ "b"«, "a"|»], (): void => {
    Storage.set<u64>("a", 1);
    Storage.set<u64>("b", 1);
  });
  thread_join(h);
}
`,
  },
  {
    name: "a slot that is never written",
    code: "TC4006",
    text: `${sdk}
export function run(): void {
  const h = thread_spawn_with_reservation<void>(1000, [«"b", |»"a"], (): void => Storage.set<u64>("a", 1));
  thread_join(h);
}
`,
  },
  {
    name: "a break that leaves the join loop",
    code: "TC2004",
    text: `${sdk}
export function verify(n: u32): bool {
  const handles: ThreadHandle[] = [];
  for (let i: u32 = 0; i < n; i++) handles.push(thread_spawn<bool>(1000, (): bool => i % 7 != 0));
  let valid = true;
  for (let i = 0; i < handles.length; i++) {
    if (!thread_join<bool>(handles[i])) {
      valid = false; // remembered
«      break;
|»    }
  }
  return valid;
}
`,
  },
  {
    name: "a return that leaves the join loop",
    code: "TC2004",
    text: `${sdk}
export function verify(n: u32): bool {
  const handles: ThreadHandle[] = [];
  for (let i: u32 = 0; i < n; i++) handles.push(thread_spawn<bool>(1000, (): bool => i % 7 != 0));
  «|let isDecided = false;
  »for (let i = 0; i < handles.length; i++) {
    if (!thread_join<bool>(handles[i])) «return false|isDecided = true»;
  }«|
  if (isDecided) return false;»
  return true;
}
`,
  },
  {
    name: "a check for null that does not hold in the thread",
    code: "TC1009",
    text: `${sdk}
class Pool { fee: u32 = 3; }
function find(id: u32): Pool | null { return id > 3 ? new Pool() : null; }
export function run(id: u32): u32 {
  const pool = find(id);
  if (pool == null) return 0;
  «|const knownPool = pool;
  »const h = thread_spawn<u32>(1000, (): u32 => «pool|knownPool».fee + «pool|knownPool».fee);
  return thread_join<u32>(h);
}
`,
  },
  {
    name: "the wrong type at a join",
    code: "TC2007",
    text: `${sdk}
export function run(): u64 {
  const h = thread_spawn<u64>(1000, (): u64 => 5);
  return thread_join«<u32>|<u64>»(h);
}
`,
  },
];

/** The program as it is written. */
export const before = (text: string): string => text.replace(/«([^|]*)\|([^»]*)»/g, "$1");
/** The program as the fix leaves it. */
export const after = (text: string): string => text.replace(/«([^|]*)\|([^»]*)»/g, "$2");
