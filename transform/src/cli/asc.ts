import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ThreadedContractError } from "../errors";

/** The command of the AssemblyScript compiler, as its package exports it. */
export interface Asc {
  main(args: readonly string[], api: object): Promise<{ error: Error | null }>;
}

const packages = ["assemblyscript", "@btc-vision/assemblyscript"];
const transform = join(__dirname, "../index.js");

/** What asc is told to check a file with the project's own options. */
export async function argumentsFor(asc: Asc, file: string): Promise<string[]> {
  const path = relative(process.cwd(), resolve(file));
  const args = [path, "--noEmit", "--optimizeLevel", "0", "--shrinkLevel", "0"];
  return (await isConfigured(asc, args)) ? args : [...args, "--transform", transform];
}

/** Whether asconfig.json names the transform already; naming it again would change the order of several transforms. */
async function isConfigured(asc: Asc, args: readonly string[]): Promise<boolean> {
  let text = "";
  const sink = { write: (chunk: string) => ((text += chunk), true) };
  await asc.main([...args, "--showConfig"], { stdout: sink, stderr: sink });
  try {
    const { transform: names } = (JSON.parse(text) as { options: { transform?: string[] } }).options;
    return (names ?? []).some((name) => /@threaded-contract[/\\]transform/.test(name) || resolve(name) === transform);
  } catch {
    return false;
  }
}

/**
 * Loads the compiler of the current project.
 *
 * @throws TC6015 when none is installed
 */
export async function loadAsc(wanted: string | undefined): Promise<Asc> {
  const require = createRequire(join(process.cwd(), "noop.js"));
  for (const name of wanted === undefined ? packages : [wanted]) {
    try {
      return (await import(pathToFileURL(require.resolve(`${name}/dist/asc.js`)).href)) as Asc;
    } catch {
      // Not installed here; the next one may be.
    }
  }
  const path = wanted ?? packages[0]!;
  throw new ThreadedContractError("TC6015", {
    path,
    reason: "the compiler is not installed in this project; run `npm install --save-dev assemblyscript`",
  });
}
