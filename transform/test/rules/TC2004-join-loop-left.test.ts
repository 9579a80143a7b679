import { testRule } from "./harness/rule-table";

const fill = `const handles: ThreadHandle[] = [];
  for (let i: u32 = 0; i < n; i++) handles.push(thread_spawn<bool>(1000, (): bool => work(i) > 1));`;

testRule("TC2004", {
  valid: [
    {
      name: "a loop that joins all and decides after it",
      code: `export function f(n: u32): bool {
        ${fill}
        let all = true;
        for (let i = 0; i < handles.length; i++) if (!thread_join<bool>(handles[i])) all = false;
        return all;
      }`,
    },
    {
      name: "a break out of a loop that joins nothing",
      code: `export function f(n: u32): bool {
        ${fill}
        for (let i = 0; i < 10; i++) if (work(i) > n) break;
        let all = true;
        for (let i = 0; i < handles.length; i++) all = thread_join<bool>(handles[i]) && all;
        return all;
      }`,
    },
    {
      name: "a throw out of a join loop",
      code: `export function f(n: u32): bool {
        ${fill}
        for (let i = 0; i < handles.length; i++) if (!thread_join<bool>(handles[i])) throw new Error("not valid");
        return true;
      }`,
    },
    {
      name: "a break followed by a loop that joins the rest",
      code: `export function f(n: u32): bool {
        ${fill}
        let all = true, i = 0;
        for (; i < handles.length; i++) { if (!thread_join<bool>(handles[i])) { all = false; i++; break; } }
        for (; i < handles.length; i++) thread_join<bool>(handles[i]);
        return all;
      }`,
    },
  ],
  invalid: [
    {
      name: "a break at the first failure (OIP-0002, ZKBatchVerifier)",
      code: `export function f(n: u32): bool {
        const handles: ThreadHandle[] = [];
        for (let i: u32 = 0; i < n; i++) handles.push(‹thread_spawn<bool>(1000, (): bool => work(i) > 1)›);
        let allValid = true;
        for (let i = 0; i < handles.length; i++) {
          if (!thread_join_with_refund<bool>(handles[i])) {
            allValid = false;
            «break»;
          }
        }
        return allValid;
      }`,
    },
    {
      name: "a return at the first failure",
      code: `export function f(n: u32): bool {
        ${fill}
        for (let i = 0; i < handles.length; i++) {
          if (!thread_join<bool>(handles[i])) «return false»;
        }
        return true;
      }`,
    },
    {
      name: "a break before the join",
      code: `export function f(n: u32): u32 {
        ${fill}
        let sum: u32 = 0;
        for (let i = 0; i < handles.length; i++) {
          if (sum > 100) «break»;
          if (thread_join<bool>(handles[i])) sum++;
        }
        return sum;
      }`,
    },
    {
      name: "a return in a loop over a literal",
      code: `export function f(): u32 {
        const handles: ThreadHandle[] = [thread_spawn<u32>(1000, (): u32 => work(1)), thread_spawn<u32>(1000, (): u32 => work(2))];
        for (let i = 0; i < handles.length; i++) {
          const r = thread_join<u32>(handles[i]);
          if (r > 2) «return r»;
        }
        return 0;
      }`,
    },
  ],
});
