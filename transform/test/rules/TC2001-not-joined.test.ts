import { testRule } from "./harness/rule-table";

testRule("TC2001", {
  valid: [
    {
      name: "a join on the only path",
      code: `export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(1)); return thread_join<u32>(h); }`,
    },
    {
      name: "a join in both branches",
      code: `export function f(c: bool): u32 {
        const h = thread_spawn<u32>(1000, (): u32 => work(1));
        if (c) return thread_join<u32>(h);
        else return thread_join_with_refund<u32>(h);
      }`,
    },
    {
      name: "a conditional spawn joined under the same condition",
      code: `export function f(n: u32): u32 {
        let h: ThreadHandle | null = null;
        if (n > 10) h = thread_spawn<u32>(1000, (): u32 => work(1));
        let sum = work(n);
        if (n > 10) sum += thread_join<u32>(h!);
        return sum;
      }`,
    },
    {
      name: "a conditional spawn joined when it is not null",
      code: `export function f(n: u32): u32 {
        let h: ThreadHandle | null = null;
        if (n > 10) h = thread_spawn<u32>(1000, (): u32 => work(1));
        if (h != null) return thread_join<u32>(h);
        return 0;
      }`,
    },
    {
      name: "a throw, which reverts everything anyway",
      code: `export function f(n: u32): u32 {
        const h = thread_spawn<u32>(1000, (): u32 => work(1));
        if (n == 0) throw new Error("no");
        return thread_join<u32>(h);
      }`,
    },
    {
      name: "an array filled and joined in loops",
      code: `export function f(n: u32): u32 {
        const handles: ThreadHandle[] = [];
        for (let i: u32 = 0; i < n; i++) handles.push(thread_spawn<u32>(1000, (): u32 => work(i)));
        let sum: u32 = 0;
        for (let i = 0; i < handles.length; i++) sum += thread_join<u32>(handles[i]);
        return sum;
      }`,
    },
    {
      name: "a literal of spawns, joined one by one",
      code: `export function f(): u32 {
        const handles: ThreadHandle[] = [thread_spawn<u32>(1000, (): u32 => work(1)), thread_spawn<u32>(1000, (): u32 => work(2))];
        return thread_join<u32>(handles[0]) + thread_join<u32>(handles[1]);
      }`,
    },
    {
      name: "handles that a helper spawns and another one joins",
      code: `function spawnAll(n: u32): ThreadHandle[] {
        const handles = new Array<ThreadHandle>();
        for (let i: u32 = 0; i < n; i++) handles.push(thread_spawn<u32>(1000, (): u32 => work(i)));
        return handles;
      }
      function joinAll(handles: ThreadHandle[]): u32 {
        let sum: u32 = 0;
        for (let i = 0; i < handles.length; i++) sum += thread_join<u32>(handles[i]);
        return sum;
      }
      export function f(n: u32): u32 { return joinAll(spawnAll(n)); }`,
    },
    {
      name: "a thread spawned and joined in each round",
      code: `export function f(n: u32): u32 {
        let sum: u32 = 0;
        for (let i: u32 = 0; i < n; i++) { const h = thread_spawn<u32>(1000, (): u32 => work(i)); sum += thread_join<u32>(h); }
        return sum;
      }`,
    },
    {
      name: "a pipeline that joins the previous thread in each round",
      code: `export function f(n: u32): u32 {
        let h = thread_spawn<u32>(1000, (): u32 => work(0));
        let sum: u32 = 0;
        for (let i: u32 = 1; i < n; i++) { sum += thread_join<u32>(h); h = thread_spawn<u32>(1000, (): u32 => work(i)); }
        return sum + thread_join<u32>(h);
      }`,
    },
    {
      name: "two loops over the same count",
      code: `export function f(n: u32): u32 {
        const handles: ThreadHandle[] = [];
        for (let i: u32 = 0; i < n; i++) handles.push(thread_spawn<u32>(1000, (): u32 => work(i)));
        let sum: u32 = 0;
        for (let i: u32 = 0; i < n; i++) sum += thread_join<u32>(handles[i]);
        return sum;
      }`,
    },
    {
      name: "an array that is drained",
      code: `export function f(n: u32): u32 {
        const handles: ThreadHandle[] = [];
        for (let i: u32 = 0; i < n; i++) handles.push(thread_spawn<u32>(1000, (): u32 => work(i)));
        let sum: u32 = 0;
        while (handles.length > 0) sum += thread_join<u32>(handles.pop());
        return sum;
      }`,
    },
    {
      name: "a handle that a constructor joins",
      code: `class Once { constructor(public value: u32, h: ThreadHandle) { this.value = thread_join<u32>(h); } } export function f(): u32 { return new Once(1, thread_spawn<u32>(1000, (): u32 => work(1))).value; }`,
    },
  ],
  invalid: [
    {
      name: "H-4: the second of two threads (OIP-0002, bad_threading_example)",
      code: `export function f(): u32 {
        const h1 = thread_spawn<u32>(1000, (): u32 => work(1));
        const h2 = ‹thread_spawn<u32>(1000, (): u32 => work(2))›;
        const r1 = thread_join<u32>(h1);
        «return r1»;
      }`,
    },
    {
      name: "an early return",
      code: `export function f(n: u32): u32 {
        const h = ‹thread_spawn<u32>(1000, (): u32 => work(1))›;
        if (n == 0) «return 0»;
        return thread_join<u32>(h);
      }`,
    },
    {
      name: "the end of a function",
      code: `export function f(n: u32): void {
        const h = ‹thread_spawn<u32>(1000, (): u32 => work(1))›;
        if (n > 1) thread_join<u32>(h);
      «}»`,
    },
    {
      name: "a variable that is assigned again",
      code: `export function f(): u32 {
        let h = ‹thread_spawn<u32>(1000, (): u32 => work(1))›;
        «h = thread_spawn<u32>(1000, (): u32 => work(2))»;
        return thread_join<u32>(h);
      }`,
    },
    {
      name: "a thread that is lost in each round",
      code: `export function f(n: u32): void {
        for (let i: u32 = 0; i < n; i++) {
          const h = ‹thread_spawn<u32>(1000, (): u32 => work(i))›;
        «}»
      }`,
    },
    {
      name: "an array that nobody joins",
      code: `export function f(n: u32): u32 {
        const handles: ThreadHandle[] = [];
        for (let i: u32 = 0; i < n; i++) handles.push(‹thread_spawn<u32>(1000, (): u32 => work(i))›);
        «return n»;
      }`,
    },
    {
      name: "one thread of a literal",
      code: `export function f(): u32 {
        const handles: ThreadHandle[] = [thread_spawn<u32>(1000, (): u32 => work(1)), ‹thread_spawn<u32>(1000, (): u32 => work(2))›];
        «return thread_join<u32>(handles[0])»;
      }`,
    },
    {
      name: "a thread spawned by a helper",
      code: `function start(x: u32): ThreadHandle { return thread_spawn<u32>(1000, (): u32 => work(x)); }
      export function f(): u32 {
        const a = start(1);
        const b = ‹start(2)›;
        «return thread_join<u32>(a)»;
      }`,
    },
    {
      name: "a thread given to a helper that joins it only sometimes",
      code: `function finish(h: ThreadHandle, now: bool): void { if (now) thread_join<u32>(h); }
      export function f(now: bool): void {
        const h = ‹thread_spawn<u32>(1000, (): u32 => work(1))›;
        finish(h, now);
      «}»`,
    },
    {
      name: "a spawn under one condition and a join under another",
      code: `export function f(n: u32): u32 {
        let h: ThreadHandle | null = null;
        if (n > 10) h = ‹thread_spawn<u32>(1000, (): u32 => work(1))›;
        if (n > 20) return thread_join<u32>(h!);
        «return 0»;
      }`,
    },
    {
      name: "through a renamed and a namespace import",
      code: `import { thread_spawn as start } from "@threaded-contract/sdk";
      import * as sdk from "@threaded-contract/sdk";
      export function f(): u32 {
        const a = ‹start<u32>(1000, (): u32 => work(1))›;
        const b = sdk.thread_spawn<u32>(1000, (): u32 => work(2));
        «return sdk.thread_join<u32>(b)»;
      }`,
    },
    {
      name: "a break out of a switch",
      code: `export function f(n: u32): u32 {
        const h = ‹thread_spawn<u32>(1000, (): u32 => work(1))›;
        switch (n) {
          case 1: return thread_join<u32>(h);
          default: break;
        }
        «return 0»;
      }`,
    },
  ],
});
