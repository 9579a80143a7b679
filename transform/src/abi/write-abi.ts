import type { Manifest } from "../verify/manifest";
import { canonicalJson } from "./canonical-json";
import { clientFingerprint, describeClient } from "./typed-client";
import { writeTypeScript } from "./ts-morph-adapter";

/** Reads and writes the files beside a binary. */
export interface AbiFiles {
  /** The text of a file, or null when there is none. */
  read(path: string): Promise<string | null>;
  write(path: string, text: string): Promise<void>;
}

/**
 * Writes the ABI as JSON and, the typed client, unless nothing is known of an OP_NET contract's functions.
 *
 * A client that still fits the ABI is left alone: writing one takes longer than compiling a small contract.
 *
 * @param paths where `<name>.abi.json` and `<name>.client.ts` are to stand
 */
export async function writeAbiFiles(
  manifest: Manifest,
  paths: { readonly abi: string; readonly client: string },
  files: AbiFiles,
): Promise<void> {
  const json = `${canonicalJson(manifest, 2)}\n`;
  if ((await files.read(paths.abi)) !== json) await files.write(paths.abi, json);
  if (manifest.kind !== "plain" && manifest.functions.length === 0) return;
  const current = await files.read(paths.client);
  if (current?.startsWith(`// ${clientFingerprint(manifest)}\n`)) return;
  await files.write(paths.client, writeTypeScript(describeClient(manifest)));
}
