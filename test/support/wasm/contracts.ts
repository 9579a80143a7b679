import { createHash } from "node:crypto";
import { MANIFEST_SECTION, type ManifestThread, type ThreadKind } from "@threaded-contract/transform";
import { ModuleBuilder, type FunctionSource } from "./module-builder";

/** The tag of a result type: the first four bytes of its sha256, little endian. */
export function resultTag(type: string): number {
  return createHash("sha256").update(type).digest().readUInt32LE();
}

/** A true manifest entry for the thread `number` at a place of the function table. */
export function threadEntry(number: number, entry: number, kind: ThreadKind = "readonly"): ManifestThread {
  return {
    entry,
    export: `thread:${number}`,
    function: "run",
    result: "u32",
    tag: resultTag("u32"),
    kind,
    file: "assembly/index.ts",
    line: 1,
    column: 1,
  };
}

/** The JSON text of a plain contract's manifest. */
export function manifestText(threads: readonly ManifestThread[] = [], changes: object = {}): string {
  return JSON.stringify({ functions: [], kind: "plain", name: "test", threads, types: {}, version: 1, ...changes });
}

/** A builder of a plain contract with a memory; its `execute` is `execute`, which returns its argument if not given. */
export function plainContract(
  execute: Partial<FunctionSource> = {},
  prepare?: (builder: ModuleBuilder) => void,
): ModuleBuilder {
  const builder = new ModuleBuilder();
  prepare?.(builder);
  builder.memory(1).export("memory", "memory", 0);
  builder.function({ parameters: "i32", results: "i32", code: "local.get 0", exported: "execute", ...execute });
  return builder;
}

/** The bytes of a module with a manifest. */
export function withManifest(builder: ModuleBuilder, text = manifestText()): Uint8Array {
  return builder.customSection(MANIFEST_SECTION, text).build();
}
