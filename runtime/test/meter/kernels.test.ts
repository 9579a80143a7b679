import { oip0002 } from "../../src/gas/oip0002";
import { opnet } from "../../src/gas/opnet";
import { STACK_BYTES_MAXIMUM } from "../../src/limits";
import { admit } from "../../src/meter/admit";
import { exactModule } from "../../src/meter/exact-module";
import { compileAssemblyScript } from "../../../test/support/wasm/compile";
import { Interpreter } from "../../../test/support/wasm/interpreter";
import { interpret, interpreterPrices, runMetered } from "../support/executions";
import { observe } from "../support/observe";

/** Real programs, small enough for the interpreter; each is an `execute` body over `n`. */
const kernels: Record<string, string> = {
  hash: `
    let state: u32 = 0x811c9dc5;
    for (let i = 0; i < n; i++) state = rotl<u32>((state ^ i) * 0x01000193, 5);
    return <i32>state;`,
  wide: `
    let low: u64 = 0x9e3779b97f4a7c15, high: u64 = 1;
    for (let i = 0; i < n; i++) {
      const a = low & 0xffffffff, b = low >> 32;
      high = high * 31 + b * b + ((a * b) >> 32);
      low = a * a + (high << 7);
    }
    return <i32>(low ^ high);`,
  sort: `
    const list: i32[] = [];
    for (let i = 0; i < n; i++) list.push((i * 7919) % 101);
    list.sort((a: i32, b: i32): i32 => a - b);
    let sum = 0;
    for (let i = 0; i < n; i++) sum = sum * 31 + list[i];
    return sum;`,
  strings: `
    const parts: string[] = [];
    for (let i = 0; i < n; i++) parts.push((i * i).toString() + "x".repeat(i & 3));
    return parts.join("-").length;`,
  maps: `
    const map = new Map<string, i32>();
    for (let i = 0; i < n; i++) map.set("key" + (i % 7).toString(), i);
    let sum = 0;
    const keys = map.keys();
    for (let i = 0; i < keys.length; i++) sum += map.get(keys[i]);
    return sum;`,
  recursion: "return recurse(n & 15);",
  division: "let sum = 0; for (let i = n; i >= 0; i--) sum += 1000 / i; return sum;",
  bounds: "return new Array<i32>(n)[n];",
};

const names = Object.keys(kernels);

/** All kernels in one program: `execute` takes the kernel's number in the upper bits and `n` in the lower eight. */
const source = `
  function recurse(n: i32): i32 { return n < 2 ? n : recurse(n - 1) + recurse(n - 2); }
  ${names.map((name) => `function ${name}(n: i32): i32 { ${kernels[name]} }`).join("\n")}
  export function execute(request: i32): i32 {
    const n = request & 255;
    switch (request >> 8) {
      ${names.map((name, number) => `case ${number}: return ${name}(n);`).join("\n")}
    }
    return 0;
  }`;

const AMPLE = 1_000_000_000_000n;

describe.each([["-O0"], ["-O3"]])("compiled with %s", (level) => {
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = await compileAssemblyScript(source, [level, "--runtime", "minimal", "--use", "abort="]);
  });

  describe.each(names)("%s", (name) => {
    const request = (names.indexOf(name) << 8) | 30;

    test.each([oip0002, opnet()])("costs the same with merged charges under $id", (schedule) => {
      const admitted = admit(bytes, schedule);
      const expected = observe(exactModule(admitted, schedule), request, AMPLE, STACK_BYTES_MAXIMUM);
      const merged = observe(admitted, request, AMPLE, STACK_BYTES_MAXIMUM);
      if (expected.ending === "returned") expect(merged).toEqual(expected);
      else expect(merged.ending).toBe("gave up");
    });

    test.each([oip0002, opnet()])("uses exactly the gas of its instructions under $id", (schedule) => {
      const expected = interpret(bytes, schedule, request, AMPLE);
      expect(expected.ending).toBe({ division: "TC5004", bounds: "TC5003" }[name] ?? "returned");
      expect(runMetered(bytes, schedule, request, AMPLE)).toEqual(expected);
      const used = AMPLE - expected.gasLeft;
      for (const limit of [used - 1n, used, used + 1n]) {
        const outcome = runMetered(bytes, schedule, request, limit);
        expect(outcome).toEqual(interpret(bytes, schedule, request, limit));
        expect(outcome.ending).toBe(limit < used ? "TC5001" : expected.ending);
      }
    });
  });

  test("one gas is one instruction", () => {
    const interpreter = new Interpreter(bytes, interpreterPrices(oip0002));
    interpreter.gas = AMPLE;
    interpreter.run("execute", 100);
    expect(interpreter.steps).toBeGreaterThan(1_000);
    expect(AMPLE - interpreter.gas).toBe(BigInt(interpreter.steps));
  });
});
