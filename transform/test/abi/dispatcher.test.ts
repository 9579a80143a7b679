import { createHash } from "node:crypto";
import { ForkHarness } from "../../../test/support/fork-harness/harness";
import { decodeModule } from "../../src/wasm/decoder";
import { readManifest } from "../../src/verify/manifest";
import { compileProgram, compilers } from "../lower/support/compile";

const contract = {
  "index.ts": `
    import { thread_join, thread_spawn, emitEvent } from "@threaded-contract/sdk";
    import { Pair, swap as flip } from "./lib/pair";
    export { double as twice } from "./lib/pair";
    export * from "./lib/more";
    export { flip as swapped };
    const hidden: u32 = 1;
    export const notCallable = hidden;
    export class Shown { x: i32 = 0; }
    export function generic<T>(x: T): T { return x; }
    let owner: u32 = 0;
    export function onDeploy(first: u32, name: string): void { owner = first + name.length; }
    export function getOwner(): u32 { return owner; }
    class Changed { constructor(public owner: u32, public by: string) {} }
    export function nothing(): void { owner = 7; emitEvent("Changed", new Changed(7, "x")); }
    export function inThread(pair: Pair): Pair { return thread_join<Pair>(thread_spawn<Pair>(50_000, (): Pair => new Pair(<u32>pair.y, pair.x))); }
    export function text(a: string | null, b: bool): string { return (a === null ? "none" : a!) + (b ? "!" : "?"); }
    function unexported(): void {}
    unexported();
  `,
  "lib/pair.ts": `
    type Word = u16;
    export class Pair { constructor(public x: u32, public y: u64) {} }
    export function swap(pair: Pair): Pair { return new Pair(<u32>pair.y, pair.x); }
    export function double(word: Word): Word { return word * 2; }
  `,
  "lib/more.ts": `
    class Pair { left: i8 = -1; }
    export function moreOf(list: i8[]): Pair[] { return list.map<Pair>((left: i8): Pair => { const pair = new Pair(); pair.left = left; return pair; }); }
  `,
};

const selector = (name: string): string => createHash("sha256").update(name).digest("hex").slice(0, 8);
const call = (name: string, args = ""): Uint8Array => Buffer.from(selector(name) + args, "hex");

describe.each(compilers)("the generated execute on %s", (compiler) => {
  const compiled = compileProgram(contract, { compiler, flags: ["-O3"] });
  let harness: ForkHarness;

  beforeEach(async () => {
    const { bytes, output } = await compiled;
    if (bytes === null) throw new Error(output);
    harness = new ForkHarness(bytes);
  });

  const answer = (name: string, args = ""): string => {
    const { status, data } = harness.execute(call(name, args));
    return `${status} ${Buffer.from(data).toString("hex")}`;
  };

  test("offers what the entry file exports, under the exported names", async () => {
    const { functions, types, threads, kind } = readManifest(decodeModule((await compiled).bytes!));
    const described = functions.map(
      ({ name, params, returns }) =>
        `${name}(${params.map((each) => `${each.name}: ${each.type}`).join(", ")}): ${returns}`,
    );
    expect(kind).toBe("plain");
    expect(described.sort()).toEqual([
      "getOwner(): u32",
      "inThread(pair: Pair): Pair",
      "moreOf(list: Array<i8>): Array<lib/more/Pair>",
      "nothing(): void",
      "onDeploy(first: u32, name: string): void",
      "swapped(pair: Pair): Pair",
      "text(a: string | null, b: bool): string",
      "twice(word: u16): u16",
    ]);
    expect(types).toEqual({
      Changed: {
        base: null,
        fields: [
          { name: "owner", type: "u32" },
          { name: "by", type: "string" },
        ],
      },
      Pair: {
        base: null,
        fields: [
          { name: "x", type: "u32" },
          { name: "y", type: "u64" },
        ],
      },
      "lib/more/Pair": { base: null, fields: [{ name: "left", type: "i8" }] },
    });
    expect(threads).toMatchObject([
      { function: "inThread", result: "Pair", kind: "readonly", file: "index.ts", line: 16, export: "thread:0" },
    ]);
    for (const { name, selector: shown } of functions) expect(shown).toBe(`0x${selector(name)}`);
  });

  test("decodes arguments and encodes results", () => {
    expect(answer("swapped", "00000005" + "0000000000000009")).toBe("0 00000009" + "0000000000000005");
    expect(answer("twice", "0102")).toBe("0 0204");
    expect(answer("moreOf", "00000002" + "05fe")).toBe("0 00000002" + "05fe");
    expect(answer("text", "00" + "01")).toBe("0 00000005" + Buffer.from("none!").toString("hex"));
    expect(answer("text", "01" + "00000002c3bc" + "00")).toBe("0 00000003" + Buffer.from("ü?").toString("hex"));
    expect(answer("nothing")).toBe("0 ");
    expect(answer("getOwner")).toBe("0 00000007");
    expect(answer("inThread", "00000005" + "0000000000000009")).toBe("0 00000009" + "0000000000000005");
  });

  test("runs onDeploy with arguments and no selector, and offers it to nobody else", () => {
    const calldata = Buffer.from("00000005" + "00000003" + "616263", "hex");
    expect(harness.callWith("onDeploy", calldata)).toBe(0);
    expect(answer("getOwner")).toBe("0 00000008");
    expect(answer("onDeploy", calldata.toString("hex"))).toMatch(/^1 63739d5c/);
  });

  test.each([
    ["an unknown selector", "deadbeef"],
    ["no selector", "00"],
    ["missing arguments", selector("twice") + "01"],
    ["too many bytes", selector("twice") + "010203"],
    ["a flag that is none", selector("text") + "02" + "01"],
  ])("reverts on %s", (_, calldata) => {
    const { status, data } = harness.execute(Buffer.from(calldata, "hex"));
    expect(status).toBe(1);
    expect(Buffer.from(data).toString("hex", 0, 4)).toBe("63739d5c");
  });
});

describe.each(compilers)("a program with several entry files on %s", (compiler) => {
  const shared = "export function shared(): u32 { return 3; }";
  const two = (first: string, second: string) => {
    const sources = { "first.ts": first, "second.ts": second, "shared.ts": shared };
    return compileProgram(sources, { compiler, flags: ["second.ts"] });
  };

  test("offers what each of them exports", async () => {
    const { bytes, output } = await two(
      'import "@threaded-contract/sdk"; export { shared } from "./shared"; export function one(): u32 { return 1; }',
      'export { shared } from "./shared"; export function two(value: u32): u32 { return value * 2; }',
    );
    expect(output).toBe("");
    const { functions } = readManifest(decodeModule(bytes!));
    expect(functions.map(({ name }) => name).sort()).toEqual(["one", "shared", "two"]);
    const harness = new ForkHarness(bytes!);
    const answers = [call("one"), call("two", "00000004"), call("shared")].map((calldata) => {
      return Buffer.from(harness.execute(calldata).data).toString("hex");
    });
    expect(answers).toEqual(["00000001", "00000008", "00000003"]);
  });

  test("is refused where two of them export functions of one name", async () => {
    const { bytes, output } = await two(
      'import "@threaded-contract/sdk"; export function one(): u32 { return 1; }',
      "export function one(): u32 { return 2; }",
    );
    expect(bytes).toBeNull();
    expect(output).toMatch(/TC1012: [^]*'one'[^]*second\.ts\(1,17\)[^]*first\.ts\(1,50\)/);
  });
});
