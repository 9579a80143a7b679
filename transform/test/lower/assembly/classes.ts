import { thread_join, thread_spawn, ThreadHandle } from "@threaded-contract/sdk";

const GAS: u64 = 1_000_000;

class Base {
  protected offset: i32 = 100;
  constructor(private secret: i32) {}
  describe(): i32 { return this.secret; }
  virtual(): i32 { return 1; }
  spawnVirtual(): ThreadHandle { return thread_spawn<i32>(GAS, (): i32 => this.virtual() * 10); }
  spawnPrivate(extra: i32): ThreadHandle { return thread_spawn<i32>(GAS, (): i32 => this.secret + this.hidden(extra) + this.offset); }
  private hidden(extra: i32): i32 { return extra * 2; }
}

class Derived extends Base {
  static total: i32 = 40;
  static make(): i32 { return Derived.total + 1; }
  static spawnStatic(extra: i32): ThreadHandle { return thread_spawn<i32>(GAS, (): i32 => Derived.make() + extra); }
  handle: ThreadHandle | null = null;
  initial: ThreadHandle = thread_spawn<i32>(GAS, (): i32 => Derived.total + 2);
  viaThis: ThreadHandle = thread_spawn<i32>(GAS, (): i32 => this.virtual());
  constructor(secret: i32) {
    super(secret);
    const local = secret + 1;
    this.handle = thread_spawn<i32>(GAS, (): i32 => this.offset + local);
  }
  describe(): i32 { return super.describe() + 1; }
  virtual(): i32 { return 2; }
  spawnSuper(): ThreadHandle { return thread_spawn<i32>(GAS, (): i32 => super.describe() + super.virtual()); }
  get spawned(): ThreadHandle { const two = 2; return thread_spawn<i32>(GAS, (): i32 => this.offset + two); }
  set gas(value: u64) { this.handle = thread_spawn<i32>(value, (): i32 => <i32>(value / 1000)); }
  finish(): void { thread_join<i32>(this.initial); thread_join<i32>(this.viaThis); if (this.handle) thread_join<i32>(this.handle!); }
}

/** = 117 */
export function privateMembers(): i64 { return thread_join<i32>(new Base(7).spawnPrivate(5)); }

/** = 10 */
export function virtualBase(): i64 { return thread_join<i32>(new Base(7).spawnVirtual()); }

/** = 20 */
export function virtualDerived(): i64 {
  const d = new Derived(7);
  d.finish();
  const b: Base = d;
  return thread_join<i32>(b.spawnVirtual());
}

/** = 8 */
export function superMembers(): i64 { const d = new Derived(7); d.finish(); return thread_join<i32>(d.spawnSuper()); }

/** = 44 */
export function staticMethods(): i64 { return thread_join<i32>(Derived.spawnStatic(3)); }

/** = 102 */
export function accessors(): i64 { const d = new Derived(1); d.finish(); return thread_join<i32>(d.spawned); }

/** = 500 */
export function setters(): i64 {
  const d = new Derived(1);
  d.finish();
  d.gas = 500_000;
  return thread_join<i32>(d.handle!);
}

/** = 152 */
export function constructors(): i64 {
  const d = new Derived(7);
  const sum = thread_join<i32>(d.initial) + thread_join<i32>(d.viaThis) + thread_join<i32>(d.handle!);
  return sum;
}

class Box<T> {
  constructor(public value: T) {}
  get(): T { return this.value; }
  spawnThis(): ThreadHandle { return thread_spawn<T>(GAS, (): T => this.get()); }
  spawnOther<U>(other: U): ThreadHandle {
    const value = this.value;
    return thread_spawn<i32>(GAS, (): i32 => sizeof<T>() + sizeof<U>() * 10 + <i32>sizeof<U>() * <i32>(<U>other > <U>0) + (value == value ? 100 : 0));
  }
  spawnBoth<U>(other: U): ThreadHandle { return thread_spawn<U>(GAS, (): U => <U>this.value + other); }
  static spawnStatic<U>(u: U): ThreadHandle { return thread_spawn<U>(GAS, (): U => { const b = new Box<U>(u); return b.get(); }); }
}

class Wide<A, B extends Base> extends Box<A> {
  constructor(a: A, public base: B) { super(a); }
  spawnWide<C extends Base>(c: C): ThreadHandle { return thread_spawn<i32>(GAS, (): i32 => <i32>this.value + this.base.virtual() + c.virtual() * 10); }
}

function generic<T, U>(t: T, u: U): ThreadHandle { return thread_spawn<U>(GAS, (): U => { const list = new Array<T>(3); return u + <U>list.length + <U>sizeof<T>() + <U>t; }); }
function genericVoid<T>(action: T): T { return thread_join<T>(thread_spawn<T>(GAS, (): T => action)); }

/** = 6 */
export function genericThis(): i64 { return thread_join<u8>(new Box<u8>(6).spawnThis()); }

/** = 5 */
export function genericString(): i64 { return thread_join<string>(new Box<string>("hello").spawnThis()).length; }

/** = 144 */
export function genericMembers(): i64 { return thread_join<i32>(new Box<i32>(1).spawnOther<u32>(0)); }

/** = 300 */
export function genericBoth(): i64 { return <i64>thread_join<u64>(new Box<u8>(100).spawnBoth<u64>(200)); }

/** = 77 */
export function genericStatic(): i64 { return thread_join<u16>(Box.spawnStatic<u16>(77)); }

/** = 24 */
export function genericExtends(): i64 {
  const d = new Derived(1);
  d.finish();
  return thread_join<i32>(new Wide<i8, Base>(3, new Base(1)).spawnWide<Derived>(d));
}

/** = 123 */
export function genericFunctions(): i64 { return <i64>thread_join<u64>(generic<u8, u64>(19, 100)); }

/** = 9 */
export function genericIdentity(): i64 { return genericVoid<i32>(4) + genericVoid<string>("12345").length; }
