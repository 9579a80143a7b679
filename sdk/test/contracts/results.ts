// Every exported function is one case: a thread returns a value, and main looks at what came out.
import { thread_join, thread_spawn, ThreadHandle } from "@threaded-contract/sdk";
import { u128, u256 } from "@btc-vision/as-bignum/assembly";
import {
  Animal, Box, Cat, Colour, Dog, Grid, Labels, Node, Person, Shape, Square, Registry, Circle, Route, Tagged, Overrides, Late, HasStatic,
} from "./result-classes";

/** Joins, and then uses the memory that a collector may have taken back by mistake. */
function joined<T>(handle: ThreadHandle): T {
  const value = thread_join<T>(handle);
  for (let size = 16; size < 600; size += 24) {
    const garbage = new ArrayBuffer(size);
    memory.fill(changetype<usize>(garbage), 0xA5, size);
  }
  return value;
}

export function nothing(): bool {
  thread_join(thread_spawn<void>(1, (): void => {}));
  return true;
}

export function integers(): bool {
  const a = joined<u8>(thread_spawn<u8>(1, (): u8 => 250));
  const b = joined<i8>(thread_spawn<i8>(1, (): i8 => -3));
  const c = joined<u16>(thread_spawn<u16>(1, (): u16 => 65000));
  const d = joined<i16>(thread_spawn<i16>(1, (): i16 => -30000));
  const e = joined<u32>(thread_spawn<u32>(1, (): u32 => u32.MAX_VALUE));
  const f = joined<i32>(thread_spawn<i32>(1, (): i32 => i32.MIN_VALUE));
  const g = joined<u64>(thread_spawn<u64>(1, (): u64 => u64.MAX_VALUE));
  const h = joined<i64>(thread_spawn<i64>(1, (): i64 => i64.MIN_VALUE));
  const i = joined<usize>(thread_spawn<usize>(1, (): usize => 77));
  return a == 250 && b == -3 && c == 65000 && d == -30000 && e == u32.MAX_VALUE && f == i32.MIN_VALUE && g == u64.MAX_VALUE && h == i64.MIN_VALUE && i == 77;
}

export function booleans(): bool {
  return joined<bool>(thread_spawn<bool>(1, (): bool => true)) && !joined<bool>(thread_spawn<bool>(1, (): bool => false));
}

export function enumeration(): bool {
  return joined<Colour>(thread_spawn<Colour>(1, (): Colour => Colour.Green)) == Colour.Green;
}

export function text(): bool {
  const empty = joined<string>(thread_spawn<string>(1, (): string => ""));
  const long = joined<string>(thread_spawn<string>(1, (): string => "grüße 🎉".repeat(500)));
  return empty == "" && long == "grüße 🎉".repeat(500);
}

export function bigIntegers(): bool {
  const a = joined<u256>(thread_spawn<u256>(1, (): u256 => u256.Max));
  const b = joined<u128>(thread_spawn<u128>(1, (): u128 => u128.fromU64(7) * u128.fromU64(u64.MAX_VALUE)));
  return a == u256.Max && b == u128.fromU64(7) * u128.fromU64(u64.MAX_VALUE);
}

export function buffers(): bool {
  const bytes = joined<ArrayBuffer>(thread_spawn<ArrayBuffer>(1, (): ArrayBuffer => String.UTF8.encode("abc")));
  const none = joined<ArrayBuffer>(thread_spawn<ArrayBuffer>(1, (): ArrayBuffer => new ArrayBuffer(0)));
  return String.UTF8.decode(bytes) == "abc" && none.byteLength == 0;
}

export function typedArrays(): bool {
  const a = joined<Uint8Array>(thread_spawn<Uint8Array>(1, (): Uint8Array => { const x = new Uint8Array(3); x[2] = 9; return x; }));
  const b = joined<Int16Array>(thread_spawn<Int16Array>(1, (): Int16Array => { const x = new Int16Array(2); x[1] = -9; return x; }));
  const c = joined<Uint32Array>(thread_spawn<Uint32Array>(1, (): Uint32Array => new Uint32Array(0)));
  const d = joined<BigInts>(thread_spawn<BigInts>(1, (): BigInts => { const x = new Uint64Array(70); x[69] = u64.MAX_VALUE; return x; }));
  return a.length == 3 && a[2] == 9 && b.length == 2 && b[1] == -9 && c.length == 0 && d.length == 70 && d[69] == u64.MAX_VALUE;
}
type BigInts = Uint64Array;

export function viewsOfOneBuffer(): bool {
  const views = joined<Uint8Array[]>(thread_spawn<Uint8Array[]>(1, (): Uint8Array[] => {
    const all = new Uint8Array(10);
    for (let i = 0; i < 10; i++) all[i] = <u8>i;
    return [all, all.subarray(2, 5), all.subarray(4)];
  }));
  const shared = views[1];
  views[0][3] = 33;
  return shared.length == 3 && shared[0] == 2 && shared[1] == 33 && views[2].length == 6 && views[2][0] == 4 && views[0].buffer === views[2].buffer;
}

export function arrays(): bool {
  const a = joined<u64[]>(thread_spawn<u64[]>(1, (): u64[] => [1, u64.MAX_VALUE]));
  const b = joined<string[]>(thread_spawn<string[]>(1, (): string[] => ["a", "", "ccc"]));
  const c = joined<bool[]>(thread_spawn<bool[]>(1, (): bool[] => [true, false]));
  const d = joined<u8[]>(thread_spawn<u8[]>(1, (): u8[] => []));
  d.push(4); // the decoded array must be able to grow
  a.push(3);
  return a.length == 3 && a[1] == u64.MAX_VALUE && b.join(",") == "a,,ccc" && c[0] && !c[1] && d.length == 1 && a[2] == 3;
}

export function arraysOfArrays(): bool {
  const lists = joined<u32[][]>(thread_spawn<u32[][]>(1, (): u32[][] => {
    const all: u32[][] = [];
    for (let i = 0; i < 60; i++) { const list: u32[] = []; for (let j = 0; j < i; j++) list.push(i * 100 + j); all.push(list); }
    return all;
  }));
  for (let i = 0; i < 60; i++) {
    if (lists[i].length != i) return false;
    for (let j = 0; j < i; j++) if (lists[i][j] != i * 100 + j) return false;
  }
  return true;
}

export function arraysOfMaps(): bool {
  const maps = joined<Map<u32, u64>[]>(thread_spawn<Map<u32, u64>[]>(1, (): Map<u32, u64>[] => {
    const all: Map<u32, u64>[] = [];
    for (let i = 0; i < 30; i++) { const map = new Map<u32, u64>(); for (let j = 0; j < i; j++) map.set(j, i * j); all.push(map); }
    return all;
  }));
  for (let i = 0; i < 30; i++) {
    if (maps[i].size != i) return false;
    for (let j = 0; j < i; j++) if (maps[i].get(j) != i * j) return false;
  }
  return true;
}

export function nestedArrays(): bool {
  const grid = joined<i32[][][]>(thread_spawn<i32[][][]>(1, (): i32[][][] => [[[1], [2, 3]], [], [[4]]]));
  return grid.length == 3 && grid[0][1][1] == 3 && grid[1].length == 0 && grid[2][0][0] == 4;
}

export function arraysWithNulls(): bool {
  const people = joined<(Person | null)[]>(thread_spawn<(Person | null)[]>(1, (): (Person | null)[] => [null, new Person("a", 1), null]));
  return people.length == 3 && people[0] === null && people[1]!.name == "a" && people[2] === null;
}

export function staticArrays(): bool {
  const a = joined<StaticArray<u16>>(thread_spawn<StaticArray<u16>>(1, (): StaticArray<u16> => [1, 65535]));
  const b = joined<StaticArray<Person>>(thread_spawn<StaticArray<Person>>(1, (): StaticArray<Person> => [new Person("x", 4), new Person("y", 5)]));
  const c = joined<StaticArray<string | null>>(thread_spawn<StaticArray<string | null>>(1, (): StaticArray<string | null> => ["s", null]));
  return a.length == 2 && a[1] == 65535 && b[1].name == "y" && b[0].age == 4 && c[0]! == "s" && c[1] === null;
}

export function mapsOfNumbers(): bool {
  const map = joined<Map<i32, u64>>(thread_spawn<Map<i32, u64>>(1, (): Map<i32, u64> => {
    const m = new Map<i32, u64>();
    for (let i = 0; i < 100; i++) m.set(i * 7, <u64>i);
    m.delete(7);
    return m;
  }));
  map.set(7, 8);
  return map.size == 100 && map.get(693) == 99 && map.get(7) == 8 && map.keys()[0] == 0 && map.keys()[1] == 14;
}

export function mapsOfStrings(): bool {
  const map = joined<Map<string, u256>>(thread_spawn<Map<string, u256>>(1, (): Map<string, u256> => {
    const m = new Map<string, u256>();
    for (let i = 0; i < 40; i++) m.set("key" + i.toString(), u256.fromU32(i));
    return m;
  }));
  return map.size == 40 && map.get("key39") == u256.fromU32(39) && !map.has("key40");
}

export function mapsByBigInteger(): bool {
  const result = joined<Map<u256, u32>>(thread_spawn<Map<u256, u32>>(1, (): Map<u256, u32> => {
    const m = new Map<u256, u32>();
    for (let i = 0; i < 40; i++) m.set(u256.fromU32(i), i);
    return m;
  }));
  const keys = result.keys();
  let found = 0;
  for (let i = 0; i < keys.length; i++) if (result.has(keys[i]) && result.get(keys[i]) == keys[i].toU32()) found++;
  return result.size == 40 && found == 40;
}

export function mapsByIdentity(): bool {
  const registry = joined<Registry>(thread_spawn<Registry>(1, (): Registry => {
    const r = new Registry();
    for (let i = 0; i < 20; i++) {
      const person = new Person("p" + i.toString(), i);
      r.people.push(person);
      r.ages.set(person, i);
    }
    return r;
  }));
  for (let i = 0; i < 20; i++) if (registry.ages.get(registry.people[i]) != i) return false;
  return registry.ages.size == 20;
}

export function mapsOfMaps(): bool {
  const map = joined<Map<i32, Map<string, Person[]>>>(thread_spawn<Map<i32, Map<string, Person[]>>>(1, (): Map<i32, Map<string, Person[]>> => {
    const outer = new Map<i32, Map<string, Person[]>>();
    const inner = new Map<string, Person[]>();
    inner.set("k", [new Person("deep", 1)]);
    outer.set(1, inner);
    outer.set(2, new Map<string, Person[]>());
    outer.set(3, inner);
    return outer;
  }));
  return map.get(1).get("k")[0].name == "deep" && map.get(2).size == 0 && map.get(3) === map.get(1);
}

export function sets(): bool {
  const numbers = joined<Set<u8>>(thread_spawn<Set<u8>>(1, (): Set<u8> => { const s = new Set<u8>(); s.add(3); s.add(200); s.add(3); return s; }));
  const words = joined<Set<string>>(thread_spawn<Set<string>>(1, (): Set<string> => { const s = new Set<string>(); for (let i = 0; i < 50; i++) s.add(i.toString()); return s; }));
  const big = joined<Set<u256>>(thread_spawn<Set<u256>>(1, (): Set<u256> => { const s = new Set<u256>(); for (let i = 0; i < 40; i++) s.add(u256.fromU32(i)); return s; }));
  const all = big.values();
  for (let i = 0; i < all.length; i++) if (!big.has(all[i])) return false;
  return numbers.size == 2 && numbers.has(200) && words.size == 50 && words.has("49") && big.size == 40;
}

export function nullable(): bool {
  const none = joined<Person | null>(thread_spawn<Person | null>(1, (): Person | null => null));
  const some = joined<Person | null>(thread_spawn<Person | null>(1, (): Person | null => new Person("some", 2)));
  const noText = joined<string | null>(thread_spawn<string | null>(1, (): string | null => null));
  const noList = joined<u8[] | null>(thread_spawn<u8[] | null>(1, (): u8[] | null => null));
  return none === null && some!.name == "some" && noText === null && noList === null;
}

export function plainClass(): bool {
  const person = joined<Person>(thread_spawn<Person>(1, (): Person => new Person("Ada", 36)));
  return person.name == "Ada" && person.age == 36 && person.nick === null && person.secretValue() == 72;
}

export function objectLiteral(): bool {
  const route = joined<Route>(thread_spawn<Route>(1, (): Route => { return { from: 1, to: 2, via: [3, 4] }; }));
  return route.from == 1 && route.to == 2 && route.via[1] == 4;
}

export function inheritance(): bool {
  const cat = joined<Cat>(thread_spawn<Cat>(1, (): Cat => new Cat("Tom", 9)));
  return cat.name == "Tom" && cat.lives == 9 && cat.sound() == "meow";
}

export function dynamicSubclasses(): bool {
  const zoo = joined<Animal[]>(thread_spawn<Animal[]>(1, (): Animal[] => [new Cat("c", 7), new Dog("d", [1, 2]), new Animal("a")]));
  return zoo[0].sound() == "meow" && zoo[1].sound() == "woof" && zoo[2].sound() == "" && (zoo[0] as Cat).lives == 7 && (zoo[1] as Dog).bones[1] == 2;
}

export function dynamicRoot(): bool {
  const animal = joined<Animal>(thread_spawn<Animal>(1, (): Animal => new Dog("d", [5])));
  return animal instanceof Dog && (animal as Dog).bones[0] == 5;
}

export function interfaces(): bool {
  const shapes = joined<Shape[]>(thread_spawn<Shape[]>(1, (): Shape[] => [new Square(3), new Circle(2)]));
  const one = joined<Shape>(thread_spawn<Shape>(1, (): Shape => new Square(5)));
  return shapes[0].area() == 9 && shapes[1].area() == 12 && one.area() == 25;
}

export function abstractClasses(): bool {
  const late = joined<Late>(thread_spawn<Late>(1, (): Late => new HasStatic(4)));
  return late.twice() == 8;
}

export function genericClasses(): bool {
  const number = joined<Box<u64>>(thread_spawn<Box<u64>>(1, (): Box<u64> => new Box<u64>(5)));
  const deep = joined<Box<Box<string>>>(thread_spawn<Box<Box<string>>>(1, (): Box<Box<string>> => new Box(new Box("in"))));
  const list = joined<Box<Person[]>>(thread_spawn<Box<Person[]>>(1, (): Box<Person[]> => new Box([new Person("b", 1)])));
  return number.value == 5 && deep.value.value == "in" && list.value[0].name == "b";
}

export function sharing(): bool {
  const people = joined<Person[]>(thread_spawn<Person[]>(1, (): Person[] => { const p = new Person("same", 1); return [p, new Person("other", 2), p]; }));
  people[0].age = 99;
  return people[2] === people[0] && people[2].age == 99 && people[1].age == 2;
}

export function cycles(): bool {
  const node = joined<Node>(thread_spawn<Node>(1, (): Node => {
    const a = new Node(1), b = new Node(2);
    a.next = b;
    b.next = a;
    a.self = a;
    return a;
  }));
  return node.value == 1 && node.next!.value == 2 && node.next!.next === node && node.self === node;
}

export function tree(): bool {
  const root = joined<Grid>(thread_spawn<Grid>(1, (): Grid => Grid.build(6)));
  return root.count() == 127;
}

export function containersByInheritance(): bool {
  const tagged = joined<Tagged>(thread_spawn<Tagged>(1, (): Tagged => { const t = new Tagged(4); t[3] = 5; t.tag = "t"; return t; }));
  const labels = joined<Labels>(thread_spawn<Labels>(1, (): Labels => { const l = new Labels(); l.push("x"); l.owner = new Person("o", 1); return l; }));
  const overrides = joined<Overrides>(thread_spawn<Overrides>(1, (): Overrides => { const m = new Overrides(); m.fill(5); m.note = 7; return m; }));
  const asMap = joined<Map<string, u32>>(thread_spawn<Map<string, u32>>(1, (): Map<string, u32> => { const m = new Overrides(); m.fill(3); return m; }));
  return tagged.length == 4 && tagged[3] == 5 && tagged.tag == "t" && labels.length == 1 && labels[0] == "x" && labels.owner!.name == "o"
    && overrides.size == 5 && overrides.get("4") == 4 && overrides.note == 7 && asMap.size == 3 && asMap instanceof Overrides;
}

export function errors(): bool {
  const error = joined<Error>(thread_spawn<Error>(1, (): Error => new RangeError("too far")));
  return error.message == "too far" && error.name == "RangeError" && error instanceof RangeError;
}

export function dates(): bool {
  const date = joined<Date>(thread_spawn<Date>(1, (): Date => new Date(1_700_000_000_000)));
  return date.getTime() == 1_700_000_000_000 && date.getUTCFullYear() == 2023;
}

export function privateFields(): bool {
  const person = joined<Person>(thread_spawn<Person>(1, (): Person => { const p = new Person("x", 4); p.setSecret(11); return p; }));
  return person.secretValue() == 11;
}

export function unassignedFields(): bool {
  const late = joined<Late>(thread_spawn<Late>(1, (): Late => new HasStatic(1)));
  late.later = "now";
  return late.later == "now";
}

export function manyObjects(): bool {
  const people = joined<Person[]>(thread_spawn<Person[]>(1, (): Person[] => {
    const list: Person[] = [];
    for (let i = 0; i < 10_000; i++) list.push(new Person("person " + i.toString(), i));
    return list;
  }));
  for (let i = 0; i < 10_000; i++) if (people[i].age != i || people[i].name != "person " + i.toString()) return false;
  return people.length == 10_000;
}

export function longList(): bool {
  let node: Node | null = joined<Node>(thread_spawn<Node>(1, (): Node => {
    let head = new Node(0);
    for (let i = 1; i < 100_000; i++) { const next = new Node(i); next.next = head; head = next; }
    return head;
  }));
  let count = 0;
  for (; node; node = node.next) { if (node.value != 99_999 - count) return false; count++; }
  return count == 100_000;
}

export function manyMaps(): bool {
  const maps = joined<Map<string, u256[]>[]>(thread_spawn<Map<string, u256[]>[]>(1, (): Map<string, u256[]>[] => {
    const list: Map<string, u256[]>[] = [];
    for (let i = 0; i < 300; i++) {
      const map = new Map<string, u256[]>();
      for (let j = 0; j < 10; j++) map.set(j.toString(), [u256.fromU32(i), u256.fromU32(j)]);
      list.push(map);
    }
    return list;
  }));
  for (let i = 0; i < 300; i++) for (let j = 0; j < 10; j++) {
    const pair = maps[i].get(j.toString());
    if (pair[0] != u256.fromU32(i) || pair[1] != u256.fromU32(j)) return false;
  }
  return true;
}

export function generic(): bool {
  return through<u64>(5) == 5 && through<string>("g") == "g" && through<Person>(new Person("g", 3)).age == 3;
}
function through<T>(value: T): T {
  return joined<T>(thread_spawn<T>(1, (): T => value));
}
