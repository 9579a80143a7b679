// Functions that send back what they were given, or what they made of it, so that both directions of the wire format are seen.
import { Address, Hash } from "@threaded-contract/sdk";
import { u128, u256 } from "@btc-vision/as-bignum/assembly";

export class Point { x: i16; y: i16; }
export class Point3 extends Point { private z: i16 = 7; label: string = ""; }
export class Pair<A, B> { constructor(public first: A, public second: B) {} }
export class Chain { value: u8; next: Chain | null = null; }
export class Nothing {}
export class Placed { at: Point = new Point(); }
export class Marked extends Placed { mark: u8 = 0; }
export enum Level { Low = 1, High = 3 }

export function integers(a: u8, b: i8, c: u16, d: i16, e: u32, f: i32, g: u64, h: i64): string {
  return [a.toString(), b.toString(), c.toString(), d.toString(), e.toString(), f.toString(), g.toString(), h.toString()].join(" ");
}
export function sizes(a: usize, b: isize): isize { return <isize>a + b; }
export function flip(value: bool): bool { return !value; }
export function level(value: Level): Level { return value; }
export function text(value: string): string { return value + "!"; }
export function big(a: u128, b: u256): u256 { return a.toU256() + b; }
export function smallBig(a: u128): u128 { return a; }
export function address(value: Address): Address { return value; }
export function hash(value: Hash): Hash { return value; }
export function buffer(value: ArrayBuffer): ArrayBuffer { return value; }
export function bytes(value: Uint8Array): Uint8Array { return value.reverse(); }
export function view(value: Uint8Array): Uint8Array { return value.subarray(1, 3); }
export function shorts(value: Int16Array): Int16Array { return value; }
export function longs(value: Uint64Array): Uint64Array { return value; }
export function list(value: u32[]): u32 { let sum: u32 = 0; for (let i = 0; i < value.length; i++) sum += value[i]; return sum; }
export function grown(value: string[]): string[] { value.push("end"); return value; }
export function flags(value: bool[]): bool[] { return value; }
export function fixed(value: StaticArray<u16>): StaticArray<u16> { return value; }
export function points(value: StaticArray<Point>): StaticArray<Point> { return value; }
export function map(value: Map<string, u16[]>): Map<string, u16[]> { return value; }
export function numbers(value: Map<u8, i64>): i64 { return value.get(2); }
export function set(value: Set<u16>): Set<u16> { value.add(9); return value; }
export function maybe(value: Point | null): Point | null { return value; }
export function maybeText(value: string | null): string { return value ? value : "null"; }
export function point(value: Point): i32 { return value.x * 1000 + value.y; }
export function point3(value: Point3): Point3 { return value; }
export function sliced(): Point { const p = new Point3(); p.x = 1; p.y = 2; return p; }
export function inPlace(): Pair<Point, u8> { const p = new Point3(); p.x = 1; p.y = 2; return new Pair<Point, u8>(p, 5); }
export function pair(value: Pair<u8, Pair<string, bool>>): Pair<u8, Pair<string, bool>> { return value; }
export function chain(value: Chain): Chain { return value; }
export function cycle(): Chain { const c = new Chain(); c.next = c; return c; }
export function marked(value: Marked): Marked { return value; }
export function empty(value: Nothing[]): i32 { return value.length; }
export function nothing(): void {}
