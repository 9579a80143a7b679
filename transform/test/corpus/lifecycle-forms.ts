import { forms, type Form } from "./form";

const fill =
  "const all: ThreadHandle[] = []; for (let i: u32 = 0; i < x; i++) all.push(thread_spawn<u32>(1000, (): u32 => work(i))); let sum: u32 = 0; ";
const whole = "for (let i = 0; i < all.length; i++) sum += JOIN<u32>(all[i]); return sum;";
const start = "function $A(x: u32): ThreadHandle { return thread_spawn<u32>(1000, (): u32 => work(x)); }";
const end = "function $B(h: ThreadHandle): u32 { return JOIN<u32>(h); }";

/** TC2xxx: every handle is joined exactly once. */
export const lifecycleForms: readonly Form[] = [
  ...forms(
    "TC2001",
    [
      "const h = SPAWN; return x;",
      "const h = SPAWN; if (c) return JOIN<u32>(h); return 0;",
      "const h = SPAWN; if (c) return 0; return JOIN<u32>(h);",
      "const h = SPAWN; const k = SPAWN; return JOIN<u32>(h);",
      "let h = SPAWN; h = SPAWN; return JOIN<u32>(h);",
      "let sum: u32 = 0; for (let i: u32 = 0; i < x; i++) { const h = SPAWN; if (i == 3) continue; sum += JOIN<u32>(h); } return sum;",
      "const h = SPAWN; switch (x) { case 1: return JOIN<u32>(h); case 2: return 5; default: return JOIN<u32>(h); }",
      "let h: ThreadHandle | null = null; if (c) h = SPAWN; return 1;",
      fill + "return sum;",
      ["const h = $A(x); return 1;", start],
      "const h = SPAWN; while (x > 5) { if (c) return 1; x--; } return JOIN<u32>(h);",
    ],
    [
      "const h = SPAWN; return JOIN<u32>(h);",
      "const h = SPAWN; if (c) return JOIN<u32>(h); return JOIN<u32>(h) + 1;",
      "const h = SPAWN; const k = SPAWN; return JOIN<u32>(k) + JOIN<u32>(h);",
      "const h = SPAWN; if (c) throw new Error('no'); return JOIN<u32>(h);",
      "let h: ThreadHandle | null = null; if (c) h = SPAWN; let r: u32 = 1; if (c) r = JOIN<u32>(h!); return r;",
      "let h: ThreadHandle | null = null; if (c) h = SPAWN; if (h != null) return JOIN<u32>(h); return 1;",
      "let sum: u32 = 0; for (let i: u32 = 0; i < x; i++) { const h = SPAWN; sum += JOIN<u32>(h); } return sum;",
      "let sum: u32 = 0; while (sum < x) { const h = SPAWN; sum += 1 + JOIN<u32>(h); if (sum == 7) break; } return sum;",
      "const h = SPAWN; switch (x) { case 1: return JOIN<u32>(h); default: break; } return JOIN<u32>(h) + 2;",
      fill + whole,
      ["const h = $A(x); return $B(h);", start + end],
      "const h = SPAWN; const k = h; return JOIN<u32>(k);",
      "return c ? JOIN<u32>(SPAWN) : x;",
    ],
  ),
  ...forms(
    "TC2002",
    [
      "SPAWN; return x;",
      "if (c) SPAWN; return x;",
      "return (SPAWN, x);",
      ["$A(x); return 1;", start],
      "for (let i: u32 = 0; i < x; i++) SPAWN; return x;",
      "const all: ThreadHandle[] = [SPAWN]; all.pop(); return x;",
    ],
    [
      "return JOIN<u32>(SPAWN);",
      "JOIN<u32>(SPAWN); return x;",
      ["return JOIN<u32>($A(x));", start],
      ["return $B($A(x));", start + end],
      "const all: ThreadHandle[] = [SPAWN]; return JOIN<u32>(all.pop());",
      "const all: ThreadHandle[] = [SPAWN]; return JOIN<u32>(all[0]);",
    ],
  ),
  ...forms(
    "TC2003",
    [
      "const h = SPAWN; const a = JOIN<u32>(h); return a + JOIN<u32>(h);",
      "const h = SPAWN; if (c) JOIN<u32>(h); return JOIN<u32>(h);",
      "const h = SPAWN; const k = h; return JOIN<u32>(h) + JOIN<u32>(k);",
      ["const h = SPAWN; const a = $B(h); return a + JOIN<u32>(h);", end],
      ["const h = SPAWN; return $B(h) + $B(h);", end],
      fill + "for (let i = 0; i < all.length; i++) sum += JOIN<u32>(all[i]); " + whole,
      fill + "for (let i = 0; i < all.length; i++) { JOIN<u32>(all[i]); sum += JOIN<u32>(all[i]); } return sum;",
    ],
    [
      "const h = SPAWN; const a = JOIN<u32>(h); return a + a;",
      "let h = SPAWN; const a = JOIN<u32>(h); h = SPAWN; return a + JOIN<u32>(h);",
      "const h = SPAWN; return c ? JOIN<u32>(h) : JOIN<u32>(h) + 1;",
      "const h = SPAWN; let r: u32 = 0; if (x >= 5) r = JOIN<u32>(h); if (x < 5) r = JOIN<u32>(h); return r;",
      ["const h = SPAWN; const a = $B(h); return a + JOIN<u32>(SPAWN);", end],
    ],
  ),
  ...forms(
    "TC2004",
    [
      fill + "for (let i = 0; i < all.length; i++) { sum += JOIN<u32>(all[i]); if (sum > 9) break; } return sum;",
      fill + "for (let i = 0; i < all.length; i++) { sum += JOIN<u32>(all[i]); if (sum > 9) return 1; } return sum;",
      fill + "for (let i = 0; i < all.length; i++) { if (sum > 50) break; sum += JOIN<u32>(all[i]); } return sum;",
      fill + "for (let i = 0; i < all.length; i++) { if (JOIN<u32>(all[i]) == 3) { sum = 1; break; } } return sum;",
      fill + "let i = 0; while (i < all.length) { sum += JOIN<u32>(all[i]); i++; if (sum > 9) return 1; } return sum;",
    ],
    [
      fill +
        "let any = false; for (let i = 0; i < all.length; i++) { if (JOIN<u32>(all[i]) > 9) any = true; } return any ? 1 : 2;",
      fill +
        "for (let i = 0; i < all.length; i++) { sum += JOIN<u32>(all[i]); if (sum > 900) throw new Error('no'); } return sum;",
      fill + "for (let k = 0; k < 10; k++) { if (work(k) > x) break; } " + whole,
      fill +
        "let i = 0; for (; i < all.length; i++) { sum += JOIN<u32>(all[i]); if (sum > 9) { i++; break; } } for (; i < all.length; i++) JOIN<u32>(all[i]); return sum;",
    ],
  ),
  ...forms(
    "TC2005",
    [
      fill + "for (let i = 1; i < all.length; i++) sum += JOIN<u32>(all[i]); return sum;",
      fill + "for (let i = 0; i < all.length - 1; i++) sum += JOIN<u32>(all[i]); return sum;",
      fill + "for (let i = 0; i < all.length; i += 2) sum += JOIN<u32>(all[i]); return sum;",
      fill + "for (let i: u32 = 0; i < 5; i++) sum += JOIN<u32>(all[i]); return sum;",
      fill + "for (let i = 0; i < all.length; i++) { if (i % 2 == 0) sum += JOIN<u32>(all[i]); } return sum;",
      fill + "for (let i = all.length - 1; i > 0; i--) sum += JOIN<u32>(all[i]); return sum;",
    ],
    [
      fill + whole,
      fill + "for (let i = all.length - 1; i >= 0; i--) sum += JOIN<u32>(all[i]); return sum;",
      fill + "for (let i = 0, k = all.length; i < k; i += 1) sum += JOIN<u32>(all[i]); return sum;",
      fill + "let i = 0; while (i < all.length) { sum += JOIN<u32>(all[i]); i++; } return sum;",
      fill + "for (let i: u32 = 0; i < x; i++) sum += JOIN<u32>(all[i]); return sum;",
      fill + "while (all.length > 0) sum += JOIN<u32>(all.pop()); return sum;",
    ],
  ),
  ...forms(
    "TC2006",
    [
      ["const o = new $A(); o.h = SPAWN; return JOIN<u32>(o.h!);", "class $A { h: ThreadHandle | null = null; }"],
      ["const h = SPAWN; $A = h; return JOIN<u32>($A!);", "let $A: ThreadHandle | null = null;"],
      "const m = new Map<u32, ThreadHandle>(); m.set(1, SPAWN); return JOIN<u32>(m.get(1));",
      "const h = SPAWN; const p = changetype<usize>(h); return JOIN<u32>(changetype<ThreadHandle>(p));",
    ],
    [
      "const h = SPAWN; return JOIN<u32>(h);",
      ["const h = SPAWN; return $B(h);", end],
      ["const h = SPAWN; return new $A().end(h);", "class $A { end(h: ThreadHandle): u32 { return JOIN<u32>(h); } }"],
      [
        "const o = new $A(); o.h = SPAWN; // threaded-contract: allow TC2006\nreturn JOIN<u32>(o.h!);",
        "class $A { h: ThreadHandle | null = null; }",
      ],
    ],
  ),
  ...forms(
    "TC2007",
    [
      "const h = thread_spawn<u64>(1000, (): u64 => x); return JOIN<u32>(h);",
      "const h = SPAWN; return <u32>JOIN<i32>(h);",
      "const h = SPAWN; JOIN<void>(h); return 1;",
      fill + "for (let i = 0; i < all.length; i++) sum += <u32>JOIN<u64>(all[i]); return sum;",
      "const h = thread_spawn<string>(1000, (): string => 'a'); return JOIN<u32[]>(h).length;",
    ],
    [
      "const h = thread_spawn<u64>(1000, (): u64 => x); return <u32>JOIN<u64>(h);",
      ["const h = thread_spawn<$A>(1000, (): $A => x); return JOIN<u32>(h);", "type $A = u32;"],
      "const h = thread_spawn<u32[]>(1000, (): u32[] => [x]); return JOIN<Array<u32>>(h)[0];",
      "const h = thread_spawn<void>(1000, (): void => { work(x); }); JOIN(h); return 1;",
    ],
  ),
  ...forms(
    "TC2008",
    [
      "const a = SPAWN; const b = thread_spawn<u32>(1000, (): u32 => JOIN<u32>(a)); return JOIN<u32>(a) + JOIN<u32>(b);",
    ],
    [
      "const a = JOIN<u32>(SPAWN); const b = thread_spawn<u32>(1000, (): u32 => work(a)); return JOIN<u32>(b);",
      ["return $B(SPAWN);", end],
    ],
  ),
  ...forms(
    "TC2009",
    [
      "const a = SPAWN; const b = thread_spawn<u32>(1000, (): u32 => a == null ? 1 : 2); return JOIN<u32>(a) + JOIN<u32>(b);",
      "const a = SPAWN; const b = thread_spawn<u32>(1000, (): u32 => { const k = a; return k == null ? 1 : 2; }); return JOIN<u32>(a) + JOIN<u32>(b);",
      [
        "return $A(SPAWN);",
        "function $A(a: ThreadHandle): u32 { const b = thread_spawn<u32>(1000, (): u32 => a == null ? 1 : 2); return JOIN<u32>(a) + JOIN<u32>(b); }",
      ],
    ],
    [
      "const a = JOIN<u32>(SPAWN); const b = thread_spawn<u32>(1000, (): u32 => work(a)); return JOIN<u32>(b);",
      "const h = thread_spawn<u32>(1000, (): u32 => { const h: u32 = 5; return work(h); }); return JOIN<u32>(h);",
    ],
  ),
  ...forms(
    "TC3002",
    [
      "const h = thread_spawn<u32>(1000, (): u32 => JOIN<u32>(thread_spawn<u32>(500, (): u32 => 7))); return JOIN<u32>(h);",
      "const h = thread_spawn<u32>(1000, (): u32 => { if (x > 3) { const k = thread_spawn<u32>(500, (): u32 => 7); return JOIN<u32>(k); } return 1; }); return JOIN<u32>(h);",
    ],
    ["const a = JOIN<u32>(thread_spawn<u32>(1000, (): u32 => 7)); return a + JOIN<u32>(SPAWN);"],
  ),
];
