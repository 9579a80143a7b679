// Classes of every kind that a thread may return; used by results.ts.

export enum Colour { Red, Green = 7 }

export class Person {
  nick: string | null = null;
  private secret: u64;
  constructor(public name: string, public age: u32) { this.secret = age * 2; }
  secretValue(): u64 { return this.secret; }
  setSecret(value: u64): void { this.secret = value; }
}

export class Route { from: u32; to: u32; via: u8[]; }

export class Animal {
  constructor(readonly name: string) {}
  sound(): string { return ""; }
}
export class Cat extends Animal {
  constructor(name: string, public lives: u8) { super(name); }
  sound(): string { return "meow"; }
}
export class Dog extends Animal {
  constructor(name: string, readonly bones: u32[]) { super(name); }
  sound(): string { return "woof"; }
}

export interface Shape { area(): u32; }
export class Square implements Shape {
  constructor(private side: u32) {}
  area(): u32 { return this.side * this.side; }
}
export class Circle implements Shape {
  constructor(private radius: u32) {}
  area(): u32 { return 3 * this.radius * this.radius; }
}

export abstract class Late {
  later!: string;
  abstract twice(): u32;
}
export class HasStatic extends Late {
  static instances: u32 = 0;
  constructor(private number: u32) { super(); HasStatic.instances++; }
  twice(): u32 { return this.number * 2; }
}

export class Box<T> { constructor(public value: T) {} }

export class Node {
  next: Node | null = null;
  self: Node | null = null;
  constructor(public value: i32) {}
}

export class Grid {
  children: Grid[] = [];
  static build(depth: i32): Grid {
    const grid = new Grid();
    if (depth > 0) { grid.children.push(Grid.build(depth - 1)); grid.children.push(Grid.build(depth - 1)); }
    return grid;
  }
  count(): i32 {
    let sum = 1;
    for (let i = 0; i < this.children.length; i++) sum += this.children[i].count();
    return sum;
  }
}

export class Registry {
  people: Person[] = [];
  ages: Map<Person, u32> = new Map();
}

export class Tagged extends Uint8Array { tag: string = ""; }
export class Labels extends Array<string> { owner: Person | null = null; }
export class Overrides extends Map<string, u32> {
  note: u32 = 0;
  fill(count: i32): void { for (let i = 0; i < count; i++) super.set(i.toString(), i); }
  set(key: string, value: u32): this { assert(false, "set of the subclass"); return this; }
  clear(): void { assert(false, "clear of the subclass"); }
}
