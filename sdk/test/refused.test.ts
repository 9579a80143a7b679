import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compilers, tryCompile } from "./support/compile";

const contracts = join(__dirname, "contracts");

/** The lines of a contract that end with a comment, and the comment. */
function marked(name: string): [line: number, reason: string][] {
  const lines = readFileSync(join(contracts, `${name}.ts`), "utf8").split("\n");
  return lines.flatMap((line, index) => {
    const reason = /^export function .* \/\/ (.*)$/.exec(line)?.[1];
    return reason === undefined ? [] : [[index + 1, reason] as [number, string]];
  });
}

describe.each(compilers)("%s", (compiler) => {
  it("refuses results that cannot leave a thread, at the spawn and with the reason", async () => {
    const { bytes, output } = await tryCompile("refused-results", {
      compiler,
      flags: ["--enable", "simd", "--enable", "reference-types"],
    });
    expect(bytes).toBeNull();
    const findings = output.split("ERROR ").filter((text) => text.includes("TC1003"));
    const found = findings.map((text) => /refused-results\.ts\((\d+),/.exec(text)?.[1]);
    const expected = marked("refused-results");
    expect(found.map(Number).sort((a, b) => a - b)).toEqual(expected.map(([line]) => line));
    for (const [line, reason] of expected) {
      expect(findings.find((text) => text.includes(`refused-results.ts(${line},`))).toContain(reason);
    }
  });
});

it("values that do not fit a slot or the wire are refused with what does", async () => {
  const { bytes, output } = await tryCompile("refused-values");
  expect(bytes).toBeNull();
  expect(output).toMatch(/a storage slot holds an integer, bool, u128, i128, u256, i256, Address or Hash/);
  expect(output).toMatch(/this type has no wire format/);
});

it("a spawn that was not lowered is refused", async () => {
  const { bytes, output } = await tryCompile("threads", { transformed: false });
  expect(bytes).toBeNull();
  for (const name of ["thread_spawn", "thread_spawn_with_reservation", "thread_spawn_with_memory"]) {
    expect(output).toContain(`${name} is lowered by @threaded-contract/transform: add it to asc with --transform`);
  }
});
