import { compile, compilers, runtimes } from "./support/compile";
import { functionsOf, TestContract } from "./support/contract";

const builds = compilers.flatMap((compiler) => runtimes.map((runtime) => ({ compiler, runtime })));
const isOptimised = ({ compiler, runtime }: (typeof builds)[number]) => compiler === "assemblyscript" && runtime === "stub";
// Compiled side by side: most of the time is the compilers'.
const compiled = builds.map((build) => compile("results", { ...build, flags: isOptimised(build) ? ["-O3"] : [] }));

describe.each(builds.map((build, index) => ({ ...build, index })))("results on $compiler, $runtime", ({ index }) => {
  it("come out of the thread as they were", async () => {
    const bytes = await compiled[index]!;
    const cases = functionsOf(bytes);
    expect(cases).toHaveLength(40);
    const contract = new TestContract(bytes);
    const wrong = cases.filter((name) => {
      try {
        return contract.call(name)[0] !== 1;
      } catch (error) {
        throw new Error(`${name}: ${String(error)}`);
      }
    });
    expect(wrong).toEqual([]);
  });
});
