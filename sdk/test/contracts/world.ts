// Storage, context, calls, events and hashes, one function each.
import {
  Address, Block, call, Context, contract, emit, emitEvent, Hash, require, revert, ripemd160, sha256, slot, Slot, slotOfSegments, Storage, Stored, StoredArray,
  StoredBytes, StoredMap, StoredString, Thread, thread_join, thread_join_with_storage_commit, thread_spawn, thread_spawn_with_reservation, Transaction,
} from "@threaded-contract/sdk";
import { i128, u128, u256 } from "@btc-vision/as-bignum/assembly";
import { i256 } from "@btc-vision/as-bignum/assembly/integer/i256";

// ---- slots ----

export function slotKeys(owner: Address): Slot[] {
  return [slot("total"), slot("balance", owner), slot("n", 7), slot("a", "b", "c"), slotOfSegments(["x", "", "y"]), slot("total").child(2)];
}

export function slotEquality(): bool {
  return slot("a", "b:c") != slot("a:b", "c") && slot("a") == slotOfSegments(["a"]) && !(slot("a") == slot("b")) && slot("a:b") != slot("a", "b");
}

// ---- words ----

export function writeWords(owner: Address): void {
  Storage.set<bool>("bool", true);
  Storage.set<u8>("u8", 200);
  Storage.set<i8>("i8", -2);
  Storage.set<i16>("i16", -300);
  Storage.set<u32>("u32", u32.MAX_VALUE);
  Storage.set<u64>("u64", 0x0102030405060708);
  Storage.set<i64>("i64", -1);
  Storage.set("u128", u128.fromU64(5) * u128.fromU64(u64.MAX_VALUE));
  Storage.set("i128", i128.Min);
  Storage.set("i256", new i256(-5, -1, -1, -1));
  Storage.set("u256", u256.Max);
  Storage.set("address", owner);
  Storage.set<u64, Slot>(slot("balance", owner), 77);
}

export function readWords(owner: Address): bool {
  return Storage.get<bool>("bool") && Storage.get<u8>("u8") == 200 && Storage.get<i8>("i8") == -2 && Storage.get<i16>("i16") == -300
    && Storage.get<u32>("u32") == u32.MAX_VALUE && Storage.get<u64>("u64") == 0x0102030405060708 && Storage.get<i64>("i64") == -1
    && Storage.get<u128>("u128") == u128.fromU64(5) * u128.fromU64(u64.MAX_VALUE) && Storage.get<u256>("u256") == u256.Max
    && Storage.get<i128>("i128") == i128.Min && Storage.get<i256>("i256").lo1 == -5 && Storage.get<i256>("i256").isNeg()
    && Storage.get<Address>("address") == owner && Storage.get<u64, Slot>(slot("balance", owner)) == 77 && Storage.has("bool") && !Storage.has("none");
}

export function absent(): bool {
  return Storage.get<u64>("none") == 0 && !Storage.get<bool>("none") && Storage.get<u256>("none") == u256.Zero && Storage.get<Address>("none").isZero;
}

export function removed(): bool {
  Storage.set<u64>("gone", 5);
  Storage.remove("gone");
  Storage.set<u64>("zeroed", 5);
  Storage.set<u64>("zeroed", 0);
  return !Storage.has("gone") && !Storage.has("zeroed");
}

// ---- stored objects ----

export function stored(owner: Address): bool {
  const total = new Stored<u256>("stored");
  total.value = total.value + u256.One;
  const balances = new StoredMap<Address, u64>("balances");
  balances.set(owner, 5);
  balances.at(owner).value += 2;
  const flags = new StoredMap<u32, bool>("flags");
  flags.set(3, true);
  flags.set(4, true);
  flags.remove(4);
  const same = Storage.get<u64, Slot>(slot("balances", owner)) == 7;
  total.remove();
  return same && balances.get(owner) == 7 && balances.has(owner) && flags.get(3) && !flags.has(4) && !total.exists && balances.at(owner).exists;
}

export function storedArray(): bool {
  const list = new StoredArray<i32>("list");
  for (let i = 0; i < 5; i++) list.push(-i);
  list.set(2, 22);
  const last = list.pop();
  return last == -4 && list.length == 4 && list.get(2) == 22 && list.get(3) == -3 && list.at(1).value == -1 && !list.at(4).exists;
}

export function pastTheEnd(): i32 { return new StoredArray<i32>("short").get(0); }
export function popEmpty(): i32 { return new StoredArray<i32>("short").pop(); }

export function setText(text: string): void { new StoredString("text", 100).value = text; }
export function getText(): string { return new StoredString("text", 100).value; }
export function textSlots(): i32 { return new StoredString("text", 100).slots().length; }

export function nestedBytes(owner: Address): bool {
  const bytes = StoredBytes.at(slot("blob", owner), 64);
  const data = new Uint8Array(33);
  data.fill(9);
  bytes.set(data);
  return bytes.length == 33 && bytes.get()[32] == 9 && bytes.slots().length == 3;
}

// ---- threads and storage ----

export function reserved(owner: Address): bool {
  const balances = new StoredMap<Address, u64>("reserved");
  const note = new StoredString("note", 40);
  const h1 = thread_spawn_with_reservation<u64>(1, ["plain", "text:" + owner.toString()], (): u64 => {
    Storage.set<u64>("plain", 5);
    return Storage.get<u64>("plain");
  });
  const h2 = thread_spawn_with_reservation<void>(1, [balances.at(owner)], (): void => balances.set(owner, 6));
  const h3 = thread_spawn_with_reservation<void>(1, [slot("s", owner), slot("s", 2)], (): void => Storage.set<u8, Slot>(slot("s", 2), 7));
  const h4 = thread_spawn_with_reservation<void>(1, note.slots(), (): void => { note.value = "from a thread, longer than one slot"; });
  const h5 = thread_spawn_with_reservation<void>(1, [slot("raw").toBytes()], (): void => Storage.set<u8>("raw", 8));
  const before = Storage.has("plain") || balances.has(owner) || Storage.has("raw");
  const own = thread_join_with_storage_commit<u64>(h1);
  thread_join(h2); thread_join(h3); thread_join(h4); thread_join(h5);
  return !before && own == 5 && Storage.get<u64>("plain") == 5 && balances.get(owner) == 6 && Storage.get<u8, Slot>(slot("s", 2)) == 7
    && note.value == "from a thread, longer than one slot" && Storage.get<u8>("raw") == 8;
}

// ---- context ----

export class Seen {
  constructor(
    public number: u64, public time: u64, public hash: Hash, public older: Hash, public id: Hash, public txHash: Hash, public origin: Address,
    public sender: Address, public self: Address, public deployer: Address, public chain: Hash, public inThread: bool,
  ) {}
}

export function context(): Seen { return look(); }
export function contextInThread(): Seen { return thread_join<Seen>(thread_spawn<Seen>(1, (): Seen => look())); }

function look(): Seen {
  return new Seen(
    Block.number, Block.medianTime, Block.hash, Block.hashAt(5), Context.transactionId, Transaction.hash, Context.origin,
    Context.sender, Context.contract, Context.deployer, Context.chainId, Context.isThread && Thread.isThread,
  );
}

export function seeds(): bool {
  const a = thread_join<Uint8Array>(thread_spawn<Uint8Array>(1, (): Uint8Array => Thread.seed));
  const b = thread_join<Uint8Array>(thread_spawn<Uint8Array>(1, (): Uint8Array => Thread.seed));
  return a.length == 32 && memory.compare(a.dataStart, b.dataStart, 32) != 0;
}

export function addresses(value: Address): bool {
  const copy = Address.fromBytes(value.toBytes());
  const parsed = Address.fromString(value.toString());
  return copy == value && parsed == value && !(copy != value) && Address.zero.isZero && Address.zero != value && value.byteAt(31) == 1;
}
export function addressText(value: Address): string { return value.toString(); }
export function parseAddress(text: string): Address { return Address.fromString(text); }

// ---- calls ----

export function ask(target: Address, key: u32): u64 {
  return contract(target).method("lookup").add<u32>(key).add<string>("x").call<u64>();
}
export function askVoid(target: Address): bool { contract(target).method("ping").call(); return true; }
export function tryAsk(target: Address, key: u32): string {
  const answer = contract(target).method("lookup").add<u32>(key).add<string>("x").tryCall<u64>();
  return answer.ok ? "ok " + answer.value.toString() : "failed " + answer.message + " " + answer.valueOr(9).toString();
}
export function askRaw(target: Address, calldata: Uint8Array): Uint8Array {
  const answer = call(target, calldata);
  return answer.ok ? answer.data : new Uint8Array(0);
}
export function wrongResultType(target: Address): string { return contract(target).method("lookup").add<u32>(1).add<string>("x").call<string>(); }
export function valueOfFailure(target: Address): u64 { return contract(target).method("lookup").add<u32>(0).add<string>("x").tryCall<u64>().value; }
export function askFromThread(target: Address): u64 {
  return thread_join<u64>(thread_spawn<u64>(1, (): u64 => contract(target).method("lookup").add<u32>(2).add<string>("x").call<u64>()));
}

// ---- events, hashes, reverts ----

export class Transfer { constructor(public to: Address, public amount: u256) {} }

export function events(to: Address): void {
  emit("Ping", Uint8Array.wrap(String.UTF8.encode("pong")));
  emitEvent("Transfer", new Transfer(to, u256.One));
  emitEvent<u32[]>("List", [1, 2]);
}

export function hashes(data: Uint8Array): Hash { return sha256(data); }
export function shortHash(data: Uint8Array): Uint8Array { return ripemd160(data); }
export function fail(message: string): void { revert(message); }
export function need(condition: bool): u8 { require(condition, "it was needed"); return 1; }
