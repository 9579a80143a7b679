import { forms, type Form } from "./form";

const spawn = (body: string, type = "u32") => `thread_spawn<${type}>(1000, (): ${type} => ${body})`;
/** Spawns it and returns what its join gives. */
const run = (body: string) => `const h = ${spawn(body)}; return JOIN<u32>(h);`;
const box =
  "class $A { v: u32 = 1; list: u32[] = [1]; add(k: u32): void { this.v += k; } sum(k: u32): u32 { return this.v + k; } }";
const maybe = "class $A { v: u32 = 1; } function $B(k: u32): $A | null { return k == 0 ? null : new $A(); }";

/** TC1xxx: the form of a spawn and of its closure. */
export const shapeForms: readonly Form[] = [
  ...forms(
    "TC1001",
    [
      ["return JOIN<u32>(thread_spawn<u32>(1000, $A));", "function $A(): u32 { return 1; }"],
      "const g = (): u32 => 1; return JOIN<u32>(thread_spawn<u32>(1000, g));",
      "return JOIN<u32>(thread_spawn<u32>(1000, c ? (): u32 => 1 : (): u32 => 2));",
      ["return JOIN<u32>(thread_spawn<u32>(1000, $A.go));", "class $A { static go(): u32 { return 1; } }"],
      ["return JOIN<u32>(thread_spawn<u32>(1000, $A()));", "function $A(): () => u32 { return (): u32 => 1; }"],
      "const all: Array<() => u32> = [(): u32 => 1]; return JOIN<u32>(thread_spawn<u32>(1000, all[0]));",
    ],
    [
      "return JOIN<u32>(thread_spawn<u32>(1000, (): u32 => work(x)));",
      "return JOIN<u32>(thread_spawn<u32>(1000, (): u32 => { return work(x); }));",
      "return JOIN<u32>(thread_spawn<u32>(1000, ((): u32 => work(x))));",
      "return JOIN<u32>(thread_spawn<u32>(1000, function (): u32 { return work(x); }));",
      ["return JOIN<u32>(thread_spawn<u32>(1000, (): u32 => $A()));", "function $A(): u32 { return 1; }"],
    ],
  ),
  ...forms(
    "TC1002",
    [
      "return JOIN<u32>(thread_spawn(1000, () => work(x)));",
      "const h = thread_spawn(1000, () => { return work(x); }); return JOIN<u32>(h);",
      `return JOIN<u32>(thread_spawn_with_reservation(1000, ["a"], () => { Storage.set<u32>("a", x); return x; }));`,
      "return JOIN<u32>(thread_spawn_with_memory(1000, [SharedMemory.allocate(8)], () => work(x)));",
    ],
    [
      "return JOIN<u32>(thread_spawn<u32>(1000, () => work(x)));",
      "return JOIN<u32>(thread_spawn(1000, (): u32 => work(x)));",
      "return JOIN<u32>(thread_spawn(1000, (): u32 => { return work(x); }));",
      `return JOIN<u32>(thread_spawn_with_reservation<u32>(1000, ["a"], () => { Storage.set<u32>("a", x); return x; }));`,
    ],
  ),
  ...forms(
    "TC1003",
    [
      [
        "return thread_join<$A>(thread_spawn<$A>(1000, (): $A => new $A())).go();",
        "class $A { go: () => u32 = (): u32 => 1; }",
      ],
      [
        "return thread_join<$B>(thread_spawn<$B>(1000, (): $B => new $B())).a.length;",
        "class $A { go: () => u32 = (): u32 => 1; } class $B { a: $A[] = []; }",
      ],
      "return thread_join<() => u32>(thread_spawn<() => u32>(1000, (): () => u32 => (): u32 => 1))();",
      [
        "return thread_join<$A>(thread_spawn<$A>(1000, (): $A => new $A())).h == null ? 1 : 2;",
        "class $A { h: ThreadHandle | null = null; }",
      ],
    ],
    [
      "return thread_join<string>(thread_spawn<string>(1000, (): string => work(x).toString())).length;",
      [
        "return thread_join<$A>(thread_spawn<$A>(1000, (): $A => new $A())).v;",
        "class $A { v: u32 = 1; next: $A | null = null; }",
      ],
      "return thread_join<Map<string, u64[]>>(thread_spawn<Map<string, u64[]>>(1000, (): Map<string, u64[]> => new Map<string, u64[]>())).size;",
      "return thread_join<u32[][]>(thread_spawn<u32[][]>(1000, (): u32[][] => [[x]])).length;",
      "return <u32>thread_join<bool>(thread_spawn<bool>(1000, (): bool => x > 3));",
    ],
    { stage: "module" },
  ),
  ...forms(
    "TC1004",
    [
      run("{ x = 5; return x; }"),
      run("{ x += 5; return x; }"),
      run("{ x++; return 1; }"),
      run("{ if (c) --x; return 1; }"),
      "let sum: u32 = 0; const h = " + spawn("{ sum = work(x); return 1; }") + "; return JOIN<u32>(h) + sum;",
      "let list: u32[] = []; const h = " + spawn("{ list = [x]; return 1; }") + "; return JOIN<u32>(h) + list.length;",
      run("{ for (let i = 0; i < 3; i++) { x *= 2; } return 1; }"),
    ],
    [
      run("{ let own = x; own += 5; own++; return own; }"),
      run("{ let x: u32 = 1; x = 2; return x; }"),
      "let sum: u32 = 0; const h = " + spawn("work(x)") + "; sum = JOIN<u32>(h); return sum;",
      run("x == 1 || x <= 5 ? 1 : 2"),
      run("{ let sum: u32 = 0; for (let i: u32 = 0; i < 3; i++) { sum += i; } return sum; }"),
    ],
  ),
  ...forms(
    "TC1005",
    [
      "const list: u32[] = [x]; " + run("{ list.push(1); return 1; }"),
      "const list: u32[] = [x]; " + run("{ list[0] = 7; return 1; }"),
      "const o = new $A(); " + run("{ o.v = 7; return 1; }"),
      "const o = new $A(); " + run("{ o.v++; return o.v; }"),
      "const o = new $A(); " + run("{ o.list.push(1); return o.v; }"),
      [run("{ $B = x; return 1; }"), "let $B: u32 = 0;"],
      "const m = new Map<u32, u32>(); " + run("{ m.set(1, x); return 1; }"),
      [
        "const list: u32[] = [x]; " + run("$B(list, x)"),
        "function $B(all: u32[], k: u32): u32 { all.push(k); return k; }",
      ],
      ["const o = new $A(); " + run("$B(x, o)"), "function $B(k: u32, o: $A): u32 { if (k > 3) o.v = k; return k; }"],
    ],
    [
      run("{ const own: u32[] = [x]; own.push(1); own[0] = 2; return own[0]; }"),
      run("{ const o = new $A(); o.v = 7; o.list.push(1); return o.v; }"),
      "const list: u32[] = [x]; " + run("list[0] + list.length"),
      "const o = new $A(); " + run("o.v + o.sum(x)"),
      [
        "const list: u32[] = [x]; " + run("$B(list, x)"),
        "function $B(all: u32[], k: u32): u32 { const own = all.slice(0); own.push(k); return own[0]; }",
      ],
      [
        "const o = new $A(); " + run("$B(x, o)"),
        "function $B(k: u32, o: $A): u32 { o = new $A(); o.v = k; return o.v; }",
      ],
      "const list: u32[] = [x]; " + run("{\n// threaded-contract: allow TC1005\nlist.push(1); return list.length; }"),
    ],
    { declare: box },
  ),
  ...forms(
    "TC1006",
    [
      run("{ const g = (): u32 => x + 1; return g(); }"),
      "const list: u64[] = [1]; " + run("<u32>list.reduce<u64>((s: u64, y: u64): u64 => s + y + x, 0)"),
      run("{ const g = function (y: u32): u32 { return x * y; }; return g(1); }"),
      run("{ const g = (y: u32): u32 => { if (c) return y; return 2; }; return g(1); }"),
      run("{ function g(y: u32): u32 { return y + x; } return g(1); }"),
    ],
    [
      run("{ const g = (y: u32): u32 => y + 1; return g(x); }"),
      run("{ const g = (x: u32): u32 => x + 1; return g(x); }"),
      [
        "const list: u64[] = [1]; " + run("<u32>list.reduce<u64>((s: u64, y: u64): u64 => s + y + $A, 0)"),
        "const $A: u32 = 3;",
      ],
      run("{ const g = (y: u32): u32 => { const own = y; return own; }; return g(x); }"),
    ],
  ),
  ...forms(
    "TC1009",
    [
      "const p = $B(x); if (!p) return 0; " + run("p.v"),
      "const p = $B(x); if (p == null) return 0; " + run("work(p.v)"),
      "const p = $B(x); if (p != null) { " + run("p.v") + " } return 0;",
      "const p = $B(x); if (p) { " + run("{ const k = p.v; return k; }") + " } return 0;",
    ],
    [
      "const p = $B(x); if (!p) return 0; const own = p; " + run("own.v"),
      "const p = $B(x); " + run("p ? p.v : 0"),
      "const p = $B(x); if (p == null) return 0; " + run("p!.v"),
      "const p = new $A(); " + run("p.v"),
    ],
    { declare: maybe },
  ),
  ...forms(
    "TC1010",
    [
      "type List<T> = T[]; " + run("{ const list: List<u32> = [x]; return list[0]; }"),
      "type Pair<T> = T; " + run("sizeof<Pair<u32>>()"),
    ],
    [
      "type Price = u32; " + run("{ const p: Price = x; return p; }"),
      run("{ type Price = u32; const p: Price = x; return p; }"),
      [run("{ const p: $A<u32> = x; return p; }"), "type $A<T> = T;"],
    ],
  ),
  ...forms(
    "TC1011",
    [
      "const h = " + spawn("work(y)") + "; const y: u32 = 5; return JOIN<u32>(h);",
      "const r = JOIN<u32>(" + spawn("work(r)") + "); return r;",
    ],
    ["const y: u32 = 5; " + run("work(y)"), "const r = JOIN<u32>(" + spawn("work(x)") + "); return r;"],
  ),
  ...forms(
    "TC1013",
    [
      "return JOIN<u32>(thread_spawn<u32>(1000, (k: u32): u32 => work(k)));",
      "return JOIN<u32>(thread_spawn<u32>(1000, (k: u32, l: bool): u32 => { return work(k); }));",
      "return JOIN<u32>(thread_spawn<u32>(1000, function (k: u32 = 1): u32 { return work(k); }));",
    ],
    [run("work(x)"), run("{ const g = (k: u32): u32 => k; return g(x); }")],
  ),
  ...forms(
    "TC1014",
    [
      "return JOIN<u32>(thread_spawn<u32>((): u32 => work(x)));",
      `return JOIN<u32>(thread_spawn<u32>(1000, ["a"], (): u32 => work(x)));`,
      "return JOIN<u32>(thread_spawn_with_reservation<u32>(1000, (): u32 => work(x)));",
      "return JOIN<u32>(thread_spawn_with_memory<u32>(1000, (): u32 => work(x)));",
      "return JOIN<u32>(thread_spawn<u32>());",
    ],
    [
      run("work(x)"),
      `return JOIN<u32>(thread_spawn_with_reservation<u32>(1000, ["a"], (): u32 => { Storage.set<u32>("a", x); return x; }));`,
      "return JOIN<u32>(thread_spawn_with_memory<u32>(1000, [SharedMemory.allocate(8)], (): u32 => work(x)));",
    ],
  ),
];
