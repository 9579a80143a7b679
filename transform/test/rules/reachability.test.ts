import { CheckCompiler, compilers } from "./harness/check-compiler";
import { verifyModule } from "@threaded-contract/transform";
import { header } from "./harness/rule-table";

const compiler = new CheckCompiler();

const deep = `${header}
class Token {
  mint(amount: u32): u32 { this.log(amount); return amount; }
  log(amount: u32): void { emit("Transfer", new Uint8Array(4)); }
}
function settle(token: Token, amount: u32): u32 {
  return token.mint(amount);
}
export function f(amount: u32): u32 {
  const token = new Token();
  const handle = thread_spawn<u32>(1000, (): u32 => settle(token, amount));
  return thread_join<u32>(handle);
}
`;

/** The number of the line that holds a text. */
const lineIn = (source: string) => (text: string) => source.slice(0, source.lastIndexOf(text)).split("\n").length;

describe.each(compilers)("the check of the compiled module with %s", (name) => {
  test("shows the way to the cause, each step with its line, and two places", async () => {
    const { diagnostics, output, failure, written } = await compiler.compile({
      compiler: name,
      files: { "index.ts": deep },
    });
    expect([diagnostics.length, failure, written]).toEqual([1, "1 afterCompile error(s)", []]);
    const [{ number, category, message, range, related }] = diagnostics as [(typeof diagnostics)[number]];
    expect([number, category]).toEqual([109, 3]);
    const [spawn, settle, mint, log] = ["= thread_spawn", "return token.mint", "this.log(", "emit("].map(lineIn(deep));
    expect(message).toContain(
      `Reached: the thread → settle (index.ts:${spawn}) → Token#mint (index.ts:${settle}) → Token#log (index.ts:${mint}) → emit (index.ts:${log}) → env.emit (`,
    );
    expect(deep.slice(range!.start, range!.end)).toBe(`emit("Transfer", new Uint8Array(4))`);
    expect(deep.slice(related!.start, related!.end)).toBe("thread_spawn<u32>(1000, (): u32 => settle(token, amount))");
    expect(output.match(/└─ in index.ts/g)).toHaveLength(2);
  });

  test("points at the author's line when a library is at fault, once for each such line", async () => {
    const library = `import { emit } from "@threaded-contract/sdk"; export class Bank { static pay(): u32 { emit("a", new Uint8Array(1)); emit("b", new Uint8Array(1)); return 1; } }`;
    const source = `import { thread_spawn, thread_join } from "@threaded-contract/sdk";
import { Bank } from "bank";
function twice(): u32 { return Bank.pay() + Bank.pay(); }
export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => twice())); }
export function g(): u32 { return Bank.pay(); }`;
    const { diagnostics } = await compiler.compile({
      compiler: name,
      files: { "index.ts": source, "node_modules/bank/index.ts": library },
    });
    expect(diagnostics.map(({ message, range }) => [message.slice(0, 6), range!.path, range!.start])).toEqual([
      ["TC3001", "index.ts", source.indexOf("Bank.pay()")],
      ["TC3001", "index.ts", source.indexOf("+ Bank.pay()") + 2],
    ]);
    expect(diagnostics[0]!.message).toContain("Bank.pay (index.ts:3) → emit (~lib/bank/index.ts:1)");
  });

  test("reports a place once, with the first of the threads that reach it", async () => {
    const source = `${header}
function note(): u32 { emit("a", new Uint8Array(1)); return 1; }
export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note())) + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note() + 1)); }`;
    const { diagnostics } = await compiler.compile({ compiler: name, files: { "index.ts": source } });
    expect(diagnostics.map(({ related }) => source.slice(related!.start, related!.end))).toEqual([
      "thread_spawn<u32>(1000, (): u32 => note())",
    ]);
  });

  test.each([
    ["a builtin call of a computed index", "call_indirect<void>(i, 0);"],
    ["a function value of the same signature", "run((x: usize): void => { work(<u32>x); });"],
  ])("%s reaches no entry, nor does the verifier think so", async (_, body) => {
    const source = `${header}
function run(g: (x: usize) => void): void { g(0); }
export function f(i: u32): void {
  thread_join(thread_spawn_with_reservation<void>(1000, ["a"], (): void => Storage.set<u32>("a", 1)));
  thread_join(thread_spawn<void>(1000, (): void => { ${body} }));
}
export function g(): void { run((x: usize): void => { work(1); }); }`;
    const { diagnostics, wasm } = await compiler.compile({ compiler: name, files: { "index.ts": source } });
    expect(diagnostics).toEqual([]);
    expect(verifyModule(wasm!).findings).toEqual([]);
  });

  test("a start function that spawns", async () => {
    const source = `${header}
function g(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }
let k = g();
export function f(): u32 { return k; }`;
    const { diagnostics } = await compiler.compile({
      compiler: name,
      files: { "index.ts": source },
      options: ["--exportStart", "start"],
    });
    expect(diagnostics.map(({ message }) => message.slice(0, 6))).toEqual(["TC1007"]);
  });
});

// The transform asks the compiler for source ranges of the compiled module; that must not change what it emits.
describe.each(compilers)("remembering where expressions come from, with %s", (name) => {
  test.each([["-O0"], ["-O3", "--converge"], ["--debug"]])(
    "leaves the emitted bytes as they are: %s %s",
    async (...options) => {
      const plain = {
        "index.ts": `class A { x: u32 = 1; get y(): u32 { return this.x * 2; } } export function f(a: u32): u32 { const o = new A(); return [o.y, a].map<u32>((v: u32): u32 => v + 1)[0]; }`,
      };
      const without = await compiler.compile({ compiler: name, files: plain, transform: false, options });
      const only = await compiler.compile({
        compiler: name,
        files: plain,
        transform: false,
        prepareOnly: true,
        options,
      });
      expect(without.wasm).not.toBeNull();
      expect(only.wasm!.equals(without.wasm!)).toBe(true);
      expect(only.remembered).toBeGreaterThan(0);
      expect(without.remembered).toBe(0);
    },
  );
});
