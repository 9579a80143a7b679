import { CheckCompiler, compilers, type CompilerName } from "../rules/harness/check-compiler";

interface Refusal {
  readonly title: string;
  /** The file after its imports. */
  readonly code: string;
  /** Our code in the message, or the compiler's own number. */
  readonly says: string | number;
  /** The text that is pointed at. */
  readonly at: string;
  readonly options?: readonly string[];
}

const THREAD = "thread_join<i32>(thread_spawn<i32>";

/** What rules do not find, since only the compiler's types tell; and what the compiler itself finds in code that has been moved. */
const refusals: readonly Refusal[] = [
  {
    title: "an unknown result type",
    code: "export function a(): i32 { return thread_join<i32>(thread_spawn<Foo>(1, () => new Foo())); }",
    says: 2304,
    at: "Foo",
  },
  {
    title: "an unknown element of the result type",
    code: "export function a(): i32 { return thread_join<Foo[]>(thread_spawn<Foo[]>(1, () => [])).length; }",
    says: 2304,
    at: "Foo",
  },
  {
    title: "a result that cannot leave",
    code: "export function a(): void { thread_join<() => void>(thread_spawn<() => void>(1, (): (() => void) => { return (): void => {}; })); }",
    says: "TC1003",
    at: "thread_spawn",
  },
  {
    title: "slots that are numbers",
    code: "export function a(): void { const s = [1, 2]; thread_join<i32>(thread_spawn_with_reservation<i32>(1, s, (): i32 => 1)); }",
    says: "TC1015",
    at: "s",
  },
  {
    title: "slots that are a string",
    code: 'export function a(): void { thread_join<i32>(thread_spawn_with_reservation<i32>(1, "abc", (): i32 => 1)); }',
    says: "TC1015",
    at: '"abc"',
  },
  {
    title: "slots that are a number",
    code: "export function a(): void { thread_join<i32>(thread_spawn_with_reservation<i32>(1, 5, (): i32 => 1)); }",
    says: "TC1015",
    at: "5",
  },
  {
    title: "slots that are functions",
    code: "export function a(f: i32): void { const s = [(): void => {}]; thread_join<i32>(thread_spawn_with_reservation<i32>(1, s, (): i32 => 1)); }",
    says: "TC1015",
    at: "s",
  },
  {
    title: "regions that are none",
    code: "export function a(): void { const s = [1]; thread_join<i32>(thread_spawn_with_memory<i32>(1, s, (): i32 => 1)); }",
    says: 2322,
    at: "s",
  },
  {
    title: "a captured vector",
    code: `export function a(): i32 { const v = i32x4.splat(1); return ${THREAD}(1, (): i32 => i32x4.extract_lane(v, 0))); }`,
    says: "TC1011",
    at: "v",
    options: ["--enable", "simd"],
  },
  {
    title: "an unknown name in the body",
    code: `export function a(): i32 { return ${THREAD}(1, (): i32 => nothing + 1)); }`,
    says: 2304,
    at: "nothing",
  },
  {
    title: "a type error in the body",
    code: `export function a(): i32 { return ${THREAD}(1, (): i32 => "x")); }`,
    says: 2322,
    at: '"x"',
  },
  {
    title: "an annotation unlike the type argument",
    code: `export function a(): i32 { return ${THREAD}(1, (): string => "x")); }`,
    says: 2322,
    at: "thread_spawn",
  },
  {
    title: "an annotation wider than the type argument",
    code: "export function a(): i32 { return thread_join<u8>(thread_spawn<u8>(1, (): u64 => 1)); }",
    says: 200,
    at: "thread_spawn",
  },
  {
    title: "gas that is no number",
    code: `export function a(): i32 { return ${THREAD}("1", (): i32 => 1)); }`,
    says: 2322,
    at: '"1"',
  },
  {
    title: "this where there is none",
    code: `class C { x: i32 = 1; static a(): i32 { return ${THREAD}(1, (): i32 => this.x)); } } export function a(): i32 { return C.a(); }`,
    says: 2339,
    at: "",
  },
  {
    title: "a float parameter of an exported function",
    code: "export function a(x: f64): void {}",
    says: "TC1012",
    at: "f64",
  },
  {
    title: "a function as a result",
    code: "export function a(): () => void { return (): void => {}; }",
    says: "TC1012",
    at: "() => void",
  },
  {
    title: "a field that cannot travel",
    code: "class P { when: f32 = 0; } class Q { p: P[] = []; } export function a(q: Map<string, Q>): void {}",
    says: "TC1012",
    at: "Map<string, Q>",
  },
  {
    title: "a class on a container",
    code: "class L extends Array<i32> {} export function a(l: L): void {}",
    says: "TC1012",
    at: "L",
  },
  {
    title: "an interface",
    code: "interface I { x: i32; } class C implements I { x: i32 = 1; } export function a(l: I): i32 { return l.x; }",
    says: "TC1012",
    at: "I",
  },
  { title: "an error object", code: "export function a(l: Error): void {}", says: "TC1012", at: "Error" },
  { title: "a handle", code: "export function a(l: ThreadHandle): void {}", says: "TC1012", at: "ThreadHandle" },
];

const header =
  'import { thread_join, thread_spawn, thread_spawn_with_memory, thread_spawn_with_reservation, ThreadHandle } from "@threaded-contract/sdk";\n';

describe("what cannot be compiled is one error at the author's place", () => {
  const compiler = new CheckCompiler();

  async function refuse({ code, options, says, at }: Refusal, name: CompilerName): Promise<void> {
    const text = header + code;
    const { diagnostics, wasm, failure } = await compiler.compile({
      compiler: name,
      files: { "index.ts": text },
      options: options ?? [],
    });
    expect(wasm).toBeNull();
    expect(failure).not.toBeNull();
    const errors = diagnostics.filter(({ category }) => category === 3);
    expect(errors.length).toBeGreaterThan(0);
    for (const { number, message, range } of errors) {
      if (typeof says === "number") expect({ number, message }).toMatchObject({ number: says });
      else expect(message.split(":")[0]).toBe(says);
      expect(range?.path).toBe("index.ts");
      expect(text.slice(range!.start, range!.end)).toContain(at);
    }
    // Once for each place: an unknown type is unknown wherever it stands.
    expect(new Set(errors.map(({ range }) => range!.start)).size).toBe(errors.length);
  }

  test.each(refusals)("$title: $says", (refusal) => refuse(refusal, "assemblyscript"));

  const types = refusals.filter(({ says }) => typeof says === "string" || says === 2304);
  const elsewhere = compilers.slice(1).flatMap((name) => types.map((refusal) => ({ ...refusal, name })));
  test.each(elsewhere)("$name: $title", (refusal) => refuse(refusal, refusal.name));
});
