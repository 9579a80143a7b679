import { testRule } from "./harness/rule-table";

const joined = (body: string) => `thread_join<u32>(thread_spawn<u32>(1000, (): u32 => ${body}))`;

testRule("TC1005", {
  valid: [
    {
      name: "an array of the body",
      code: `export function f(): u32 { return ${joined("{ const own: u32[] = []; own.push(1); own[0] = 2; return own[0]; }")}; }`,
    },
    {
      name: "reading captures",
      code: `let scale: u32 = 2; export function f(list: u32[]): u32 { return ${joined("list[0] * scale + list.length")}; }`,
    },
    {
      name: "a change that is meant",
      code: `let scratch: u32 = 0; export function f(): u32 { return ${joined("{\n// threaded-contract: allow TC1005\nscratch = 1; return scratch; }")}; }`,
    },
    {
      name: "bytes of a region",
      code: `export function f(): u32 {
        const region = SharedMemory.allocate(64);
        thread_join(thread_spawn_with_memory<void>(1000, [region], (): void => { region.setU32(0, 7); }));
        return region.getU32(0);
      }`,
    },
    {
      name: "a stored value of a reserved slot",
      code: `class Token { total: Stored<u64> = new Stored<u64>("total"); add(): void { thread_join(thread_spawn_with_reservation<void>(1000, ["total"], (): void => { this.total.value += 1; })); } }
      export function f(): void { new Token().add(); }`,
    },
    {
      name: "a stored value in a local",
      code: `export function f(): void { const total = new Stored<u64>("total"); thread_join(thread_spawn_with_reservation<void>(1000, ["total"], (): void => { total.value = 5; })); }`,
    },
    {
      name: "an element of a stored array",
      code: `class StoredList { push(value: u32): void {} save(): void { Storage.set<u32>("a", 1); } }
      export function f(): void { const list = new StoredList(); thread_join(thread_spawn_with_reservation<void>(1000, ["a"], (): void => { list.push(1); list.save(); })); }`,
    },
    {
      name: "a function that only reads",
      code: `function sum(list: u32[]): u32 { return list[0] + list.length; } export function f(list: u32[]): u32 { return ${joined("sum(list)")}; }`,
    },
    {
      name: "a function that changes a copy",
      code: `function first(list: u32[]): u32 { const own = list.slice(0); own.push(1); return own[0]; } export function f(list: u32[]): u32 { return ${joined("first(list)")}; }`,
    },
    {
      name: "a function that changes what the body made",
      code: `function fill(list: u32[]): u32 { list.push(1); return list[0]; } export function f(): u32 { return ${joined("fill([1, 2])")}; }`,
    },
    {
      name: "a method that changes the body's object",
      code: `class Box { v: u32 = 0; bump(): u32 { this.v += 1; return this.v; } } export function f(): u32 { return ${joined("new Box().bump()")}; }`,
    },
    {
      name: "a change that is meant, in a function",
      code: `function fill(list: u32[]): u32 { list.push(1); return list[0]; } export function f(list: u32[]): u32 { return ${joined("{\n// threaded-contract: allow TC1005\nfill(list); return 1; }")}; }`,
    },
  ],
  invalid: [
    {
      name: "M-2: a captured array",
      code: `export function f(list: u32[]): u32 { return ${joined("{ «list.push(1)»; «list[0] = 5»; return 1; }")}; }`,
    },
    {
      name: "a field",
      code: `class Counter { count: u32 = 0; run(): u32 { return ${joined("{ «this.count = 5»; «this.count++»; return 1; }")}; } } export function f(): u32 { return new Counter().run(); }`,
    },
    {
      name: "a module variable",
      code: `let ‹total: u32 = 0›; export function f(): u32 { return ${joined("{ «total += 1»; return 1; }")}; }`,
    },
    {
      name: "a map in an object",
      code: `class Book { entries: Map<u32, u32> = new Map<u32, u32>(); } export function f(): u32 { const book = new Book(); return ${joined("{ «book.entries.set(1, 2)»; return 1; }")}; }`,
    },
    {
      name: "a field of a captured object",
      code: `class Box { value: u32 = 0; } export function f(): u32 { const box = new Box(); return ${joined("{ «box.value = 5»; return 1; }")}; }`,
    },
    {
      name: "a field under a reservation",
      code: `class Counter { count: u32 = 0; run(): void { thread_join(thread_spawn_with_reservation<void>(1000, ["a"], (): void => { «this.count = 5»; Storage.set<u32>("a", 1); })); } } export function f(): void { new Counter().run(); }`,
    },
    {
      name: "an array given to a function that changes it",
      code: `function fill(list: u32[]): u32 { list.push(1); return list[0]; } export function f(list: u32[]): u32 { return ${joined("«fill(list)»")}; }`,
    },
    {
      name: "an object given through two functions",
      code: `class Box { v: u32 = 0; } function put(b: Box, x: u32): u32 { b.v = x; return x; } function deep(x: u32, box: Box): u32 { return put(box, x); } export function f(): u32 { const box = new Box(); return ${joined("«deep(1, box)»")}; }`,
    },
    {
      name: "a method that changes its object",
      code: `class Box { v: u32 = 0; bump(): u32 { this.v += 1; return this.v; } } export function f(): u32 { const box = new Box(); return ${joined("«box.bump()»")}; }`,
    },
    {
      name: "a method of the same object",
      code: `class Box { all: u32[] = []; grow(): u32 { this.all.push(1); return this.all.length; } run(): u32 { return ${joined("«this.grow()»")}; } } export function f(): u32 { return new Box().run(); }`,
    },
    {
      name: "a field given to a function of another file",
      code: `import { fill } from "./fill"; class Box { all: u32[] = [1]; } export function f(): u32 { const box = new Box(); return ${joined("«fill(box.all)»")}; }`,
      files: { "fill.ts": `export function fill(list: u32[]): u32 { list[0] = 7; return list[0]; }` },
    },
  ],
});
