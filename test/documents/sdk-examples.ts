import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { inRepository } from "../tasks/repository";

/** An `@example` of the SDK. */
export interface SdkExample {
  /** File of `sdk/assembly` and line, such as `threading.ts:29`. */
  readonly place: string;
  readonly code: string;
}

/** The examples in the docstrings of a folder's AssemblyScript files. */
export function readSdkExamples(folder: string): SdkExample[] {
  const files = readdirSync(inRepository(folder)).filter((name) => name.endsWith(".ts"));
  return files.sort().flatMap((file) => examplesIn(file, readFileSync(inRepository(folder, file), "utf8")));
}

function examplesIn(file: string, text: string): SdkExample[] {
  return [...text.matchAll(/^ *\* @example\n((?: *\*(?!\/).*\n)+)/gm)].map(({ index, 1: lines = "" }) => ({
    place: `${path.basename(file)}:${text.slice(0, index).split("\n").length}`,
    code: lines.replaceAll(/^ *\* ?/gm, ""),
  }));
}

/** Everything that the SDK exports, as one import. */
export function sdkImports(): string {
  const index = readFileSync(inRepository("sdk", "index.ts"), "utf8");
  const names = [...index.matchAll(/export \{([^}]*)\}/g)].flatMap(([, list = ""]) => list.split(","));
  const own = names.map((name) => name.replace(/^.* as /, "").trim()).filter(Boolean);
  return `import { ${own.join(", ")} } from "@threaded-contract/sdk";`;
}

/** What the examples take for granted, at the level of the module: an example may have locals of the same names. */
const SURROUNDINGS = `
let seed: u64 = 1;
let amount: u64 = 2;
let balance: u64 = 3;
let failures: u32 = 0;
let total: u32 = 0;
let secret: string = "a";
let owner: Address = new Address();
let spender: Address = new Address();
let to: Address = new Address();
let oracle: Address = new Address();
let pool: Address = new Address();
let feed: Address = new Address();
let calldata: Uint8Array = new Uint8Array(4);
let bytes: Uint8Array = new Uint8Array(64);
function slowHash(x: u64): u64 { return x * 31; }
function compute(): Uint8Array { return new Uint8Array(32); }
`;

/** A module that has an example as the body of an exported function; classes stand beside it. */
export function sdkProgram({ code }: SdkExample): string {
  const lines = code.split("\n");
  const isClass = (line: string) => line.startsWith("class ");
  const classes = lines.filter(isClass).join("\n");
  const body = lines.filter((line) => !isClass(line)).join("\n");
  return `${sdkImports()}${SURROUNDINGS}${classes}\nexport function example(): void {\n${body}\n}\n`;
}
