import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Writable } from "node:stream";

interface Asc {
  main(argv: readonly string[], api: { stdout: Writable; stderr: Writable }): Promise<{ error: Error | null }>;
}

/**
 * The file that asc will write the binary to, relative to its base directory, when asc was started as a command.
 *
 * asc does not tell transforms. It is asked once more, with the same arguments and `--showConfig`, so that its own rules about
 * configuration files, targets and `extends` decide.
 *
 * @returns null when asc runs inside another program, or writes no file
 */
export async function findOutputFile(): Promise<string | null> {
  const script = process.argv[1];
  if (script === undefined || basename(script, ".js") !== "asc") return null;
  const file = join(dirname(dirname(realpathSync(script))), "dist", "asc.js");
  const asc = (await import(pathToFileURL(file).href)) as Asc;
  let text = "";
  const sink = new Writable({
    write: (chunk: unknown, _encoding, done) => {
      text += String(chunk);
      done();
    },
  });
  const { error } = await asc.main([...process.argv.slice(2), "--showConfig"], { stdout: sink, stderr: sink });
  if (error !== null) return null;
  try {
    const { outFile } = (JSON.parse(text) as { options: { outFile?: unknown } }).options;
    return typeof outFile === "string" && outFile !== "" ? outFile : null;
  } catch {
    return null;
  }
}

/** The name of a module: that of its binary, or else that of its entry file. */
export function moduleName(outputFile: string | null, entryPath: string): string {
  return basename(outputFile ?? entryPath).replace(/\.\w+$/, "");
}

/** Paths of the files that stand beside the binary. */
export function besideOutput(outputFile: string, baseDir: string): { readonly abi: string; readonly client: string } {
  const stem = resolve(baseDir, outputFile).replace(/\.\w+$/, "");
  return { abi: `${stem}.abi.json`, client: `${stem}.client.ts` };
}
