import { thread_join, thread_join_with_refund, thread_try_join, ThreadHandle } from "@threaded-contract/sdk";
import { u256 } from "@btc-vision/as-bignum/assembly";
class P { constructor(public a: u32, private b: string, public next: P | null = null) {} }
class Q extends P { m: Map<u256, P[]> = new Map(); x!: Uint8Array; }
export function encode(): ArrayBuffer {
  const e = new __tc_Encoder();
  const q = new Q(1, "two", new P(3, "four"));
  q.m.set(u256.One, [q, new P(7, "8")]);
  q.x = Uint8Array.wrap(String.UTF8.encode("hello")).subarray(1, 3);
  e.encode<P>(q);
  const b = new ArrayBuffer(e.size);
  memory.copy(changetype<usize>(b), e.pointer, e.size);
  return b;
}
export function decode(b: ArrayBuffer): string {
  const p = new __tc_Decoder(b).decode<P>();
  const q = p as Q;
  const m = q.m.values()[0];
  return p.a.toString() + p.next!.a.toString() + q.x.toString() + m.length.toString() + (m[0] === q).toString() + q.m.size.toString();
}
export function abi(): u32 {
  const w = new __tc_AbiWriter();
  w.write<P>(new P(5, "x"));
  w.write<u256>(u256.One);
  w.write<StaticArray<u16>>([1, 2]);
  const m = new Map<string, i64[]>(); m.set("k", [1, -1]);
  w.write<Map<string, i64[]>>(m);
  const r = new __tc_AbiReader(w.toBytes().buffer);
  const p = r.read<P>();
  assert(r.read<u256>() == u256.One);
  assert(r.read<StaticArray<u16>>()[1] == 2);
  assert(r.read<Map<string, i64[]>>().get("k")[1] == -1);
  r.finish();
  return p.a;
}
export function joins(h: ThreadHandle[]): u32 {
  thread_join_with_refund(h[0]);
  thread_join(h[1]);
  const r = thread_try_join<void>(h[2]);
  const s = thread_try_join<P>(h[2]);
  return thread_join_with_refund<u32>(h[3]) + (r.ok ? 1 : 2) + s.value.a;
}
