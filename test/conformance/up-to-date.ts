import { readFileSync } from "node:fs";
import { buildFixture } from "./build-fixture";
import { firstDifference } from "./compare";
import { Compiler } from "./compiler";
import { fileOf, readExpectation, readFixture } from "./files";
import { buildModules, observe } from "./regenerate";
import { definitionsOfShard } from "./shard";

/** Declares the tests that a quarter of the fixtures are what their sources and definitions make of them. */
export function testUpToDate(shard: number): void {
  const compiler = new Compiler();
  afterAll(() => compiler.close());

  test.each(definitionsOfShard(shard).map((definition) => [definition.name, definition] as const))(
    "%s is up to date: npm run conformance -- --regenerate",
    async (name, definition) => {
      const fixture = buildFixture(definition);
      expect(firstDifference(fixture, readFixture(name))).toBeUndefined();
      for (const [file, bytes] of await buildModules(definition, compiler)) {
        const isSame = readFileSync(fileOf(name, file)).equals(bytes);
        expect({ file, isSame }).toEqual({ file, isSame: true });
      }
      expect(firstDifference(readExpectation(name), await observe(fixture, compiler))).toBeUndefined();
    },
  );
}
