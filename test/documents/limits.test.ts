/** Rule 8: every limit has a test at it and one past it. */
import { readdirSync, readFileSync } from "node:fs";
import { inRepository } from "../tasks/repository";

const LIMIT_FILES = ["runtime/src/limits.ts", "runtime/src/opnet/limits.ts"];

interface Limit {
  readonly name: string;
  readonly value: number;
}

/** What is no limit but a unit that limits are in. */
const UNITS = ["PAGE_BYTES"];

const limits: readonly Limit[] = LIMIT_FILES.flatMap((file) => {
  const text = readFileSync(inRepository(file), "utf8");
  const found = [...text.matchAll(/^export const (\w+) = ([\d_]+);/gm)].map((match) => {
    return { name: match[1]!, value: Number(match[2]!.replaceAll("_", "")) };
  });
  return found.filter(({ name }) => !UNITS.includes(name));
});

const edges = "test/opnet/edge-cases.ts";

/** Limits that tests write as numbers, since they compare with a published machine: value, file, case at it, case past it. */
const writtenOut: Readonly<Record<string, readonly [value: number, file: string, at: string, past: string]>> = {
  OPNET_FRAMES_PER_TRANSACTION_MAXIMUM: [50, edges, '"49 calls: 50 frames"', '"50 calls: 51 frames"'],
  OPNET_ANSWER_BYTES_MAXIMUM: [2_048, edges, '"an answer of 2,048 bytes"', '"an answer of 2,049 bytes"'],
  OPNET_KEY_LOADS_MAXIMUM: [50, edges, '"50 keys"', '"51 keys"'],
  OPNET_DEPLOYMENT_CALLDATA_BYTES_MAXIMUM: [50_000, edges, "with 50,000 bytes", "with 50,001 bytes"],
  OPNET_DEPLOYMENTS_MAXIMUM: [2, edges, '"two deployments"', '"three deployments"'],
  OPNET_UPDATES_MAXIMUM: [1, edges, '"an update"', '"two updates"'],
};

const tests = ["runtime/test", "test"].flatMap((folder) => {
  const files = readdirSync(inRepository(folder), { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => file.endsWith(".test.ts") && !/node_modules|dist|build/.test(file));
  return sources.map((file) => readFileSync(inRepository(folder, file), "utf8"));
});

test("the limits are found", () => {
  expect(limits.length).toBeGreaterThan(50);
  expect(limits.every(({ value }) => Number.isSafeInteger(value) && value > 0)).toBe(true);
});

test.each(limits.map(({ name, value }) => [name, value] as const))("%s has a test", (name, value) => {
  const written = writtenOut[name];
  if (written === undefined) {
    expect(tests.some((text) => new RegExp(`\\b${name}\\b`).test(text))).toBe(true);
    return;
  }
  const [expected, file, at, past] = written;
  const text = readFileSync(inRepository(file), "utf8");
  expect([value, text.includes(at), text.includes(past)]).toEqual([expected, true, true]);
});
