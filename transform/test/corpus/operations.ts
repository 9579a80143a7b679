/** The three ways to spawn. */
export type SpawnKind = "readonly" | "reservation" | "memory";

/** One thing that a contract can do, as statements that may use and change the `u32` variable `x`. */
export interface Operation {
  /** The rule that forbids it in a thread, or the empty text. */
  readonly rule: string;
  readonly run: string;
  /** Declarations it needs; `$D` stands for a fresh name. */
  readonly declare?: string;
  /** Threads that must not, or for an allowed one may, do it. */
  readonly kinds: readonly SpawnKind[];
  /** Whether an import shows it in the finished module. */
  readonly isVisibleInBinary: boolean;
  /** The slots to reserve for it. */
  readonly slots?: string;
}

const every: readonly SpawnKind[] = ["readonly", "reservation", "memory"];

function forbidden(rule: string, run: string, more: Partial<Operation> = {}): Operation {
  return { rule, run, kinds: every, isVisibleInBinary: true, ...more };
}

function host(rule: string, module: string, name: string, types: string, call: string): Operation {
  const declare = `@external("${module}", "${name}") declare function $D${types};`;
  return forbidden(rule, `$D${call};`, { declare });
}

const unreserved: Partial<Operation> = { kinds: ["readonly", "memory"] };
const inside: Partial<Operation> = { isVisibleInBinary: false };

/** What no thread may do. */
export const forbiddenOperations: readonly Operation[] = [
  forbidden("TC3001", `emit("E", new Uint8Array(4));`),
  forbidden("TC3001", `emitEvent<u64>("E", x);`),
  forbidden("TC3001", `emitEvent<string>("E", x.toString());`),
  host("TC3001", "env", "emit", "(data: usize, length: u32): void", "(0, x)"),
  forbidden("TC3002", `x += thread_join<u32>(thread_spawn<u32>(500, (): u32 => 7));`),
  forbidden(
    "TC3002",
    `const inner = thread_spawn_with_memory<u32>(500, [SharedMemory.allocate(8)], (): u32 => 7); x += thread_join_with_refund<u32>(inner);`,
  ),
  forbidden("TC2008", `x += $D(null);`, {
    declare: `function $D(h: ThreadHandle | null): u32 { return h == null ? 0 : thread_join<u32>(h); }`,
  }),
  forbidden("TC2008", `x += $D(null) ? 1 : 2;`, {
    declare: `function $D(h: ThreadHandle | null): bool { return h == null ? false : thread_try_join<u32>(h).ok; }`,
  }),
  forbidden("TC3003", `Storage.set<u32>("w", x);`, unreserved),
  forbidden("TC3003", `Storage.remove("w");`, unreserved),
  forbidden("TC3003", `new Stored<u64>("w").value = x;`, unreserved),
  forbidden("TC3003", `new StoredMap<u32, u64>("n").set(x, 5);`, unreserved),
  forbidden("TC3003", `Stored.at<u32, Slot>(slot("n", x.toString())).remove();`, unreserved),
  forbidden("TC3003", `new StoredMap<string, u32>("n").at("k").value += 1;`, unreserved),
  host(
    "TC3004",
    "env",
    "deployFromAddress",
    "(a: usize, b: usize, c: usize, d: u32, e: usize): u32",
    "(0, 0, 0, x, 0)",
  ),
  host("TC3004", "env", "updateFromAddress", "(a: usize, b: usize, c: u32, d: u32): u32", "(0, 0, x, 0)"),
  host("TC3005", "env", "tload", "(key: usize, value: usize): void", "(0, x)"),
  host("TC3005", "env", "tstore", "(key: usize, value: usize): void", "(x, 0)"),
  forbidden("TC3006", `x += Math.random() > 0.5 ? 1 : 2;`),
  forbidden("TC3006", `x += <u32>(Date.now() / 1000);`),
  forbidden("TC3006", `trace("here", 1, x);`),
  forbidden("TC3006", `x = <u32>(<f64>x * 0.5);`, inside),
  forbidden("TC3006", `x += <f32>x > 1.5 ? 1 : 2;`, inside),
  forbidden("TC3006", `x += <u32>parseFloat(x.toString());`, inside),
  forbidden("TC3006", `x += <u32>Math.sqrt(<f64>x);`, inside),
  host("TC3007", "env", "oracle", "(x: u32): u32", "(x)"),
  host("TC3007", "other", "sha256", "(a: usize, b: u32, c: usize): void", "(0, x, 0)"),
  host("TC3007", "env", "sha512", "(a: usize, b: u32, c: usize): void", "(0, x, 0)"),
];

function allowed(run: string, more: Partial<Operation> = {}): Operation {
  return { rule: "", run, kinds: ["readonly", "memory"], isVisibleInBinary: true, ...more };
}

const reserved: Partial<Operation> = { kinds: ["reservation"], slots: `["a"]` };

/** What every thread, or a thread of those kinds, may do. */
export const allowedOperations: readonly Operation[] = [
  allowed(`x = x * 31 + 7;`),
  allowed(`x ^= <u32>((<u64>x << 33) % 1000003) + rotl<u32>(x, 5) + popcnt<u32>(x);`),
  allowed(`for (let i: u32 = 0; i < 10; i++) { if (i == 7) break; x += i; }`),
  allowed(`const list: u32[] = []; for (let i: u32 = 0; i < 5; i++) list.push(x + i); x = list.reverse()[0];`),
  allowed(`const words = new Map<string, u64>(); words.set(x.toString(), 7); x += <u32>words.get(x.toString());`),
  allowed(`const seen = new Set<u32>(); seen.add(x); x += seen.size;`),
  allowed("x += <u32>`${x} of ${x + 1}`.split(' ').length;"),
  allowed(`x += String.UTF8.encode("héllo").byteLength;`),
  allowed(`x += sha256(new Uint8Array(x & 63)).toString().length;`),
  allowed(`x += ripemd160(new Uint8Array(3))[0];`),
  allowed(`x += Storage.get<u32>("a");`),
  allowed(`x += Storage.has("a") ? 1 : 2;`),
  allowed(`x += <u32>new Stored<u64>("a").value;`),
  allowed(`x += new StoredMap<string, u32>("m").get("k");`),
  allowed(`x += call(new Address(), new Uint8Array(4)).data.length;`),
  allowed(`x += Thread.seed[0] + (Thread.isThread ? 1 : 0);`),
  allowed(`x += <u32>Block.number + Context.sender.toString().length;`),
  allowed(`require(x < 4000000000, "too large");`),
  allowed(`assert(x != 77, "not that");`),
  allowed(`if (x == 77) throw new Error("not that");`),
  allowed(`if (x == 77) revert("not that");`),
  allowed(`const region = SharedMemory.allocate(16); region.setU32(0, x); x += region.getU32(4);`),
  allowed(`const bytes = new StaticArray<u8>(8); bytes[x & 7] = 1; x += bytes[0];`),
  allowed(`const copy = new Uint8Array(64); copy.fill(<u8>x); x += copy.subarray(3, 5)[0];`),
  allowed(`Storage.set<u32>("a", x);`, reserved),
  allowed(`new Stored<u64>("a").value = x;`, reserved),
  allowed(`Storage.set<u32>("a", Storage.get<u32>("a") + x);`, reserved),
  allowed(`new StoredMap<u32, u64>("m").set(3, x);`, { ...reserved, slots: `[new StoredMap<u32, u64>("m").slot(3)]` }),
];
