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
  ],
});
