import type { ManifestThread } from "@threaded-contract/transform";
import { plainContract, withManifest as finish } from "../../support/wasm/contracts";
import { ModuleBuilder } from "../../support/wasm/module-builder";
import { deploy, execution, send, type Definition, type ModuleSource } from "../define";
import { withManifest, type RawManifest } from "../raw-contract";

/** The contract of `bad-manifest` with a manifest that is changed. */
function lying(change: (manifest: RawManifest) => RawManifest | string | null): ModuleSource {
  return { source: "program.ts", alter: (bytes) => withManifest(bytes, change) };
}

/** The same with its first thread changed. */
function lyingThread(change: Partial<ManifestThread>): ModuleSource {
  return lying((manifest) => ({
    ...manifest,
    threads: manifest.threads.map((thread, i) => (i === 0 ? { ...thread, ...change } : thread)),
  }));
}

const manifests: Readonly<Record<string, readonly [ModuleSource, string]>> = {
  "no-section": [lying(() => null), "TC6003"],
  "no-json": [lying(() => "{"), "TC6002"],
  "another-version": [lying((manifest) => ({ ...manifest, version: 2 })), "TC6002"],
  "no-threads": [lying((manifest) => ({ ...manifest, threads: [] })), "TC6007"],
  "a-thread-less": [lying((manifest) => ({ ...manifest, threads: manifest.threads.slice(1) })), "TC6007"],
  "another-entry": [lyingThread({ entry: 2 }), "TC6007"],
  "no-entry": [lyingThread({ entry: 4_000 }), "TC6007"],
  "no-export": [lyingThread({ export: "thread:9" }), "TC6007"],
  "another-export": [lyingThread({ export: "execute" }), "TC6002"],
  "another-tag": [lyingThread({ tag: 1 }), "TC6007"],
  "another-result": [lyingThread({ result: "u32" }), "TC6007"],
  "a-writer-as-read-only": [
    lying((manifest) => ({
      ...manifest,
      threads: manifest.threads.map((thread) => ({ ...thread, kind: "readonly" as const })),
    })),
    "TC3003",
  ],
  "another-selector": [
    lying((manifest) => ({
      ...manifest,
      functions: [{ name: "run", params: [], returns: "u64", selector: "0x00000000" }],
    })),
    "TC6007",
  ],
};

const memoryOf = (prepare: (builder: ModuleBuilder) => unknown): ModuleSource => {
  return () => {
    const builder = new ModuleBuilder();
    prepare(builder);
    builder.export("memory", "memory", 0);
    builder.function({ parameters: "i32", results: "i32", code: "local.get 0", exported: "execute" });
    return finish(builder);
  };
};

const modules: Readonly<Record<string, readonly [ModuleSource, string]>> = {
  "not-webassembly": [() => Buffer.from("not a module"), "TC6001"],
  "cut-off": [() => finish(plainContract()).slice(0, 60), "TC6001"],
  float: [() => finish(plainContract({ code: "f64.const 1 drop local.get 0" })), "TC6004"],
  "unknown-import": [() => finish(plainContract({}, (empty) => void empty.import("clock", {}))), "TC6003"],
  "wrong-signature": [
    () => finish(plainContract({}, (empty) => void empty.import("load", { parameters: "i32" }))),
    "TC6003",
  ],
  "shared-memory": [memoryOf((builder) => builder.memory(1, 2, 2)), "TC6006"],
  "too-many-pages": [memoryOf((builder) => builder.memory(1_025)), "TC6006"],
};

/** One deployment for each module, all of which are refused. */
function refusals(
  name: string,
  title: string,
  cases: Readonly<Record<string, readonly [ModuleSource, string]>>,
): Definition {
  return execution(name, "", title, {
    modules: Object.fromEntries(Object.entries(cases).map(([key, [source]]) => [key, source])),
    run: Object.keys(cases).map((key) => deploy(key)),
    shows: Object.fromEntries(Object.values(cases).map(([, code], i) => [`${i}.refused`, code])),
  });
}

/** Modules that lie or are none, and host calls with wrong arguments. */
export const badInput: readonly Definition[] = [
  refusals("bad-manifest", "A module whose custom section lies is refused", manifests),
  refusals("bad-module", "A module that is none, or does what no contract may, is refused", modules),
  execution("bad-thread-entry", "", "Arguments of a spawn and a join that no compiler writes", {
    modules: { program: "program.raw.ts" },
    run: Array.from({ length: 10 }, (_, kind) => send(Buffer.from(Uint32Array.of(kind).buffer))),
    shows: {
      "0.receipt.status": "success",
      "1.receipt.code": "TC5015",
      "2.receipt.code": "TC5015",
      "3.receipt.code": "TC5015",
      "4.receipt.code": "TC5015",
      "5.receipt.code": "TC5015",
      "6.receipt.code": "TC4007",
      "7.receipt.code": "TC5015",
      "8.receipt.code": "TC5015",
      "9.receipt.code": "TC5015",
    },
  }),
];
