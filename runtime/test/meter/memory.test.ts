import { oip0002 } from "../../src/gas/oip0002";
import { opnet } from "../../src/gas/opnet";
import type { GasSchedule } from "../../src/gas/schedule";
import { classifyTrap } from "../../src/meter/classify-trap";
import { Exhausted } from "../../src/meter/meter-exports";
import { expectCode } from "../../../test/support/expect-code";
import { plainContract, withManifest } from "../../../test/support/wasm/contracts";
import { admitExactly, instantiate } from "../support/executions";

const GAS = 1_000_000_000n;

function contract(code: string, schedule: GasSchedule = oip0002) {
  return admitExactly(withManifest(plainContract({ code })), schedule);
}

/** What `execute` returned, or the code with which it trapped, and the gas used. */
function run(admitted: ReturnType<typeof contract>, argument: number, pages = 1024, gas = GAS) {
  const { exports, memory } = instantiate(admitted, gas, undefined, pages);
  let result: unknown;
  try {
    result = exports["execute"](argument);
  } catch (error) {
    result = classifyTrap(admitted, error, exports["tc:exhausted"].value).code;
  }
  return { result, used: gas - exports["tc:gas"].value, pages: memory.buffer.byteLength / 65_536 };
}

describe("memory.grow", () => {
  const grow = contract("local.get 0 memory.grow 0");

  test("reaches the page limit and not one past it", () => {
    expect(run(grow, 4, 5)).toMatchObject({ result: 1, pages: 5 });
    expect(run(grow, 5, 5)).toMatchObject({ result: -1, pages: 1 });
    expect(run(grow, 1023)).toMatchObject({ result: 1, pages: 1024 });
    expect(run(grow, 1024)).toMatchObject({ result: -1, pages: 1 });
  });

  test.each([-1, 0x7fff_ffff, 65_536, -65_536])("of %i pages is refused without harm", (pages) => {
    expect(run(grow, pages)).toMatchObject({ result: -1, pages: 1 });
  });

  test("by nothing tells the size, even with no page left", () => {
    expect(run(grow, 0, 1)).toMatchObject({ result: 1, pages: 1 });
    expect(run(grow, 1, 1)).toMatchObject({ result: -1 });
  });

  test("costs each page that it adds, and nothing where it is refused", () => {
    // local.get, memory.grow and end
    expect(run(grow, 3).used).toBe(3n + 3n * BigInt(oip0002.instructions.memoryGrowPerPage));
    expect(run(grow, 2_000).used).toBe(3n);
    expect(run(contract("local.get 0 memory.grow 0", opnet()), 3).used).toBe(75n + 8_000n + 1n);
  });

  test("out of gas in the middle leaves memory as it was", () => {
    const price = 3n * BigInt(oip0002.instructions.memoryGrowPerPage);
    expect(run(grow, 3, 1024, price - 1n)).toMatchObject({ result: "TC5001", pages: 1 });
    expect(run(grow, 3, 1024, price + 2n)).toMatchObject({ result: "TC5001", pages: 4 });
    expect(run(grow, 3, 1024, price + 3n)).toMatchObject({ result: 1, pages: 4 });
  });

  test("that the machine cannot do is a failure of the machine", () => {
    // This memory cannot grow, as if the machine had no more; the page limit would allow it.
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
    const { exports } = new WebAssembly.Instance(grow.module, { tc: { memory } });
    exports["tc:gas"].value = GAS;
    exports["tc:stack"].value = 1_000;
    exports["tc:pages"].value = 10;
    let thrown: unknown;
    try {
      exports["execute"](1);
    } catch (error) {
      thrown = error;
    }
    expect(exports["tc:exhausted"].value).toBe(Exhausted.machine);
    expectCode("TC6018", () => classifyTrap(grow, thrown, exports["tc:exhausted"].value));
  });
});

describe("bulk memory instructions", () => {
  const fill = "i32.const 0 i32.const 1 local.get 0 memory.fill 0 i32.const 0";
  const copy = "i32.const 8 i32.const 0 local.get 0 memory.copy 0 0 i32.const 0";

  test("cost a unit for each started 8 bytes under oip0002", () => {
    // Four constants and gets, the end, and the instruction itself.
    expect(run(contract(fill), 0).used).toBe(6n);
    expect(run(contract(fill), 1).used).toBe(7n);
    expect(run(contract(fill), 8).used).toBe(7n);
    expect(run(contract(copy), 9).used).toBe(8n);
  });

  test("cost what op-vm charges under opnet", () => {
    const around = 1n + 1n + 75n + 1n + 1n;
    expect(run(contract(fill, opnet()), 17).used).toBe(around + 256n + 32n * 2n);
    expect(run(contract(copy, opnet()), 16).used).toBe(around + 384n + 32n);
  });

  test("stop at op-vm's length of 1 MiB and not before, only under opnet", () => {
    // With an address of 0 and one page, a legal length is out of bounds instead.
    expect(run(contract(fill, opnet()), 1_048_576).result).toBe("TC5005");
    expect(run(contract(fill, opnet()), 1_048_577).result).toBe("TC5025");
    expect(run(contract(copy, opnet()), -1).result).toBe("TC5025");
    expect(run(contract(fill), 1_048_577).result).toBe("TC5005");
  });

  test("of any length cannot be cheap", () => {
    expect(run(contract(fill), -1, 1024, 1_000_000n).result).toBe("TC5001");
    expect(run(contract(fill), -1, 1024, 2n ** 30n).result).toBe("TC5005");
  });
});

describe("a fork", () => {
  test("is an instance first, then the image and the globals", () => {
    const builder = plainContract({ code: "local.get 0 i32.load8_u 0 0 global.get 0 i32.add" });
    builder.data(16, [1, 2, 3]);
    builder.global("i32", true, "i32.const 100");
    const start = builder.function({ code: "i32.const 0 global.set 0" });
    const admitted = admitExactly(withManifest(builder.start(start)), oip0002);
    const { memory, exports } = instantiate(admitted, GAS);
    const image = new Uint8Array(65_536);
    image[16] = 55;
    new Uint8Array(memory.buffer).set(image);
    exports["tc:g0"].value = 1_000;
    expect(exports["execute"](16)).toBe(1_055);
    expect(exports["execute"](17)).toBe(1_000);
  });
});
