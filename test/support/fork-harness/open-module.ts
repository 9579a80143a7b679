import { decodeModule, Section } from "../../../transform/src/wasm/decoder";
import { readManifest } from "../../../transform/src/verify/manifest";
import { ByteWriter } from "../../../transform/src/wasm/byte-writer";

/** A module whose state can be copied into a second instance. */
export interface OpenModule {
  readonly module: WebAssembly.Module;
  /** Exports of the mutable globals. */
  readonly globals: readonly string[];
  /** Exports of thread entries by their index in the table, as the manifest lists them. */
  readonly entries: ReadonlyMap<number, string>;
  /** Export of the start function, which instantiation no longer runs. */
  readonly start: string | null;
}

const START = "fork:start";
const kindCodes = { function: 0, table: 1, memory: 2, global: 3 } as const;

/** Exports mutable globals and the start function of a module, and takes its start section out. */
export function openModule(bytes: Uint8Array): OpenModule {
  const opened = cache.get(bytes) ?? open(bytes);
  cache.set(bytes, opened);
  return opened;
}

const cache = new WeakMap<Uint8Array, OpenModule>();

function open(bytes: Uint8Array): OpenModule {
  const decoded = decodeModule(bytes);
  const globals = decoded.globals.flatMap((global, index) =>
    global.mutable ? [{ name: `fork:g${index}`, kind: "global", index } as const] : [],
  );
  const added = [
    ...globals,
    ...(decoded.start === null ? [] : [{ name: START, kind: "function", index: decoded.start } as const]),
  ];
  const section = new ByteWriter();
  section.u32(decoded.exports.length + added.length);
  for (const { name, kind, index } of [...decoded.exports, ...added]) {
    section.name(name);
    section.byte(kindCodes[kind]);
    section.u32(index);
  }
  const out = new ByteWriter(bytes.length + 1024);
  out.copy(bytes, 0, 8);
  for (const { id, header, end } of decoded.sections) {
    if (id === Section.export) out.section(id, section);
    else if (id !== Section.start) out.copy(bytes, header, end);
  }
  return {
    module: new WebAssembly.Module(out.finish()),
    entries: new Map(readManifest(decoded).threads.map((thread) => [thread.entry, thread.export])),
    globals: globals.map(({ name }) => name),
    start: decoded.start === null ? null : START,
  };
}
