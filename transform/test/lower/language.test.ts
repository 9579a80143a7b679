import { ForkHarness } from "../../../test/support/fork-harness/harness";
import { compileFile, compilers, runtimes } from "./support/compile";
import { languageCases } from "./support/cases";

/** Every compiler with every runtime as it is; then each optimised; then the newest at every level. */
const builds = [
  ...compilers.flatMap((compiler) => runtimes.map((runtime) => ({ compiler, runtime, flags: ["-O0"] }))),
  ...compilers.map((compiler) => ({ compiler, runtime: "incremental" as const, flags: ["-O3", "--converge"] })),
  { compiler: "assemblyscript" as const, runtime: "stub" as const, flags: ["-O3", "--converge", "--noAssert"] },
  { compiler: "assemblyscript" as const, runtime: "minimal" as const, flags: ["-O1"] },
  { compiler: "assemblyscript" as const, runtime: "incremental" as const, flags: ["-O2"] },
  { compiler: "@btc-vision/assemblyscript" as const, runtime: "stub" as const, flags: ["-Oz"] },
].map((build) => ({ ...build, level: build.flags.join(" ") }));

jest.setTimeout(300_000);

describe("M-5: threads in every form that the language has", () => {
  const cases = languageCases();
  const compiled = builds.map((build) => compileFile("transform/test/lower/assembly/index.ts", build));

  test("there are as many cases as there should be", () => {
    expect(cases.length).toBeGreaterThanOrEqual(70);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  test.each(builds.map((build, index) => ({ ...build, index })))("$compiler $runtime $level", async ({ index }) => {
    const bytes = await compiled[index]!;
    const wrong: string[] = [];
    for (const { name, expected } of cases) {
      const value = run(bytes, name);
      if (value !== expected) wrong.push(`${name} is ${value}, not ${expected}`);
    }
    expect(wrong).toEqual([]);
  });
});

function run(bytes: Uint8Array, name: string): bigint | string {
  try {
    return new ForkHarness(bytes).call(name) as bigint;
  } catch (error) {
    return String(error);
  }
}
