import { createHash } from "node:crypto";
import {
  ByteWriter,
  decodeModule,
  MANIFEST_SECTION,
  Section,
  type ManifestThread,
  type WasmModule,
} from "@threaded-contract/transform";

const HEADER_BYTES = 8;
const CUSTOM_SECTION = 0;
const KINDS = { function: 0, table: 1, memory: 2, global: 3 } as const;

/** What a raw contract says of itself; each part may be a lie. */
export interface RawManifest {
  readonly [field: string]: unknown;
  readonly threads: readonly ManifestThread[];
}

/** Tag of a result type: the first four bytes of the SHA-256 of its name, little endian. */
export function resultTag(type: string): number {
  return createHash("sha256").update(type).digest().readUInt32LE();
}

/**
 * A plain contract from a module that was compiled without the transform: its exports `thread_0`, `thread_1`… become
 * thread entries of result type `u32`, and the manifest lists them.
 */
export function makeRawContract(bytes: Uint8Array): Uint8Array {
  const module = decodeModule(bytes);
  const exports = module.exports.map((each) => ({ ...each, name: each.name.replace(/^thread_/, "thread:") }));
  const manifest = { functions: [], kind: "plain", name: "raw", threads: threadsOf(module), types: {}, version: 1 };
  const out = new ByteWriter(bytes.length + 1_024);
  out.copy(bytes, 0, HEADER_BYTES);
  for (const { id, header, end } of module.sections) {
    if (id === Section.export) writeSection(out, id, exportSection(exports));
    else out.copy(bytes, header, end);
  }
  writeManifest(out, JSON.stringify(manifest));
  return out.finish();
}

/** The same contract with another manifest; a text is written as it is, null leaves the section out. */
export function withManifest(
  contract: Uint8Array,
  change: (manifest: RawManifest) => RawManifest | string | null,
): Uint8Array {
  const module = decodeModule(contract);
  const out = new ByteWriter(contract.length + 1_024);
  out.copy(contract, 0, HEADER_BYTES);
  let text = "";
  for (const { id, header, end } of module.sections) {
    const bytes = contract.subarray(header, end);
    const found = id === CUSTOM_SECTION ? manifestIn(bytes) : undefined;
    if (found === undefined) out.copy(contract, header, end);
    else text = found;
  }
  const changed = change(JSON.parse(text) as RawManifest);
  if (changed !== null) writeManifest(out, typeof changed === "string" ? changed : JSON.stringify(changed));
  return out.finish();
}

/** The text of a custom section that is the manifest. */
function manifestIn(section: Uint8Array): string | undefined {
  const at = Buffer.from(section).indexOf(MANIFEST_SECTION);
  if (at < 0 || at > HEADER_BYTES + 4) return undefined;
  return Buffer.from(section.subarray(at + MANIFEST_SECTION.length)).toString("utf8");
}

function threadsOf(module: WasmModule): ManifestThread[] {
  return module.exports
    .filter(({ name }) => name.startsWith("thread_"))
    .map(({ name, index }, line) => ({
      entry: tableIndex(module, index),
      export: name.replace("_", ":"),
      function: "execute",
      result: "u32",
      tag: resultTag("u32"),
      kind: "reservation" as const,
      file: "program.raw.ts",
      line: line + 1,
      column: 1,
    }));
}

function tableIndex(module: WasmModule, functionIndex: number): number {
  for (const { position, functions } of module.elements) {
    const at = functions.indexOf(functionIndex);
    if (at >= 0 && position?.kind === "i32") return Number(position.value) + at;
  }
  throw new Error("the body of a thread has to be in the table: use it as a value");
}

function exportSection(exports: WasmModule["exports"]): ByteWriter {
  const content = new ByteWriter();
  content.u32(exports.length);
  for (const { name, kind, index } of exports) {
    const bytes = Buffer.from(name);
    content.u32(bytes.length);
    content.raw(bytes);
    content.byte(KINDS[kind]);
    content.u32(index);
  }
  return content;
}

function writeManifest(out: ByteWriter, json: string): void {
  const custom = new ByteWriter();
  custom.u32(MANIFEST_SECTION.length);
  custom.raw(Buffer.from(MANIFEST_SECTION));
  custom.raw(Buffer.from(json));
  writeSection(out, CUSTOM_SECTION, custom);
}

function writeSection(out: ByteWriter, id: number, content: ByteWriter): void {
  out.byte(id);
  out.u32(content.length);
  out.raw(content.finish());
}
