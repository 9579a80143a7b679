import { forms, type Form } from "./form";

const spawn = "thread_spawn<u32>(1000, (): u32 => work(1))";

/** Rules about declarations, which cannot be moved into other functions. */
export const fixedForms: readonly Form[] = [
  ...forms(
    "TC1007",
    [
      ["return JOIN<u32>($A);", `const $A = ${spawn};`],
      ["return 1;", `JOIN<u32>(${spawn});`],
      ["return JOIN<u32>($A.h);", `class $A { static h: ThreadHandle = ${spawn}; }`],
      ["return $A;", `let $A: u32 = work(JOIN<u32>(${spawn}));`],
    ],
    [
      ["return $A();", `const $A = (): u32 => JOIN<u32>(${spawn});`],
      ["return $A + x;", "const $A: u32 = work(2);"],
      ["return $A.go();", `class $A { static go(): u32 { return JOIN<u32>(${spawn}); } }`],
    ],
    { isMovable: false },
  ),
  ...forms(
    "TC1008",
    ["const g = thread_spawn; return 1;", "const g = thread_join; return x;", "$A(thread_try_join); return 1;"].map(
      (body) => [body, "function $A<T>(g: T): void { }"] as const,
    ),
    [
      ["const thread_spawn = work(x); return thread_spawn;", ""],
      ["return new $A().thread_join;", "class $A { thread_join: u32 = 1; }"],
      [
        "return $B<u32>($A<u32>(1000, (): u32 => work(x)));",
        `import { thread_spawn as $A, thread_join as $B } from "@threaded-contract/sdk";`,
      ],
    ],
    { isMovable: false },
  ),
  ...forms(
    "TC1015",
    [
      `return JOIN<u32>(thread_spawn_with_reservation<u32>(1000, [1, 2], (): u32 => { Storage.set<u32>("a", x); return x; }));`,
      `return JOIN<u32>(thread_spawn_with_reservation<u32>(1000, "a", (): u32 => { Storage.set<u32>("a", x); return x; }));`,
      `return JOIN<u32>(thread_spawn_with_reservation<u32>(1000, new Set<string>(), (): u32 => { Storage.set<u32>("a", x); return x; }));`,
    ],
    [
      `return JOIN<u32>(thread_spawn_with_reservation<u32>(1000, ["a"], (): u32 => { Storage.set<u32>("a", x); return x; }));`,
      `const key = slot("a"); return JOIN<u32>(thread_spawn_with_reservation<u32>(1000, [key], (): u32 => { Storage.set<u32, Slot>(key, x); return x; }));`,
      `const s = new Stored<u32>("a"); return JOIN<u32>(thread_spawn_with_reservation<u32>(1000, [s], (): u32 => { s.value = x; return x; }));`,
    ],
    { stage: "types" },
  ),
  ...forms(
    "TC3008",
    [
      [
        "return <u32>$A(1, 0, 1000, 0, -1, 0, 0, 0);",
        `@external("env", "thread_spawn") declare function $A(e: u32, p: usize, g: u64, s: usize, c: i32, r: usize, n: u32, t: u32): u64;`,
      ],
      ["return $A(1, 0, 0);", `@external("env", "thread_join") declare function $A(h: u64, m: u32, t: u32): u32;`],
      ["return host_thread_join(1, 0, 0);", `import { host_thread_join } from "@threaded-contract/sdk/assembly/host";`],
    ],
    [
      ["return $A();", `@external("env", "inputsSize") declare function $A(): u32;`],
      ["return $A();", `@external("other", "thread_spawn") declare function $A(): u32;`],
    ],
    { isMovable: false, stage: "module" },
  ),
  ...forms(
    "TC3009",
    [
      ["$A(1); return 1;", `@external("env", "thread_lock") declare function $A(id: u64): void;`],
      ["$A(1); return 1;", `@external("env", "release_lock") declare function $A(id: u64): void;`],
    ],
    [
      ["return <u32>$A_lock(1);", "function $A_lock(id: u64): u64 { return id; }"],
      ["return $A();", `@external("other", "thread_lock") declare function $A(): u32;`],
    ],
    { isMovable: false },
  ),
];
