import { decodeModule, isThreadedContractError, OperatorReader, verifyModule } from "@threaded-contract/transform";
import { plainContract, threadEntry, manifestText, withManifest } from "../../../test/support/wasm/contracts";
import { Random, reproduction, testSeed } from "../../../test/support/wasm/random";

const FILE = "transform/test/wasm/damage.test.ts";
const MUTANTS = 4_000;

function sample(): Uint8Array {
  const builder = plainContract(
    {
      code: "local.get 0 local.get 0 call 0 block void local.get 0 br_table 1 0 0 end i32.const 0 i32.const 1 i32.const 8 memory.fill 0 local.get 0",
    },
    (empty) => empty.import("load", { parameters: "i32 i32" }),
  );
  const entry = builder.function({ parameters: "i32", code: "local.get 0 local.get 0 call 0", exported: "thread:0" });
  builder.table(4).elements(1, [entry]).data(16, [1, 2, 3, 4]);
  builder.global("i64", true, "i64.const 123456789012");
  return withManifest(builder, manifestText([threadEntry(0, 1)]));
}

/** Reads everything there is to read; whatever the bytes are, it ends, and only with an error of ours. */
function readAll(bytes: Uint8Array): string {
  try {
    const module = decodeModule(bytes);
    for (const body of module.bodies) {
      const operators = new OperatorReader(bytes, body.codeStart, body.end);
      while (operators.next()) if (operators.opcode === 0x0e) operators.labels();
    }
    verifyModule(bytes);
    return "read";
  } catch (error) {
    if (isThreadedContractError(error)) return error.code;
    throw error;
  }
}

test("any byte changed, added or removed is read or refused with a code", () => {
  const seed = testSeed();
  const random = new Random(seed);
  const original = sample();
  const outcomes = new Set<string>();
  for (let number = 0; number < MUTANTS; number++) {
    const bytes = [...original];
    for (let changes = 1 + random.below(3); changes > 0; changes--) {
      const place = random.below(bytes.length);
      const value = random.pick([0x00, 0x7f, 0x80, 0xff, random.below(256)]);
      bytes.splice(place, random.below(2), ...(random.below(4) === 0 ? [] : [value]));
    }
    try {
      outcomes.add(readAll(Uint8Array.from(bytes)));
    } catch (error) {
      throw new Error(`mutant ${number}: ${reproduction(FILE, seed)}`, { cause: error });
    }
  }
  expect(outcomes).toContain("read");
  expect(outcomes).toContain("TC6001");
  expect(outcomes).toContain("TC6002");
  expect(outcomes).toContain("TC6004");
});

test("the sample itself is read", () => {
  expect(WebAssembly.validate(sample())).toBe(true);
  expect(readAll(sample())).toBe("read");
});

test("huge counts cost nothing", () => {
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  // 2^32 - 1 locals of one function; the engine and admission have limits of their own.
  const locals = [
    ...header,
    1,
    4,
    1,
    0x60,
    0,
    0,
    3,
    2,
    1,
    0,
    10,
    10,
    1,
    8,
    1,
    0xff,
    0xff,
    0xff,
    0xff,
    0x0f,
    0x7f,
    0x0b,
  ];
  expect(decodeModule(Uint8Array.from(locals)).bodies[0]!.localCount).toBe(0xffff_ffff);
});
