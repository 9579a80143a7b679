import { spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readModules } from "./files";
import type { ExecutionFixture, Hex } from "./fixture";
import { toHex } from "./hex";

/** What a machine gets: the content of `fixture.json`, with the bytes of each module in the place of its file name. */
export type AdapterInput = ExecutionFixture;

/** What a machine says of one transaction; it gives the bytes of the receipt, or its fields, or both. */
export interface AdapterOutcome {
  /** Code of the refusal of a deployment's module; then nothing else is there. */
  readonly refused?: string;
  readonly bytes?: Hex;
  readonly receipt?: unknown;
  /** Not compared when it is left out. */
  readonly stateHash?: Hex;
}

export interface AdapterResult {
  readonly outcomes: readonly AdapterOutcome[];
  /** Canonical bytes of the journal of all transactions; not compared when it is left out. */
  readonly journal?: Hex;
}

/** Something that executes fixtures. */
export type VirtualMachine = (input: AdapterInput) => Promise<AdapterResult> | AdapterResult;

/** The input for a machine. */
export function adapterInput(fixture: ExecutionFixture): AdapterInput {
  const modules = Object.entries(readModules(fixture)).map(([key, bytes]) => [key, toHex(bytes)]);
  return { ...fixture, modules: Object.fromEntries(modules) as Record<string, Hex> };
}

/**
 * The machine that `--against` names.
 *
 * @param target path of a JavaScript module that exports `execute`; anything else is a command that reads the input as JSON
 * on its standard input and writes its result as JSON on its standard output, and is started once for each fixture
 */
export async function loadMachine(target: string): Promise<VirtualMachine> {
  if (!/^\S+\.[cm]?js$/.test(target)) return commandMachine(target);
  const module = (await import(pathToFileURL(path.resolve(target)).href)) as { execute?: unknown; default?: unknown };
  const execute = module.execute ?? (module.default as { execute?: unknown } | undefined)?.execute;
  if (typeof execute !== "function") throw new Error(`${target} does not export a function "execute"`);
  return execute as VirtualMachine;
}

function commandMachine(command: string): VirtualMachine {
  return (input) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, { shell: true, stdio: ["pipe", "pipe", "inherit"] });
      const chunks: Buffer[] = [];
      child.stdout.on("data", (chunk: Buffer) => void chunks.push(chunk));
      // A command that ends early closes its input; its exit says why.
      child.stdin.on("error", () => undefined);
      child.on("error", reject);
      child.on("close", (status) => {
        const text = Buffer.concat(chunks).toString("utf8");
        if (status !== 0) reject(new Error(`"${command}" ended with ${status}`));
        else resolve(JSON.parse(text) as AdapterResult);
      });
      child.stdin.end(JSON.stringify(input));
    });
}
