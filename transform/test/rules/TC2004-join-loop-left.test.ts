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
    {
      name: "a flag that is set in the loop",
      code: `export function f(n: u32): u32 { ${fill} let any = false; for (let i = 0; i < handles.length; i++) { if (thread_join<bool>(handles[i])) any = true; } return any ? 1 : 0; }`,
    },
    {
      name: "a continue after the join",
      code: `export function f(n: u32): u32 { ${fill} let s: u32 = 0; for (let i = 0; i < handles.length; i++) { if (!thread_join<bool>(handles[i])) continue; s++; } return s; }`,
    },
    {
      name: "an inner loop that is left",
      code: `export function f(n: u32): u32 { ${fill} let s: u32 = 0; for (let i = 0; i < handles.length; i++) { for (let k = 0; k < 5; k++) { if (work(k) > n) break; s++; } if (thread_join<bool>(handles[i])) s++; } return s; }`,
    },
    {
      name: "a return after the loop",
      code: `export function f(n: u32): u32 { ${fill} let s: u32 = 0; for (let i = 0; i < handles.length; i++) { if (thread_join<bool>(handles[i])) s++; } if (s > 3) return 1; return s; }`,
    },
    {
      name: "a loop that is left before anything is spawned",
      code: `export function f(n: u32): u32 { for (let i: u32 = 0; i < n; i++) { if (work(i) == 8) break; } ${fill} let s: u32 = 0; for (let i = 0; i < handles.length; i++) { if (thread_join<bool>(handles[i])) s++; } return s; }`,
    },
    {
      name: "a failed require in the loop",
      code: `import { require } from "@threaded-contract/sdk"; export function f(n: u32): u32 { ${fill} let s: u32 = 0; for (let i = 0; i < handles.length; i++) { require(thread_join<bool>(handles[i]), "not valid"); s++; } return s; }`,
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
    {
      name: "a break by a counter",
      code: `export function f(n: u32): u32 { ${fill} let s: u32 = 0; for (let i = 0; i < handles.length; i++) { if (thread_join<bool>(handles[i])) s++; if (s == 3) «break»; } return s; }`,
    },
    {
      name: "a return in a while loop",
      code: `export function f(n: u32): u32 { ${fill} let i = 0; while (i < handles.length) { if (!thread_join<bool>(handles[i])) «return 1»; i++; } return 0; }`,
    },
    {
      name: "a return before the join",
      code: `export function f(n: u32): u32 { ${fill} for (let i = 0; i < handles.length; i++) { if (n == 7) «return 9»; thread_join<bool>(handles[i]); } return 0; }`,
    },
    {
      name: "a break of a loop downwards",
      code: `export function f(n: u32): u32 { ${fill} let s: u32 = 0; for (let i = handles.length - 1; i >= 0; i--) { if (thread_join<bool>(handles[i])) «break»; s++; } return s; }`,
    },
    {
      name: "a return of a refunding join",
      code: `export function f(n: u32): u32 { ${fill} for (let i = 0; i < handles.length; i++) { if (thread_join_with_refund<bool>(handles[i])) «return 5»; } return 0; }`,
    },
    {
      name: "a break in an else branch",
      code: `export function f(n: u32): u32 { ${fill} let s: u32 = 0; for (let i = 0; i < handles.length; i++) { if (thread_join<bool>(handles[i])) s++; else «break»; } return s; }`,
    },
  ],
});
