import { GAS_MAXIMUM } from "../../src/gas/arithmetic";
import { oip0002 } from "../../src/gas/oip0002";
import { admit } from "../../src/meter/admit";
import { plainContract, withManifest } from "../../../test/support/wasm/contracts";
import { admitExactly, instantiate } from "../support/executions";

const bytes = withManifest(plainContract({ code: "i32.const 0" }));

const meters = [
  ["merged", admit(bytes, oip0002)],
  ["unmerged", admitExactly(bytes, oip0002)],
] as const;

describe.each(meters)("the %s meter's function that takes gas for the host", (_, admitted) => {
  const charge = (gas: bigint, amount: bigint) => {
    const { exports } = instantiate(admitted, BigInt.asIntN(64, gas));
    const paid = exports["tc:charge"](amount) as number;
    return { paid, left: BigInt.asUintN(64, exports["tc:gas"].value as bigint) };
  };

  test.each([
    ["nothing of nothing", 0n, 0n],
    ["all there is", 1_000n, 1_000n],
    ["a part", 1_000n, 1n],
    ["the largest amount", GAS_MAXIMUM, GAS_MAXIMUM],
    ["amounts whose sign bit is set", GAS_MAXIMUM, 2n ** 63n],
  ])("takes %s", (_name, gas, amount) => {
    expect(charge(gas, amount)).toEqual({ paid: 1, left: gas - amount });
  });

  test.each([
    ["one more than there is", 1_000n, 1_001n],
    ["anything of nothing", 0n, 1n],
    ["an amount whose sign bit is set", 2n ** 63n - 1n, 2n ** 63n],
    ["the largest amount of one less", GAS_MAXIMUM - 1n, GAS_MAXIMUM],
  ])("takes nothing when asked for %s", (_name, gas, amount) => {
    expect(charge(gas, amount)).toEqual({ paid: 0, left: gas });
  });
});

describe.each(meters)("the %s meter's function that gives gas back", (_, admitted) => {
  test.each([
    ["nothing", 1_000n, 0n],
    ["what was taken", 1_000n, 500n],
    ["amounts whose sign bit is set", 2n ** 63n - 1n, 2n ** 63n],
  ])("gives back %s", (_name, gas, amount) => {
    const { exports } = instantiate(admitted, BigInt.asIntN(64, gas));
    exports["tc:refund"](amount);
    expect(BigInt.asUintN(64, exports["tc:gas"].value as bigint)).toBe(gas + amount);
  });
});

describe.each(meters)("the %s meter's function that begins a frame", (_, admitted) => {
  test("sets every meter, whatever an earlier frame left", () => {
    const { exports } = instantiate(admitted, 5n);
    exports["tc:exhausted"].value = 1;
    exports["tc:refused"].value = 1;
    exports["tc:begin"](GAS_MAXIMUM, 256, 17);
    const values = ["gas", "stack", "pages", "exhausted", "refused"].map(
      (name) => exports[`tc:${name}`].value as unknown,
    );
    expect(values).toEqual([-1n, 256, 17, 0, 0]);
  });
});
