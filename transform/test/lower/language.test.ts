import { ForkHarness } from "../../../test/support/fork-harness/harness";
import { compileFile, compilers, runtimes } from "./support/compile";
import { languageCases } from "./support/cases";

const levels: Readonly<Record<(typeof runtimes)[number], readonly string[]>> = {
  incremental: ["-O3", "--converge"],
  minimal: ["-O1"],
  stub: ["-O3", "--converge"],
};

/** Every compiler with every runtime, as it is and optimised; the other levels once. */
const builds = [
  ...compilers.flatMap((compiler) =>
    runtimes.flatMap((runtime) => [["-O0"], levels[runtime]].map((flags) => ({ compiler, runtime, flags }))),
  ),
  ...[["-O2"], ["-Oz", "--noAssert"]].map((flags) => ({
    compiler: "assemblyscript" as const,
    runtime: "incremental" as const,
    flags,
  })),
].map((build) => ({ ...build, level: build.flags.join(" ") }));

describe("threads in every form that the language has", () => {
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
