import { decodeModule, readManifest } from "@threaded-contract/transform";
import { oip0002 } from "../../src/gas/oip0002";
import { admit } from "../../src/meter/admit";
import { exactModule } from "../../src/meter/exact-module";
import { GasPlan } from "../../src/meter/gas-plan";
import { planMerge } from "../../src/meter/merge/plan-module";
import { checkExports } from "../../src/meter/check-exports";
import { planCalls, scanFunctions } from "../../src/meter/scan-module";
import { plainContract, withManifest } from "../../../test/support/wasm/contracts";
import { observe } from "../support/observe";

const GAS = 100_000n;

/** Local 0 is the argument, 1 counts, 2 is a bound. */
function contract(code: string): Uint8Array {
  return withManifest(plainContract({ code: `${code} local.get 1`, locals: "2 i32" }));
}

function planOf(bytes: Uint8Array) {
  const module = decodeModule(bytes);
  const entries = checkExports(module, readManifest(module));
  const scans = scanFunctions(module);
  const gas = new GasPlan(oip0002.instructions, module);
  return planMerge({ module, gas, scans, entries, ...planCalls(module, scans, entries) });
}

/** How many loops are charged before they begin. */
function countHoisted(bytes: Uint8Array): number {
  return planOf(bytes)
    .plans.flatMap(({ charges }) => charges)
    .filter(({ rounds }) => rounds !== null).length;
}

/** A loop as compilers write it. */
function loop(condition: string, body: string, next: string): string {
  return `block void loop void ${condition} if void ${body} ${next} br 1 end end end`;
}

const up = (step = 1) => `local.get 1 i32.const ${step} i32.add local.set 1`;
const down = (step = 1) => `local.get 1 i32.const ${step} i32.sub local.set 1`;
const from = (first: number) => `i32.const ${first} local.set 1`;

type Case = readonly [name: string, code: string, hoisted: number];

const cases: readonly Case[] = [
  ["up to an argument", loop("local.get 1 local.get 0 i32.lt_u", "", up()), 1],
  ["signed", `${from(-5)} ${loop("local.get 1 local.get 0 i32.lt_s", "", up())}`, 1],
  ["the bound first", loop("local.get 0 local.get 1 i32.gt_s", "", up()), 1],
  ["through the bound", loop("local.get 1 i32.const 17 i32.le_u", "", up()), 1],
  ["in steps", `${from(3)} ${loop("local.get 1 i32.const 17 i32.lt_s", "", up(4))}`, 1],
  ["in steps through the bound", `${from(3)} ${loop("local.get 1 i32.const 15 i32.le_s", "", up(4))}`, 1],
  ["down to an argument", `${from(90)} ${loop("local.get 1 local.get 0 i32.gt_u", "", down())}`, 1],
  ["down through zero", `${from(9)} ${loop("local.get 1 i32.const 0 i32.ge_s", "", down())}`, 1],
  ["until it meets the bound", loop("local.get 1 local.get 0 i32.ne", "", up()), 1],
  [
    "with branches inside",
    loop("local.get 1 local.get 0 i32.lt_u", "local.get 1 i32.const 1 i32.and if void nop nop end", up()),
    1,
  ],
  [
    "with a trap inside",
    loop("local.get 1 local.get 0 i32.lt_u", "local.get 1 i32.const 200 i32.gt_u if void unreachable end", up()),
    1,
  ],
  [
    "in a loop",
    `${from(4)} ${loop("local.get 1 i32.const 0 i32.ne", `i32.const 0 local.set 2 ${loop("local.get 2 local.get 0 i32.lt_u", "", "local.get 2 i32.const 1 i32.add local.set 2")}`, down())}`,
    1,
  ],
  ["never", `${from(7)} ${loop("local.get 1 i32.const 7 i32.lt_u", "", up())}`, 1],
  // What the trip count would be wrong for.
  [
    "with a bound that moves",
    `i32.const 40 local.set 2 ${loop("local.get 1 local.get 2 i32.lt_u", "local.get 2 i32.const 1 i32.sub local.set 2", up())}`,
    0,
  ],
  ["with a counter that jumps", loop("local.get 1 local.get 0 i32.lt_u", up(2), up()), 0],
  [
    "with a tee of the counter",
    loop("local.get 1 local.get 0 i32.lt_u", "local.get 1 i32.const 1 i32.add local.tee 1 drop", up()),
    0,
  ],
  ["with a way out", loop("local.get 1 local.get 0 i32.lt_u", "local.get 1 i32.const 9 i32.eq br_if 2", up()), 0],
  [
    "with a jump out",
    loop("local.get 1 local.get 0 i32.lt_u", "local.get 1 i32.const 9 i32.eq if void br 3 end", up()),
    0,
  ],
  [
    "with a return",
    loop("local.get 1 local.get 0 i32.lt_u", "local.get 1 i32.const 9 i32.eq if void i32.const 3 return end", up()),
    0,
  ],
  [
    "with a second way round",
    loop("local.get 1 local.get 0 i32.lt_u", `local.get 1 i32.const 9 i32.eq if void ${up()} br 2 end`, up()),
    0,
  ],
  [
    "with another side",
    `block void loop void local.get 1 local.get 0 i32.lt_u if void ${up()} br 1 else nop end end end`,
    0,
  ],
  [
    "with a step that is changed on the way",
    loop(
      "local.get 1 local.get 0 i32.lt_u",
      "",
      "local.get 1 block i32 i32.const 2 local.get 1 br_if 0 drop i32.const 1 end i32.add local.set 1",
    ),
    0,
  ],
  [
    "against the condition",
    `${from(30)} ${loop("local.get 1 local.get 0 i32.gt_u", "local.get 1 i32.const 60 i32.gt_u br_if 2", up())}`,
    0,
  ],
];

test.each(cases)("a loop %s costs what it costs with the unmerged meter", (_, code, hoisted) => {
  const bytes = contract(code);
  expect(countHoisted(bytes)).toBe(hoisted);
  const admitted = admit(bytes, oip0002);
  for (const argument of [0, 1, 2, 7, 20, 100]) {
    const expected = observe(exactModule(admitted, oip0002), argument, GAS, 10_000);
    expect(expected.ending).toBe("returned");
    expect(observe(admitted, argument, GAS, 10_000)).toEqual(expected);
    const used = GAS - expected.gasLeft;
    expect(observe(admitted, argument, used - 1n, 10_000).ending).toBe("gave up");
  }
});

/** These wrap around, so nobody may take them for counted: they would never look at their gas. */
const endless: readonly Case[] = [
  ["through the largest number", loop("local.get 1 i32.const -1 i32.le_u", "", up()), 0],
  ["through the largest signed number", loop("local.get 1 i32.const 2147483647 i32.le_s", "", up()), 0],
  ["down through zero, unsigned", `${from(5)} ${loop("local.get 1 i32.const 0 i32.ge_u", "", down())}`, 0],
  ["in steps past the largest number", loop("local.get 1 i32.const -2 i32.lt_u", "", up(3)), 0],
  ["in steps past the smallest number", loop("local.get 1 i32.const 1 i32.gt_u", "", down(3)), 0],
  ["in steps up to an argument", loop("local.get 1 local.get 0 i32.lt_u", "", up(2)), 0],
  ["through an argument", loop("local.get 1 local.get 0 i32.le_u", "", up()), 0],
  ["in steps around the bound", loop("local.get 1 local.get 0 i32.ne", "", up(2)), 0],
  ["without a step", loop("local.get 1 local.get 0 i32.lt_u", "", up(0)), 0],
];

test.each(endless)("a loop %s is not taken for a counted one", (_, code, hoisted) => {
  expect(countHoisted(contract(code))).toBe(hoisted);
});

describe("a loop that calls a function", () => {
  const calling = (code: string) => {
    const builder = plainContract({
      code: `${loop("local.get 1 local.get 0 i32.lt_u", "local.get 1 call 1", up())} local.get 1`,
      locals: "2 i32",
    });
    builder.function({ parameters: "i32", code });
    return withManifest(builder);
  };

  test.each([
    ["of one price", "local.get 0 drop", 1],
    // It could take any amount unseen.
    ["of several", "local.get 0 i32.const 3 i32.and if void nop nop nop nop end", 0],
  ])("%s", (_, code, hoisted) => {
    const bytes = calling(code);
    expect(countHoisted(bytes)).toBe(hoisted);
    const admitted = admit(bytes, oip0002);
    expect(observe(admitted, 50, GAS, 10_000)).toEqual(observe(exactModule(admitted, oip0002), 50, GAS, 10_000));
  });
});

test("no function pays for its callers, or a loop around it might never look at the gas", () => {
  const builder = plainContract({ code: "loop void local.get 0 call 2 br 0 end unreachable" }, (early) => {
    early.import("load", { parameters: "i32 i32" });
  });
  // Nothing is paid in advance after the host's call. The inner loop ties what is paid at the block's end to that.
  const inner = "loop void local.get 0 br_if 2 br 0 end";
  builder.function({
    parameters: "i32",
    code: `block void local.get 0 i32.eqz br_if 0 loop void i32.const 64 i32.const 64 call 0 ${"nop ".repeat(40)} ${inner} end end`,
  });
  const bytes = withManifest(builder);
  for (const convention of planOf(bytes).functions) expect(convention?.entryGas ?? 0).toBeGreaterThanOrEqual(0);
  expect(observe(admit(bytes, oip0002), 0, GAS, 10_000).ending).toBe("gave up");
});

test("functions that call the next one twice, forty deep, look at the gas long before they end", () => {
  const builder = plainContract({ code: "call 1 local.get 0" });
  for (let index = 2; index <= 41; index++) builder.function({ code: `nop call ${index} call ${index}` });
  builder.function({ code: "nop" });
  const bytes = withManifest(builder);
  const looking = planOf(bytes).functions.filter((convention) => convention?.checksOnEntry === true);
  expect(looking.length).toBeGreaterThan(1);
  expect(observe(admit(bytes, oip0002), 0, GAS, 100_000).ending).toBe("gave up");
});

test("a function whose type changes cannot be taken for one of another type in the table", () => {
  const builder = plainContract({ code: "i64.const 5 i32.const 1 call_indirect 2 0 i32.wrap_i64" }, (early) => {
    early.type({ parameters: "i32", results: "i32" });
    early.type({});
    early.type({ parameters: "i64", results: "i64" });
  });
  // Takes gas and gives it back, so that its type is (i64) -> (i64) where it is called directly.
  builder.function({
    code: "block void local.get 0 br_if 0 i32.const 1 local.set 0 nop end local.get 0 if void nop end",
    locals: "1 i32",
  });
  const bytes = withManifest(builder.table(4).elements(1, [1]));
  const admitted = admit(bytes, oip0002);
  expect(observe(exactModule(admitted, oip0002), 0, GAS, 10_000).ending).toBe("TC5006");
  expect(observe(admitted, 0, GAS, 10_000).ending).toBe("gave up");
});
