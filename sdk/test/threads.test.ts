import { compile, compilers } from "./support/compile";
import { TestContract } from "./support/contract";

const u32 = (value: number): Buffer => Buffer.from(value.toString(16).padStart(8, "0"), "hex");
const compiled = compilers.map((compiler) => compile("threads", { compiler, runtime: "incremental" }));

describe.each(compilers.map((compiler, index) => ({ compiler, index })))("threads on $compiler", ({ index }) => {
  let bytes: Uint8Array;
  let contract: TestContract;
  const call = (name: string, ...args: Buffer[]): string => contract.call(name, Buffer.concat(args)).toString("hex");
  const text = (name: string, ...args: Buffer[]): string =>
    contract.call(name, Buffer.concat(args)).toString("utf8", 4);
  const failure = (name: string, ...args: Buffer[]): string => contract.failure(name, Buffer.concat(args));

  beforeAll(async () => {
    bytes = await compiled[index]!;
  });
  beforeEach(() => {
    contract = new TestContract(bytes);
  });

  it("are joined in four ways", () => {
    expect(call("everyJoin")).toBe(u32(60).toString("hex"));
    expect(contract.host.threads.map(({ kind, gas }) => [kind, gas])).toEqual(Array(4).fill(["readonly", 100_000n]));
  });

  it("are joined without a type argument when they return nothing", () => {
    expect(call("bareJoins")).toBe(u32(70).toString("hex"));
  });

  it("cannot be joined with another type, twice, or when they failed", () => {
    expect(failure("wrongType")).toMatch(/^TC2007/);
    expect(failure("twice")).toMatch(/^TC5011/);
    expect(failure("failing")).toBe("TC5021: gave up");
  });

  it.each([
    [0, "ok 0 0 0fine"],
    [1, "failed 2 5002 gave up9fallback"],
    [2, /^failed 2 5002 .*thrown.*9fallback$/],
    [3, /^failed 3 5003 .*9fallback$/],
    [4, "failed 1 5001 TC5001: out of gas9fallback"],
  ])("are values when they are tried (%i)", (how, expected) => {
    const described = text("tried", u32(how));
    if (typeof expected === "string") expect(described).toBe(expected);
    else expect(described).toMatch(expected);
  });

  it("have no value when they failed", () => {
    expect(failure("valueOfFailure")).toMatch(/there is no value: TC5001/);
    expect(call("failedWritesAreLost")).toBe("01");
  });

  it("hand back the bytes of their regions and no others", () => {
    expect(call("regions")).toBe("01");
    expect(call("regionOverObjects")).toBe("01");
    expect(contract.host.threads.map(({ kind }) => kind)).toEqual(["memory", "memory", "memory"]);
  });

  it("keep regions in place while the collector runs", () => {
    expect(call("regionSurvivesCollection")).toBe("01");
  });

  it("check the bounds of regions", () => {
    expect(call("readOutside", u32(8))).toBe("0000000000000000");
    for (const offset of [9, 16, 0xffff_ffff, 0xffff_fff8]) {
      expect(failure("readOutside", u32(offset))).toMatch(/outside the memory region/);
    }
    expect(failure("writeOutside", u32(13))).toMatch(/outside the memory region/);
    expect(failure("partOutside", u32(1), u32(16))).toMatch(/outside the memory region/);
    expect(failure("partOutside", u32(0xffff_ffff), u32(2))).toMatch(/outside the memory region/);
    expect(call("copied", u32(3), Buffer.from("010203", "hex"))).toBe("000000080000010203000000");
    expect(failure("copied", u32(7), Buffer.alloc(7))).toMatch(/outside the memory region/);
  });
});
