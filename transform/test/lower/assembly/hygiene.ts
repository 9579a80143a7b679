import { thread_join, thread_spawn, thread_spawn_with_reservation, ThreadHandle } from "@threaded-contract/sdk";

// Names that generated code must not meet.
function load(): i32 { return 1; }
function store(x: i32): i32 { return x + 1; }
function idof(): i32 { return 4; }
function sizeof(): i32 { return 5; }
function isVoid(): bool { return true; }
function isString(): bool { return false; }
const ERROR = 6;
class Slot { value: i32 = 7; }
class SharedMemory {}
class ArrayBuffer {}
class Uint8Array {}
class StaticArray {}

import Anonymous from "./modules/default";

const GAS: u64 = 1_000_000;

/** = 26 */
export function hiddenNames(): i64 {
  const slot = new Slot(), x = 1;
  const h = thread_spawn<i32>(GAS, (): i32 => load() + store(x) + 3 + idof() + sizeof() + (isVoid() && !isString() ? 0 : 100) + ERROR);
  const r = thread_spawn_with_reservation<i32>(GAS, ["slot"], (): i32 => slot.value - 2);
  return thread_join<i32>(h) + thread_join<i32>(r);
}

/** = 9 */
export function nullableResults(): i64 {
  const some = thread_spawn<Slot | null>(GAS, (): Slot | null => new Slot());
  const none = thread_spawn<Slot | null>(GAS, (): Slot | null => null);
  const value = thread_join<Slot | null>(some);
  return (value ? value.value : 0) + (thread_join<Slot | null>(none) == null ? 2 : 0);
}

const globalFunction = (x: i32, y: u32): i32 => { const z = 3; return thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => x * z + <i32>y)); };

/** = 10 */
export function globalFunctionExpressions(): i64 { return globalFunction(2, 4); }

abstract class Shape {
  constructor(protected size: i32) {}
  abstract area(): i32;
  measure(extra: ThreadHandle = thread_spawn<i32>(GAS, (): i32 => this.area() + 1)): i32 { return thread_join<i32>(extra); }
  // @ts-ignore: decorator
  @operator("+") add(other: Shape): i32 { return thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => this.area() + other.area())); }
}

class Square extends Shape { area(): i32 { return this.size * this.size; } }

/** = 22 */
export function abstractClasses(): i64 {
  const two: Shape = new Square(2);
  return two.measure() + (two + new Square(3)) + 4;
}

/** = 11 */
export function defaultClass(): i64 { return new Anonymous().run(); }

/** = 55 */
export function loopHeads(): i64 {
  let sum = 0, k = 1;
  for (let i = thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => k)); i < thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => i > 10 ? 0 : 12)); i += thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => k))) sum += i;
  return sum;
}

/** = 35 */
export function labelsAndSwitches(): i64 {
  let sum = 0;
  for (let i = 0; i < 2; i++) {
    for (let j = 0; j < 3; j++) {
      if (j == 2) continue;
      switch (i) {
        case 0: { const a = i + 10; sum += thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => a + j)); break; }
        case 1: sum += thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => { switch (j) { case 0: return 3; default: return 4; } })); break;
        default: break;
      }
    }
  }
  return sum + 7;
}

/** = 4 */
export function capturedNamedLikeTypes(): i64 {
  const i32_ = 1, T = 3;
  return thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => i32_ + T));
}

function chain<A, B, C>(a: A, b: B, c: C): C {
  return thread_join<C>(thread_spawn<C>(GAS, (): C => { const pairs: Array<A> = [a]; const m = new Map<B, Array<A>>(); m.set(b, pairs); return c + <C>m.get(b)[0]; }));
}

/** = 12 */
export function manyTypeParameters(): i64 { return chain<u8, string, i32>(5, "x", 7); }
