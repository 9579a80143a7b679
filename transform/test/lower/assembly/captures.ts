import { u128, u256 } from "@btc-vision/as-bignum/assembly";
import { thread_join, thread_spawn, ThreadHandle } from "@threaded-contract/sdk";

const GAS: u64 = 1_000_000;

enum Color { Red, Green = 7 }

class Point {
  constructor(public x: i32, public y: i32) {}
  sum(): i32 { return this.x + this.y; }
}

let counter = 5;

/** = 111 */
export function integers(): i64 {
  const a: i8 = -1, b: u8 = 255, c: i16 = -300, d: u16 = 65535, e: i32 = -65000, f: u32 = 0, g: i64 = -111, h: u64 = 222, i = true;
  const k = f;
  return thread_join<i64>(thread_spawn<i64>(GAS, (): i64 => <i64>a + <i64>b + <i64>c + <i64>d + <i64>e + k + g + <i64>h + (i ? -489 : 0)));
}

/** = 7 */
export function enums(): i64 {
  const color = Color.Green;
  return thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => color == Color.Green ? <i32>color : 0));
}

/** = 10 */
export function strings(): i64 {
  const text = "hello", other = text + "!";
  return thread_join<string>(thread_spawn<string>(GAS, (): string => text.substring(0, 4) + other)).length;
}

/** = 6006 */
export function arrays(): i64 {
  const numbers = [1, 2, 3], words = ["a", "bc"], fixed = StaticArray.fromArray<u8>([4, 5]), view = new Uint8Array(3);
  view[2] = 6;
  const handle = thread_spawn<i32>(GAS, (): i32 => {
    let sum = 0;
    for (let i = 0; i < numbers.length; i++) sum += numbers[i];
    return sum + words[1].length * 1000 + fixed.length * 1000 + view.length * 1000 + (view[2] - 6) - 1000;
  });
  return thread_join<i32>(handle);
}

/** = 30 */
export function objects(): i64 {
  const point = new Point(10, 20), map = new Map<string, Point>();
  map.set("p", point);
  return thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => map.get("p") == point ? point.sum() : -1));
}

/** = 1 */
export function bigIntegers(): i64 {
  const a = u256.fromU64(5), b = u128.from(7);
  const sum = thread_join<u256>(thread_spawn<u256>(GAS, (): u256 => a + u256.fromU128(b)));
  return sum == u256.fromU64(12) ? 1 : 0;
}

/** = 4 */
export function nullable(): i64 {
  let point: Point | null = null;
  const handle = thread_spawn<i32>(GAS, (): i32 => point == null ? 4 : 5);
  return thread_join<i32>(handle);
}

/** = 12 */
export function functions(): i64 {
  const twice = (x: i32): i32 => x * 2;
  return thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => twice(6)));
}

/** = 13 */
export function localFunctions(): i64 {
  function triple(x: i32): i32 { return x * 3; }
  return thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => triple(4) + 1));
}

/** = 12 */
export function moduleVariables(): i64 {
  counter = 6;
  const handle = thread_spawn<i32>(GAS, (): i32 => { counter++; return counter; });
  return thread_join<i32>(handle) + counter - 1;
}

/** = 3 */
export function byValue(): i64 {
  let x = 3;
  const handle = thread_spawn<i32>(GAS, (): i32 => x);
  x = 9;
  return thread_join<i32>(handle);
}

/** = 21 */
export function objectLiteralResult(): i64 {
  const x = 20;
  const result = thread_join<Plain>(thread_spawn<Plain>(GAS, (): Plain => ({ x: x, y: 1 })));
  return result.x + result.y;
}

class Plain { x: i32 = 0; y: i32 = 0; }

/** = 8 */
export function unmanaged(): i64 {
  const raw = changetype<Raw>(heap.alloc(8));
  raw.value = 8;
  return thread_join<i32>(thread_spawn<i32>(GAS, (): i32 => raw.value));
}

@unmanaged class Raw { value: i32; }

/** = 110 */
export function manyCaptures(): i64 {
  const a = 1, b: u64 = 2, c = "3", d: u8 = 4, e = [5], f = new Point(3, 3), g: i64 = 7, h: u16 = 8, i = 9 == 9, j: i32 = 10, k: usize = 11;
  const handle = thread_spawn<i64>(GAS, (): i64 =>
    a + <i64>b + I32.parseInt(c) + d + e[0] + f.sum() + g + h + (i ? 9 : 0) + j + <i64>k + 44);
  return thread_join<i64>(handle);
}

/** = 5050 */
export function garbage(): i64 {
  // Rooted or not: the thread allocates far more than its captures before it looks at them.
  const list: string[] = [];
  for (let i = 0; i < 100; i++) list.push((i + 1).toString());
  const handles: ThreadHandle[] = [];
  for (let i = 0; i < 2; i++) {
    handles.push(thread_spawn<i64>(GAS, (): i64 => {
      let waste = "";
      for (let n = 0; n < 3000; n++) waste = "waste" + n.toString();
      __collect();
      let sum: i64 = waste.length > 0 ? 0 : 1;
      for (let n = 0; n < list.length; n++) sum += I64.parseInt(list[n]);
      return sum;
    }));
  }
  const first = thread_join<i64>(handles[0]);
  return thread_join<i64>(handles[1]) == first ? first : -1;
}
