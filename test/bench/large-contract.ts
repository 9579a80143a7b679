import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inRepository } from "../tasks/repository";
import { compile } from "./contracts";

const FILES = ["keccak", "kernels", "sha256", "wide"] as const;
const KERNEL_NAMES = ["sha256", "keccak", "wideMultiply", "modularExponent", "sort", "matrix", "fibonacci"] as const;

/** A file of the kernels with other constants, or the optimiser would make one of all copies. */
function variant(text: string, number: number): string {
  return text
    .replace("1013904223", String(1_013_904_223 + number))
    .replace("0x171", `0x${(0x171 + number).toString(16)}`)
    .replace("block + i", `block + i + ${number}`)
    .replace("0x9e3779b1", `0x9e3779b1 + ${number}`)
    .replace("recurse(20)", `recurse(${2 + number})`);
}

function writeVariant(folder: string, number: number): void {
  mkdirSync(path.join(folder, `v${number}`));
  for (const name of FILES) {
    const text = readFileSync(inRepository("test", "bench", "assembly", `${name}.ts`), "utf8");
    writeFileSync(path.join(folder, `v${number}`, `${name}.ts`), variant(text, number));
  }
}

/** What the contract answers requests with: a function of its own for each variant. */
function dispatchSource(numbers: readonly number[]): string {
  const imports = numbers.map((number) => `import * as v${number} from "./v${number}/kernels";`);
  const functions = numbers.map((number) => {
    const cases = KERNEL_NAMES.map((name, kernel) => `case ${kernel}: return <i32>v${number}.${name}(times);`);
    return `function run${number}(kernel: i32, times: u32): i32 { switch (kernel) { ${cases.join(" ")} default: return 0; } }`;
  });
  const cases = numbers.map((number) => `case ${number}: return run${number}(request & 7, (request >> 3) & 255);`);
  const dispatch = `function dispatch(request: i32): i32 { switch (request >> 11) { ${cases.join(" ")} default: return 0; } }`;
  return [...imports, ...functions, dispatch].join("\n");
}

const EXECUTE = `export function execute(request: i32): i32 { return dispatch(request); }`;
const SPAWN = `import { thread_join, thread_spawn } from "@threaded-contract/sdk";
export function answer(request: i32): i32 {
  return thread_join<i32>(thread_spawn<i32>(1_000_000, (): i32 => dispatch(request)));
}`;

/**
 * The bytes of a contract as large as asked for: so many variants of the kernels, each with its own code, behind one
 * function. A variant is about 8 KB.
 *
 * @param threaded whether a thread answers, which can then reach all of it
 */
export function compileLarge(variants: number, threaded = false): Uint8Array {
  const folder = mkdtempSync(path.join(tmpdir(), "threaded-contract-large-"));
  try {
    const numbers = Array.from({ length: variants }, (_, number) => number);
    for (const number of numbers) writeVariant(folder, number);
    const source = path.join(folder, `large${variants}.ts`);
    writeFileSync(source, `${dispatchSource(numbers)}\n${threaded ? SPAWN : EXECUTE}`);
    const relative = path.relative(inRepository("test", "bench"), source);
    const flags = threaded ? [] : ["--use", "abort="];
    return new Uint8Array(readFileSync(compile({ source: relative, transform: threaded, flags })));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
