import { testRule } from "./harness/rule-table";

testRule("TC2008", {
  valid: [
    {
      name: "a join in the caller",
      code: `export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(1)); return thread_join<u32>(h); }`,
    },
    {
      name: "a function that joins, called by the caller",
      code: `function end(h: ThreadHandle): u32 { return thread_join<u32>(h); } export function f(): u32 { return end(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "the value of a join, captured",
      code: `export function f(): u32 { const a = thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); const h = thread_spawn<u32>(1000, (): u32 => work(a)); return thread_join<u32>(h); }`,
    },
    {
      name: "a join after another",
      code: `export function f(): u32 { const a = thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); return a + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a join in the arguments of a spawn",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(<u64>thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))), (): u32 => work(1))); }`,
    },
    {
      name: "a function of the caller with the thread's name",
      code: `class A { end(h: ThreadHandle): u32 { return thread_join<u32>(h); } go(x: u32): u32 { return x; } } export function f(): u32 { const a = new A(); const r = thread_join<u32>(thread_spawn<u32>(1000, (): u32 => a.go(1))); return r + a.end(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a try-join in the caller",
      code: `export function f(): bool { return thread_try_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))).ok; }`,
    },
    {
      name: "a join under a constant that is false",
      code: `function end(h: ThreadHandle | null): u32 { if (false) return thread_join<u32>(h!); return 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => end(null))); }`,
    },
    {
      name: "a function that joins and that no thread calls",
      code: `function end(h: ThreadHandle | null): u32 { return h == null ? 0 : thread_join<u32>(h); } export function f(): u32 { return end(null) + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a join in a getter of the caller",
      code: `class A { get v(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); } } export function f(): u32 { return new A().v; }`,
    },
  ],
  invalid: [
    {
      name: "a join of a captured handle",
      code: `export function f(): u32 {
        const a = thread_spawn<u32>(1000, (): u32 => work(1));
        const b = ‹thread_spawn<u32>(1000, (): u32 => «thread_join<u32>(a)»)›;
        return thread_join<u32>(a) + thread_join<u32>(b);
      }`,
      also: ["TC2009"],
    },
    {
      name: "a join in a function that the thread calls",
      alone: true,
      code: `function end(h: ThreadHandle | null): u32 { return h == null ? 0 : «thread_join<u32>(h)»; }
      export function f(): u32 { const b = ‹thread_spawn<u32>(1000, (): u32 => end(null))›; return thread_join<u32>(b); }`,
    },
    {
      name: "a try-join in a method that the thread calls",
      alone: true,
      code: `class Pool { end(h: ThreadHandle | null): bool { return h == null ? false : «thread_try_join<u32>(h)».ok; } run(): bool { const b = thread_spawn<bool>(1000, (): bool => this.end(null)); return thread_join<bool>(b); } }
      export function f(): bool { return new Pool().run(); }`,
    },
    {
      name: "a refunding join of a captured handle",
      code: `export function f(): u32 { const a = thread_spawn<u32>(1000, (): u32 => work(1)); const b = thread_spawn<u32>(1000, (): u32 => { return «thread_join_with_refund<u32>(a)»; }); return thread_join<u32>(a) + thread_join<u32>(b); }`,
      also: ["TC2009"],
    },
    {
      name: "a try-join of a captured handle",
      code: `export function f(): u32 { const a = thread_spawn<u32>(1000, (): u32 => work(1)); const b = thread_spawn<u32>(1000, (): u32 => «thread_try_join<u32>(a)».ok ? 1 : 2); return thread_join<u32>(a) + thread_join<u32>(b); }`,
      also: ["TC2009"],
    },
    {
      name: "a join of a captured array",
      code: `export function f(): u32 { const all: ThreadHandle[] = [thread_spawn<u32>(1000, (): u32 => work(1))]; const b = thread_spawn<u32>(1000, (): u32 => «thread_join<u32>(all[0])»); return thread_join<u32>(all[0]) + thread_join<u32>(b); }`,
      also: ["TC2009"],
    },
    {
      name: "a join in an inner function of the body",
      code: `export function f(): u32 { const b = thread_spawn<u32>(1000, (): u32 => { const g = (h: ThreadHandle | null): u32 => h == null ? 0 : «thread_join<u32>(h)»; return g(null); }); return thread_join<u32>(b); }`,
    },
    {
      name: "a join in a getter",
      code: `class A { h: ThreadHandle | null = null; get v(): u32 { const h = this.h; return h == null ? 0 : «thread_join<u32>(h)»; } } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => new A().v)); }`,
      alone: true,
    },
    {
      name: "a join in a generic function",
      code: `function end<T>(h: ThreadHandle | null, other: T): T { return h == null ? other : «thread_join<T>(h)»; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => end<u32>(null, 1))); }`,
      alone: true,
    },
    {
      name: "a join in another file",
      code: `import { end } from "./end"; export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => end(null))); }`,
      alone: true,
      files: {
        "end.ts": `import { thread_join, ThreadHandle } from "@threaded-contract/sdk"; export function end(h: ThreadHandle | null): u32 { return h == null ? 0 : «thread_join<u32>(h)»; }`,
      },
    },
  ],
});
