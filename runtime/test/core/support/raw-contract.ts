import { createHash } from "node:crypto";
import {
  ByteWriter,
  decodeModule,
  MANIFEST_SECTION,
  Section,
  type ManifestThread,
  type WasmModule,
} from "@threaded-contract/transform";

const kinds = { function: 0, table: 1, memory: 2, global: 3 } as const;
const HEADER_BYTES = 8;
const CUSTOM_SECTION = 0;

/** Tag of a result type: the first four bytes of its sha256, little endian. */
export function resultTag(type: string): number {
  return createHash("sha256").update(type).digest().readUInt32LE();
}

function tableIndex(module: WasmModule, functionIndex: number): number {
  for (const { position, functions } of module.elements) {
    const at = functions.indexOf(functionIndex);
    if (at >= 0 && position?.kind === "i32") return Number(position.value) + at;
  }
  throw new Error("a thread body has to be used as a value");
}

function threadsOf(module: WasmModule): ManifestThread[] {
  return module.exports
    .filter(({ name }) => name.startsWith("thread_"))
    .map(({ name, index }, line) => ({
      entry: tableIndex(module, index),
      export: name.replace("_", ":"),
      function: "run",
      result: "u32",
      tag: resultTag("u32"),
      kind: "reservation" as const,
      file: "raw.ts",
      line: line + 1,
      column: 1,
    }));
}

function section(out: ByteWriter, id: number, content: ByteWriter): void {
  out.byte(id);
  out.u32(content.length);
  out.raw(content.finish());
}

function exportSection(module: WasmModule): ByteWriter {
  const content = new ByteWriter();
  content.u32(module.exports.length);
  for (const { name, kind, index } of module.exports) {
    const bytes = Buffer.from(name.replace(/^thread_/, "thread:"));
    content.u32(bytes.length);
    content.raw(bytes);
    content.byte(kinds[kind]);
    content.u32(index);
  }
  return content;
}

/**
 * A plain contract from a module that declares host functions itself: its exports `thread_0`, `thread_1`… become thread
 * entries of result type `u32`, and the manifest lists them. No check of the compiler stands between it and the host.
 */
export function makeRawContract(bytes: Uint8Array): Uint8Array {
  const module = decodeModule(bytes);
  const out = new ByteWriter(bytes.length + 1_024);
  out.copy(bytes, 0, HEADER_BYTES);
  for (const { id, header, end } of module.sections) {
    if (id === Section.export) section(out, id, exportSection(module));
    else out.copy(bytes, header, end);
  }
  const manifest = { functions: [], kind: "plain", name: "raw", threads: threadsOf(module), types: {}, version: 1 };
  const custom = new ByteWriter();
  custom.u32(MANIFEST_SECTION.length);
  custom.raw(Buffer.from(MANIFEST_SECTION));
  custom.raw(Buffer.from(JSON.stringify(manifest)));
  section(out, CUSTOM_SECTION, custom);
  return out.finish();
}
