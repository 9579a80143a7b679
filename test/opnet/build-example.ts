import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileProject } from "../differential/harness/compile-project";
import { inRepository } from "../tasks/repository";
import { ADAPTER_FOLDER, SDK_FOLDER, TRANSFORM_FOLDER } from "./folders";

/** A contract of an OP_NET example, compiled, as `chain.deploy` takes it. */
export interface BuiltContract {
  readonly name: string;
  readonly wasm: Uint8Array;
  /** Paths of the files that opnet-transform wrote. */
  readonly abi: readonly string[];
}

/** The stack that the examples are written for: that of the template `opnet`. */
const STACK = "b";

/** Folders whose sources examples share. */
const SHARED = ["pool"];

/**
 * Compiles `examples/<example>/assembly/<contract>.ts`, whose class is the name with a capital, or takes it from an earlier build.
 *
 * OP_NET's packages are installed first if they are not: they are too large for the repository's own install.
 */
export async function buildExample(example: string, contract: string): Promise<BuiltContract> {
  const className = contract.charAt(0).toUpperCase() + contract.slice(1);
  const folder = await compileProject({
    stack: STACK,
    name: `example-${example}-${contract}`,
    sources: Object.assign({}, ...[...SHARED, example].map(readSources)) as Record<string, string>,
    module: `${example}/assembly/${contract}`,
    className,
    transforms: ["@threaded-contract/transform"],
    libraries: [ADAPTER_FOLDER],
    dependencies: [TRANSFORM_FOLDER, SDK_FOLDER],
  });
  const wasm = readFileSync(join(folder, "contract.wasm"));
  return { name: contract, wasm, abi: [join(folder, "abis", `${className}.abi.json`)] };
}

function readSources(example: string): Record<string, string> {
  const folder = inRepository("examples", example, "assembly");
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
  return Object.fromEntries(
    files.map((file) => [`${example}/assembly/${file}`, readFileSync(join(folder, file), "utf8")]),
  );
}
