import {
  SharedMemory, thread_join, thread_join_with_refund, thread_join_with_storage_commit, thread_spawn, thread_spawn_with_memory,
  thread_spawn_with_reservation, thread_try_join, ThreadHandle,
} from "@threaded-contract/sdk";

const GAS: u64 = 1_000_000;
let log = 0;

function named(): i32 { return 1; }

/** = 60 */
export function loops(): i64 {
  const handles: ThreadHandle[] = [];
  for (let i = 0; i < 4; i++) {
    if (i == 1) continue;
    handles.push(thread_spawn<i32>(GAS, (): i32 => i * 10));
  }
  let j = 0;
  while (true) {
    const k = j;
    if (j++ == 1) break;
    handles.push(thread_spawn<i32>(GAS, (): i32 => k + 10));
  }
  let sum = 0;
  for (let i = 0; i < handles.length; i++) sum += thread_join<i32>(handles[i]);
  return sum;
}

/** = 6 */
export function forInLoopHead(): i64 {
  let sum = 0;
  for (let i = 0, n = 3; i < n; i++) {
    sum += thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => n - i));
  }
  do { sum += 0; } while (false);
  return sum;
}

/** = 33 */
export function nestedBlocks(): i64 {
  let total = 0;
  const x = 1;
  {
    const x = 10;
    { const y = 20; total += thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => x + y)); }
    switch (x) {
      case 10: { const z = 2; total += thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => z)); break; }
      default: total = -1;
    }
  }
  return total + thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => { const y = x; return y; }));
}

/** = 27 */
export function shadowing(): i64 {
  const named = 7, x = 20;
  const handle = thread_spawn<i32>(GAS, (): i32 => {
    const inner = x;
    { const x = 1000; if (x == 0) return 0; }
    return inner + named;
  });
  return thread_join<i32>(handle);
}

/** = 42 */
export function shadowedSpawn(): i64 {
  const thread_spawn = (a: i32, f: (x: i32) => i32): i32 => f(a);
  return thread_spawn(41, (x: i32): i32 => x + 1);
}

/** = 1 */
export function globalsAreNoCaptures(): i64 { return thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => named())); }

/** = 25 */
export function innerFunctions(): i64 {
  const base = [1, 2, 3, 4];
  const handle = thread_spawn<i32>(GAS, (): i32 => base.map<i32>((x: i32): i32 => { const y = x + 1; return y * 2; }).reduce<i32>((a: i32, b: i32): i32 => a + b, -3));
  return thread_join<i32>(handle);
}

/** = 11 */
export function spawnInsideInnerFunction(): i64 {
  // A signature of its own: a thread elsewhere calls function values, and any function of the same type might be one.
  const run = (x: i32, y: u64): i32 => { const one = 1; return thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => x + one + <i32>y)); };
  return run(10, 0);
}

/** = 6 */
export function arrayLiteral(): i64 {
  const a = 1, b = 2;
  const handles = [thread_spawn<i32>(GAS, (): i32 => a), thread_spawn<i32>(GAS, (): i32 => b), thread_spawn<i32>(GAS, (): i32 => a + b)];
  let sum = 0;
  for (let i = 0; i < handles.length; i++) sum += thread_join<i32>(handles[i]);
  return sum;
}

/** = 30 */
export function ternary(): i64 {
  let sum = 0;
  for (let i = 0; i < 2; i++) {
    const handle = i == 0 ? thread_spawn<i32>(GAS, (): i32 => i + 10) : thread_spawn<i32>(GAS, (): i32 => i + 19);
    sum += thread_join<i32>(handle);
  }
  return sum;
}

/** = 5 */
export function typeArgumentOmitted(): i64 { const x = 5; return thread_join<i32>(thread_spawn(GAS, (): i32 => x)); }

/** = 6 */
export function annotationOmitted(): i64 { const x: u64 = 6; return <i64>thread_join<u64>(thread_spawn<u64>(GAS, () => x)); }

/** = 7 */
export function annotationOmittedBlock(): i64 { const x: u64 = 6; return <i64>thread_join<u64>(thread_spawn<u64>(GAS, () => { return x + 1; })); }

/** = 8 */
export function functionExpression(): i64 { const x = 7; return thread_join<i32>(thread_spawn<i32>(GAS, function (): i32 { return x + 1; })); }

/** = 9 */
export function namedFunctionExpression(): i64 { const x = 7; return thread_join<i32>(thread_spawn<i32>(GAS, function body(): i32 { return x + 2; })); }

/** = 10 */
export function parenthesized(): i64 { const x = 7; return thread_join<i32>((thread_spawn<i32>(GAS, ((): i32 => (x + 3))))); }

/** = 44 */
export function widened(): i64 { const x: u8 = 250; return thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => x + 50)); }

/** = 44 */
export function annotationNarrower(): i64 { const x: u8 = 250; return <i64>thread_join<u64>(thread_spawn<u64>(GAS, (): u8 => x + 50)); }

/** = 3 */
export function voidResults(): i64 {
  const x = 1;
  const a = thread_spawn<void>(GAS, (): void => { log = x; });
  const b = thread_spawn<void>(GAS, (): void => noop(x));
  const c = thread_spawn(GAS, (): void => { if (x == 1) return; log = 3; });
  thread_join<void>(a); thread_join(b); thread_join<void>(c);
  return log + 3;
}

function noop(x: i32): void { log += x; }

/** = 20 */
export function expressionForVoid(): i64 {
  const list = [1];
  const h = thread_spawn<void>(GAS, (): void => { list.push(2); });
  thread_join(h);
  return list.length * 20;
}

@inline function inlined(a: i32, b: i32): i32 {
  const c = a + b;
  return thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => a * 100 + b * 10 + c));
}

/** = 349 */
export function inlineCallers(): i64 { const a = 2; return inlined(a, 3) + inlined(1, 2) - 3 * a - 3; }

function withDefault(a: i32, h: ThreadHandle = thread_spawn<i32>(GAS, (): i32 => a * 2)): i32 { return thread_join<i32>(h) + a; }

/** = 90 */
export function defaultArguments(): i64 { return withDefault(10) + withDefault(20); }

/** = 5 */
export function localTypes(): i64 {
  type Count = u8;
  type Text = string;
  const text: Text = "1234", n: Count = 1;
  const handle = thread_spawn<Count>(GAS, (): Count => { const m: Count = <Count>text.length; return m + n; });
  return thread_join<u8>(handle);
}

namespace Inner {
  const hidden = 30;
  export namespace Deep {
    function helper(x: i32): i32 { return x + hidden; }
    export function run(y: i32): i32 { return thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => helper(y) + Inner.twice(y))); }
    export class Worker { value: i32 = 1; run(): i32 { return thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => helper(this.value))); } }
  }
  export function twice(x: i32): i32 { return x * 2; }
  function thread_spawn_with_memory(x: i32): i32 { return x; }
  export function own(): i32 { return thread_spawn_with_memory(6); }
}

/** = 73 */
export function namespaces(): i64 { return Inner.Deep.run(2) + new Inner.Deep.Worker().run() + Inner.own(); }

/** = 30 */
export function reservations(): i64 {
  const name = "b", x = 4;
  const a = thread_spawn_with_reservation<i32>(GAS, ["a", "a" + name], (): i32 => x * 5);
  const b = thread_spawn_with_reservation(GAS, [] as string[], (): i32 => x + 6);
  return thread_join_with_storage_commit<i32>(a) + thread_join_with_refund<i32>(b);
}

/** = 1000 */
export function reservedKeys(): i64 {
  const key = new StaticArray<u8>(32), bytes = new Uint8Array(32);
  bytes[31] = 9;
  const a = thread_spawn_with_reservation<i32>(GAS, [key], (): i32 => key.length * 10);
  const b = thread_spawn_with_reservation<i32>(GAS, [bytes], (): i32 => 680 + <i32>bytes[31] - 9);
  return thread_join<i32>(a) + thread_join<i32>(b) + 0;
}

/** = 99 */
export function regions(): i64 {
  const region = SharedMemory.allocate(64);
  const h = thread_spawn_with_memory<void>(GAS, [region], (): void => { region.setU32(4, 99); });
  thread_join(h);
  return region.getU32(4);
}

/** = 15 */
export function tryJoin(): i64 {
  const x = 0;
  const good = thread_try_join<i32>(thread_spawn<i32>(GAS, (): i32 => x + 5));
  const bad = thread_try_join<i32>(thread_spawn<i32>(GAS, (): i32 => 1 / x));
  return (good.ok ? good.value : 0) + (bad.ok ? 0 : 10);
}

/** = 4 */
export function captureOrder(): i64 {
  log = 1;
  const h = thread_spawn<i32>(effect(), (): i32 => log);
  const result = thread_join<i32>(h);
  log = 0;
  return result;
}

function effect(): u64 { log = 4; return GAS; }

/** = 12 */
export function commaAndCalls(): i64 {
  const x = 5;
  return identity(thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => identity(x) + 1))) * 2;
}

function identity<T>(value: T): T { return value; }

/** = 8 */
export function tryFinally(): i64 {
  const x = 8;
  const h = thread_spawn<i32>(GAS, (): i32 => { let v = 0; for (let i = 0; i < x; i++) { if (i % 2) continue; v += 2; } return v; });
  return thread_join<i32>(h);
}
