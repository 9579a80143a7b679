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

/**
 * The bytes of a contract as large as asked for: so many variants of the kernels, each with its own code, behind one
 * function. A variant is about 8 KB.
 */
export function compileLarge(variants: number): Uint8Array {
  const folder = mkdtempSync(path.join(tmpdir(), "threaded-contract-large-"));
  try {
    const numbers = Array.from({ length: variants }, (_, number) => number);
    for (const number of numbers) writeVariant(folder, number);
    const imports = numbers.map((number) => `import * as v${number} from "./v${number}/kernels";`);
    const functions = numbers.map((number) => {
      const cases = KERNEL_NAMES.map((name, kernel) => `case ${kernel}: return <i32>v${number}.${name}(times);`);
      return `function run${number}(kernel: i32, times: u32): i32 { switch (kernel) { ${cases.join(" ")} default: return 0; } }`;
    });
    const cases = numbers.map((number) => `case ${number}: return run${number}(request & 7, (request >> 3) & 255);`);
    const execute = `export function execute(request: i32): i32 { switch (request >> 11) { ${cases.join(" ")} default: return 0; } }`;
    const source = path.join(folder, `large${variants}.ts`);
    writeFileSync(source, [...imports, ...functions, execute].join("\n"));
    const relative = path.relative(inRepository("test", "bench"), source);
    return new Uint8Array(readFileSync(compile({ source: relative, transform: false, flags: ["--use", "abort="] })));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
