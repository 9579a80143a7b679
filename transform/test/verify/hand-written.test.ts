import { formatVerification, verifyModule } from "@threaded-contract/transform";
import { expectCode } from "../../../test/support/expect-code";
import { manifestText, plainContract, threadEntry, withManifest } from "../../../test/support/wasm/contracts";
import type { ModuleBuilder } from "../../../test/support/wasm/module-builder";

interface Case {
  readonly name: string;
  /** The code of the thread's entry; function 0 is `env.emit`, 1 `execute`, 2 the entry, 3 the one that emits. */
  readonly code: string;
  /** Adds what the code needs. */
  readonly extra?: (builder: ModuleBuilder) => void;
}

const EMITTER = 3;
const ACTIVE = 0;
const PASSIVE = 1;
const FUNCREF = 0x70;
/** The type () -> (), in the order in which the builder meets them: emit's, execute's, the entry's, then this. */
const CALL_ANY = "local.get 0 call_indirect 3 0";

/** A thread that never names the function that emits in a call, and calls it all the same. */
const hidden: readonly Case[] = [
  {
    name: "in the table at an index that is computed",
    code: CALL_ANY,
    extra: (builder) => void builder.elements(5, [EMITTER]),
  },
  {
    name: "in the table at an index from a mutable global that main may have set",
    code: "global.get 0 call_indirect 3 0",
    extra: (builder) => {
      builder.global("i32", true, "i32.const 0");
      builder.elements(5, [EMITTER]);
    },
  },
  { name: "put into the table by the thread itself", code: `i32.const 5 ref.func ${EMITTER} table.set 0 ${CALL_ANY}` },
  { name: "spread over the table", code: `i32.const 0 ref.func ${EMITTER} i32.const 9 table.fill 0 ${CALL_ANY}` },
  { name: "appended to the table", code: `ref.func ${EMITTER} i32.const 1 table.grow 0 drop ${CALL_ANY}` },
  {
    name: "copied from a segment that is not in the table yet",
    code: `i32.const 5 i32.const 0 i32.const 1 table.init 0 0 ${CALL_ANY}`,
    extra: (builder) => void builder.rawElements([PASSIVE, 0, 1, EMITTER]),
  },
  {
    name: "copied from another table",
    code: `i32.const 5 i32.const 0 i32.const 1 table.copy 0 1 ${CALL_ANY}`,
    extra: (builder) => {
      builder.table(4);
      builder.rawElements([2, 1, 0x41, 0, 0x0b, ACTIVE, 1, EMITTER]);
    },
  },
  {
    name: "in a mutable global that is put into the table",
    code: `i32.const 5 global.get 0 table.set 0 ${CALL_ANY}`,
    extra: (builder) => void builder.global("funcref", true, `ref.func ${EMITTER}`),
  },
  {
    name: "in a mutable global that the thread fills",
    code: `ref.func ${EMITTER} global.set 0 i32.const 5 global.get 0 table.set 0 ${CALL_ANY}`,
    extra: (builder) => void builder.global("funcref", true, "ref.null funcref"),
  },
  {
    name: "in a segment of expressions",
    code: CALL_ANY,
    extra: (builder) => void builder.rawElements([5, FUNCREF, 1, 0xd2, EMITTER, 0x0b]),
  },
  {
    name: "in a declared segment",
    code: CALL_ANY,
    extra: (builder) => void builder.rawElements([3, 0, 1, EMITTER]),
  },
  {
    name: "put into the table by the start function",
    code: CALL_ANY,
    extra: (builder) => void builder.start(builder.function({ code: `i32.const 5 ref.func ${EMITTER} table.set 0` })),
  },
  {
    name: "put into the table by main, which may run before the spawn",
    code: CALL_ANY,
    extra: (builder) =>
      void builder.function({ code: `i32.const 5 ref.func ${EMITTER} table.set 0`, exported: "fill" }),
  },
];

function contract({ code, extra }: Pick<Case, "code" | "extra">): Uint8Array {
  const builder = plainContract({}, (empty) => empty.import("emit", { parameters: "i32 i32" }));
  const entry = builder.function({ parameters: "i32", code, exported: "thread:0" });
  builder.table(16).elements(1, [entry]);
  builder.function({ code: "i32.const 0 i32.const 0 call 0" });
  extra?.(builder);
  return withManifest(builder, manifestText([threadEntry(0, 1)]));
}

const codesOf = (wasm: Uint8Array): string[] => verifyModule(wasm).findings.map(({ code }) => code);

describe("a module written by hand, whose thread emits through a function", () => {
  test.each(hidden)("$name", (each) => {
    expect(codesOf(contract(each))).toEqual(["TC3001"]);
  });

  test("that it does not reach is no reason to refuse it", () => {
    expect(codesOf(contract({ code: "local.get 0 drop" }))).toEqual([]);
    // There is no reference to the one that emits.
    expect(codesOf(contract({ code: CALL_ANY }))).toEqual([]);
  });
});

test("floating-point instructions are found wherever a thread reaches them, and nowhere else", () => {
  const float = { code: "f64.const 1 f64.const 2 f64.add drop" };
  const reached = contract({ code: "call 4", extra: (builder) => void builder.function(float) });
  expect(verifyModule(reached).findings).toMatchObject([
    { code: "TC3006", entry: "thread:0", path: ["thread:0 (#2)", "function (#4)"] },
  ]);
  const apart = contract({ code: "local.get 0 drop", extra: (builder) => void builder.function(float) });
  expect(codesOf(apart)).toEqual([]);
});

describe("what nobody could follow is refused", () => {
  const limits = [0, 1];
  test.each([
    ["a table of the host", [1, FUNCREF, ...limits]],
    ["a global of the host with a function", [3, FUNCREF, 1]],
    ["a memory of the host", [2, ...limits]],
  ])("%s", (_, description) => {
    const builder = plainContract({}, (empty) => void empty.rawImport("env", "given", description));
    expect(codesOf(withManifest(builder))).toEqual(["TC6003"]);
  });

  test.each([
    ["a tail call", [0x12, 0]],
    ["an indirect tail call", [0x13, 3, 0]],
    ["a call of a reference", [0x14, 3]],
    ["a throw", [0x08, 0]],
  ])("%s", (_, bytes) => {
    // The bytes go where the entry's code is two `nop`s and more.
    const marker = [1, 1, 1, 1, 1];
    const wasm = contract({ code: "nop nop nop nop nop" });
    const at = Buffer.from(wasm).indexOf(Buffer.from(marker));
    expect(at).toBeGreaterThan(0);
    wasm.set(bytes, at);
    expectCode("TC6004", () => verifyModule(wasm));
  });

  test("a thread entry that is an import", () => {
    const builder = plainContract({}, (empty) => empty.import("thread_result", { parameters: "i32" }));
    builder.export("thread:0", "function", 0);
    expect(codesOf(withManifest(builder, manifestText([threadEntry(0, 1)])))).toEqual(
      expect.arrayContaining(["TC6007", "TC2008"]),
    );
  });
});

test("a report says of every thread what it reaches and what it may do, forbidden or not", () => {
  const [text = ""] = formatVerification(verifyModule(contract(hidden[0]!)))
    .split("\n\n")
    .slice(1);
  expect(text).toBe("thread:0  readonly  assembly/index.ts:1:1\n  may: emits events\n  reaches 1 import: env.emit");
});
