import { CheckCompiler, compilers } from "./harness/check-compiler";
import { header, readMarks } from "./harness/rule-table";

const spawn = `thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1)))`;

// The ABI has the functions that the entry file exports under their own names, so these programs stand alone.
const valid: Readonly<Record<string, string>> = {
  "integers and strings": `export function f(a: u64, b: string): i128 { ${spawn}; return <i128>a; }`.replace(
    /i128/g,
    "i64",
  ),
  "classes, arrays and maps": `class P { x: u32 = 1; list: string[] = []; } export function f(p: P, m: Map<string, u32>): P | null { ${spawn}; return p; }`,
  "a helper that is not exported": `function half(x: f32): f32 { return x; } export function f(): u32 { return ${spawn}; }`,
  "nothing at all": `export function f(): void { ${spawn}; }`,
  "bytes and addresses": `export function f(a: Uint8Array, b: Address): Uint8Array { ${spawn}; return a; }`,
  "an array of arrays": `export function f(a: u32[][]): string[][] { ${spawn}; return [["a"]]; }`,
  "a set": `export function f(a: Set<u32>): Set<string> { ${spawn}; return new Set<string>(); }`,
  "an object that may be null": `class P { x: u32 = 1; } export function f(p: P | null): u32 { ${spawn}; return p ? p.x : 0; }`,
  "a class that has a base class": `class P { x: u32 = 1; } class Q extends P { y: bool = true; } export function f(q: Q): u32 { ${spawn}; return q.x; }`,
  "a variable that is exported": `export let k: f64 = 1.5; export function f(): u32 { return ${spawn}; }`,
};

const invalid: Readonly<Record<string, string>> = {
  "a parameter with a fraction": `export function f(a: «f64»): u32 { return ${spawn}; }`,
  "a result that is a function": `export function f(): «() => u32» { ${spawn}; return (): u32 => 1; }`,
  "a class with a handle": `class Job { handle: ThreadHandle | null = null; } export function f(job: «Job»): u32 { return ${spawn}; }`,
  "an array of numbers with a fraction": `export function f(a: «f32[]»): u32 { return ${spawn}; }`,
  "a map to functions": `export function f(a: «Map<string, () => u32>»): u32 { return ${spawn}; }`,
  "a callback": `export function f(g: «() => void»): u32 { return ${spawn}; }`,
  "a result with a fraction": `export function f(): «f64» { ${spawn}; return 1.5; }`,
  "a handle": `export function f(h: «ThreadHandle»): u32 { return ${spawn}; }`,
  "a class with a function in an array": `class Job { all: Array<() => u32> = []; } export function f(job: «Job»): u32 { return ${spawn}; }`,
  "a class with a fraction two classes deep": `class P { x: f32 = 1; } class Q { p: P = new P(); } export function f(q: «Q»): u32 { return ${spawn}; }`,
};

const compiler = new CheckCompiler();

test("TC1012 has enough cases", () => {
  for (const cases of [valid, invalid]) expect(Object.keys(cases).length).toBeGreaterThanOrEqual(10);
});

describe.each(compilers)("TC1012 with %s", (name) => {
  test.each(Object.entries(valid))("accepts %s", async (_, code) => {
    const { diagnostics, failure } = await compiler.compile({ compiler: name, files: { "index.ts": header + code } });
    expect([diagnostics, failure]).toEqual([[], null]);
  });

  test.each(Object.entries(invalid))("refuses %s", async (_, code) => {
    const { text, primary } = readMarks(header + code);
    const { diagnostics, written } = await compiler.compile({ compiler: name, files: { "index.ts": text } });
    expect(diagnostics.map(({ message, range }) => [message.slice(0, 6), range])).toEqual(
      primary.map((place) => ["TC1012", place]),
    );
    expect(written).toEqual([]);
  });
});
