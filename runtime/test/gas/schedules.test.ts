import { opcodes } from "@threaded-contract/transform";
import { findSchedule, gasSchedules } from "../../src/gas/find-schedule";
import { instructionCosts } from "../../src/gas/instruction-costs";
import { linearCharge, sha256Charge } from "../../src/gas/host-charges";
import { oip0002 } from "../../src/gas/oip0002";
import { opnet } from "../../src/gas/opnet";
import { allowedInstructions } from "../../src/meter/allowed-instructions";

test("every schedule is found by its id, and is plain frozen data", () => {
  expect(gasSchedules.map((schedule) => schedule.id)).toEqual([
    "oip0002/1",
    "opnet/1/spec",
    "opnet/1/roswell",
    "opnet/1/utf",
  ]);
  for (const schedule of gasSchedules) {
    expect(findSchedule(schedule.id)).toBe(schedule);
    expect(Object.isFrozen(schedule.host.verifySignature)).toBe(true);
    expect(structuredClone(schedule)).toEqual(schedule);
  }
  expect(findSchedule("oip0002/0")).toBeUndefined();
});

test("G-20: every instruction costs at least one, and none that is not bulk depends on anything but its immediates", () => {
  for (const schedule of gasSchedules) {
    const costs = instructionCosts(schedule.instructions);
    opcodes.forEach((info, code) => {
      if (info === undefined || allowedInstructions[code] === 0) return;
      if (info.name === "memory.fill" || info.name === "memory.copy") {
        expect(costs[code]).toBe(0);
        expect(schedule.instructions.memoryFill.base).toBeGreaterThanOrEqual(1);
        expect(schedule.instructions.memoryCopy.base).toBeGreaterThanOrEqual(1);
      } else expect(costs[code]).toBeGreaterThanOrEqual(1);
    });
  }
});

test("oip0002: one gas for each instruction", () => {
  const costs = instructionCosts(oip0002.instructions);
  const priced = opcodes.flatMap((info, code) =>
    info === undefined || info.name.startsWith("memory.") ? [] : [costs[code]],
  );
  expect(new Set(priced)).toEqual(new Set([1]));
});

describe("opnet: op-vm 1.0.0's table", () => {
  const costs = instructionCosts(opnet().instructions);
  const cost = (name: string) => costs[opcodes.findIndex((info) => info?.name === name)];

  const rows: [number, string][] = [
    [1, "unreachable nop return i32.const i64.const block loop else end"],
    [10, "drop"],
    [750, "br br_if if"],
    [2_500, "br_table"],
    [1_200, "select"],
    [3_744, "call"],
    [5_750, "call_indirect"],
    [75, "local.get local.tee i32.add i32.sub"],
    [200, "local.set"],
    [225, "global.get i64.eqz i64.eq i64.ge_u"],
    [575, "global.set"],
    [175, "i32.eqz i32.lt_s i32.ge_u"],
    [128, "i32.clz i32.ctz i32.popcnt"],
    [160, "i64.clz i64.ctz i64.popcnt i64.mul"],
    [96, "i32.mul"],
    [448, "i32.div_s i32.rem_u"],
    [640, "i64.div_u i64.rem_s"],
    [32, "i32.and i32.shl i32.rotr i64.xor i64.shr_s i64.rotl"],
    [100, "i64.add i64.sub i32.wrap_i64 i64.extend_i32_s i32.extend8_s i64.extend32_s"],
    [1_248, "i32.load i32.load8_s i32.store16 i64.load i64.load32_u i64.store i64.store32"],
    [3_000, "memory.size"],
    [8_000, "memory.grow"],
    [900, "table.get"],
    [2_500, "table.size"],
    [Infinity, "ref.null ref.func ref.is_null"],
  ];

  test.each(rows)("%d: %s", (price, names) => {
    for (const name of names.split(" ")) expect([name, cost(name)]).toEqual([name, price]);
  });

  test("typed select is beyond every budget", () => {
    expect(cost("select t")).toBe(Infinity);
  });

  test("host prices", () => {
    const { host, instance } = opnet();
    expect(linearCharge(host.calldata, 100)).toBe(130_000n);
    expect(linearCharge(host.emit, 32)).toBe(3_750_000n + 32n * 80_000n);
    expect([0, 1, 64, 65, 129].map((count) => sha256Charge(host, count))).toEqual([
      2_000_000n,
      2_000_000n,
      2_000_000n,
      2_034_000n,
      2_068_000n,
    ]);
    expect(host.load).toEqual({ warm: 1_000_000n, cold: 21_000_000n });
    expect(host.call).toEqual({ warm: 1_000_000n, cold: 26_000_000n });
    expect(instance).toEqual({ creation: 20_000_000n, gasMinimum: 20_000_000n });
  });

  test("the policies differ in nothing but the policy", () => {
    const { id, storagePolicy, ...spec } = opnet("spec");
    const { id: other, storagePolicy: policy, ...roswell } = opnet("roswell");
    expect([id, storagePolicy, other, policy]).toEqual(["opnet/1/spec", "spec", "opnet/1/roswell", "roswell"]);
    expect(roswell).toEqual(spec);
  });
});

test("bytes are charged by the started unit", () => {
  const price = { base: 5n, perUnit: 2n, unitBytes: 10 };
  expect([0, 1, 10, 11].map((count) => linearCharge(price, count))).toEqual([5n, 7n, 7n, 9n]);
});
