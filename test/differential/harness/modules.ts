import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CompiledContract } from "./compile";
import { modulesFolder, type StackName } from "./paths";

/** What is kept of a compilation beside its bytes. */
interface KeptModule {
  readonly name: string;
  /** Of source, options and packages, as they were. */
  readonly stamp: string;
  readonly methods: CompiledContract["methods"];
}

const listOf = (stack: StackName) => join(modulesFolder, `${stack}.txt`);
const bytesOf = (stack: StackName, name: string) => join(modulesFolder, stack, `${name}.wasm`);

/** Everything that is kept of a stack: compiling it takes a minute and needs 150 MB of packages, comparing it neither. */
export function keptModules(stack: StackName): readonly KeptModule[] {
  if (!existsSync(listOf(stack))) return [];
  const lines = readFileSync(listOf(stack), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as KeptModule);
}

/** A contract as it was compiled; undefined if that was from another source, with other options or other packages. */
export function readModule(name: string, stack: StackName, stamp: string): CompiledContract | undefined {
  const kept = keptModules(stack).find((module) => module.name === name);
  if (kept === undefined || kept.stamp !== stamp) return undefined;
  return { id: `${stack}/${name}`, name, stack, wasm: readFileSync(bytesOf(stack, name)), methods: kept.methods };
}

/** Keeps compiled contracts of one stack, in the place of those that were kept. */
export function writeModules(
  stack: StackName,
  compiled: readonly { contract: CompiledContract; stamp: string }[],
): void {
  mkdirSync(join(modulesFolder, stack), { recursive: true });
  const lines = compiled.map(({ contract: { name, methods }, stamp }) => {
    const slim = methods.map(({ name: method, inputs }) => ({
      name: method,
      inputs: inputs.map((input) => ({ name: input.name, type: input.type })),
    }));
    return JSON.stringify({ name, stamp, methods: slim } satisfies KeptModule);
  });
  writeFileSync(listOf(stack), `${lines.join("\n")}\n`);
  for (const { contract } of compiled) writeFileSync(bytesOf(stack, contract.name), contract.wasm);
}
