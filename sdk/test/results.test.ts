import { compile, compilers, runtimes } from "./support/compile";
import { functionsOf, TestContract } from "./support/contract";

// Ten compilations; on a busy machine they take longer than a test may.
jest.setTimeout(240_000);

const builds = compilers.flatMap((compiler) => runtimes.map((runtime) => ({ compiler, runtime })));
const isOptimised = ({ compiler, runtime }: (typeof builds)[number]) =>
  compiler === "assemblyscript" && runtime === "stub";
// Compiled side by side: most of the time is the compilers'.
const compiled = builds.map((build) => compile("results", { ...build, flags: isOptimised(build) ? ["-O3"] : [] }));

const collected = compile("results-collected", { runtime: "incremental" });

/** The cases whose result was not what the thread returned. */
function wrongCases(bytes: Uint8Array, count: number): string[] {
  const cases = functionsOf(bytes);
  expect(cases).toHaveLength(count);
  const contract = new TestContract(bytes);
  return cases.filter((name) => {
    try {
      return contract.call(name)[0] !== 1;
    } catch (error) {
      throw new Error(`${name}: ${String(error)}`);
    }
  });
}

describe.each(builds.map((build, index) => ({ ...build, index })))("results on $compiler, $runtime", ({ index }) => {
  it("come out of the thread as they were", async () => {
    expect(wrongCases(await compiled[index]!, 42)).toEqual([]);
  });
});

describe("results on a collector that never rests", () => {
  it("come out of the thread as they were", async () => {
    expect(wrongCases(await collected, 39)).toEqual([]);
  });
});
