import { join } from "node:path";
import { compileProgram, compilers } from "./support/compile";

const plain = `
  import { log } from "./log";
  class Point { constructor(public x: i32, public y: i32) {} }
  function thread_spawn<T>(gas: u64, fn: () => T): T { return fn(); }
  export function sum(n: i32): i32 { let s = 0; for (let i = 0; i < n; i++) s += new Point(i, 1).x; return s + thread_spawn<i32>(1, (): i32 => 2) + log(n); }
  export function text(): string { return ["a", "b"].join(","); }
`;
const log = `export function log(x: i32): i32 { return x * 2; }`;

const threaded = `
  import { thread_join, thread_spawn } from "@threaded-contract/sdk";
  import { scale } from "./library/scale";
  class Account { constructor(public id: u32) {} }
  export function run(x: u32): u64 { const account = new Account(x); return thread_join<u64>(thread_spawn<u64>(50_000, (): u64 => scale(account.id))); }
  export function identify(x: u32): Account { return thread_join<Account>(thread_spawn<Account>(50_000, (): Account => new Account(x))); }
`;
const scale = `export function scale(x: u32): u64 { return <u64>x * 3; }`;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

jest.setTimeout(300_000);

describe("a program that does not use threads", () => {
  test.each(
    compilers.flatMap((compiler) =>
      [["-O0"], ["-O3", "--debug"]].map((flags) => ({ compiler, flags, level: flags.join(" ") })),
    ),
  )("has the same bytes with and without the transform: $compiler $level", async ({ compiler, flags }) => {
    const sources = { "index.ts": plain, "log.ts": log };
    const [with_, without] = await Promise.all([
      compileProgram(sources, { compiler, flags, runtime: "incremental" }),
      compileProgram(sources, { compiler, flags, runtime: "incremental", transform: false }),
    ]);
    expect(with_.bytes).not.toBeNull();
    expect(Buffer.from(with_.bytes!).equals(without.bytes!)).toBe(true);
    expect(with_.files).toEqual({});
  });
});

describe("a program with threads", () => {
  const sources = { "index.ts": threaded, "library/scale.ts": scale };

  test.each(compilers)("compiles to the same bytes in every folder, and each time: %s", async (compiler) => {
    const results = await Promise.all([0, 1, 2].map(() => compileProgram(sources, { compiler, flags: ["-O2"] })));
    const [first, ...others] = results;
    expect(first!.bytes).not.toBeNull();
    for (const other of others) {
      expect(Buffer.from(other.bytes!).equals(first!.bytes!)).toBe(true);
      expect(other.files).toEqual(first!.files);
    }
    expect(text(first!.bytes!)).not.toMatch(/threaded-contract-source|sourceMappingURL|generated\.ts/);
  });

  test("has a source map only when asked, and every file in it is the author's or a library's", async () => {
    const { bytes } = await compileProgram(sources, { flags: ["--sourceMap", "--debug"] });
    expect(text(bytes!)).toContain("sourceMappingURL");
    expect(text(bytes!)).not.toContain("generated.ts");
  });

  test("is transformed once, though the transform is named twice", async () => {
    const once = await compileProgram(sources);
    const config = {
      "asconfig.json": JSON.stringify({ options: { transform: [join(__dirname, "../../dist/index.js")] } }),
    };
    const twice = await compileProgram({ ...sources, ...config }, { flags: ["--config", "asconfig.json"] });
    expect(twice.output).toBe("");
    expect(Buffer.from(twice.bytes!).equals(once.bytes!)).toBe(true);
  });
});
