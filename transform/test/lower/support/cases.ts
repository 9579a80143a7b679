import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** An exported function of the test contracts, with the value that it must return. */
export interface LanguageCase {
  readonly name: string;
  readonly expected: bigint;
}

const folder = join(__dirname, "../assembly");

/** Every case of the test contracts: the expected value stands in a comment before the function, `= 42`. */
export function languageCases(): LanguageCase[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .sort();
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const cases = [...text.matchAll(/\/\*\* = (-?\d+) \*\/\s*export function (\w+)\(\): i64/g)];
    return cases.map(([, expected, name]) => ({ name: name!, expected: BigInt(expected!) }));
  });
}
