import { ThreadedContractError } from "../errors";
import { ManifestReader } from "./manifest-reader";
import type { WasmModule } from "../wasm/types";

/** The name of the custom section. */
export const MANIFEST_SECTION = "threaded-contract";

/** The largest manifest that is read. */
export const MANIFEST_BYTES_MAXIMUM = 1_048_576;

/** A parameter of a function, or a field of a class. */
export interface ManifestParameter {
  readonly name: string;
  /** An AssemblyScript type as the author wrote it, such as `"Array<u32>"`. */
  readonly type: string;
}

/** An exported function, as callers see it. */
export interface ManifestFunction {
  readonly name: string;
  /** `0x` and eight hexadecimal digits: the first four bytes of sha256(name). */
  readonly selector: string;
  readonly params: readonly ManifestParameter[];
  readonly returns: string;
}

/** A class that arguments or results are made of. */
export interface ManifestType {
  readonly fields: readonly ManifestParameter[];
  readonly base: string | null;
}

/** What a thread may do: nothing lasting, write its reserved slots, or hand back regions of memory. */
export type ThreadKind = "readonly" | "reservation" | "memory";

/** One thread entry of the module. */
export interface ManifestThread {
  /** The number that spawns hand to the host: the index that the compiler gave the entry in the function table. */
  readonly entry: number;
  /** The exported name, `thread:` and a number. */
  readonly export: string;
  /** The function around the spawn, for messages. */
  readonly function: string;
  readonly result: string;
  /** The first four bytes of sha256(result), little endian. */
  readonly tag: number;
  readonly kind: ThreadKind;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What the transform writes into the custom section `threaded-contract`. */
export interface Manifest {
  readonly version: 1;
  /** `none` stands for a module without the section: an OP_NET contract that never spawns. */
  readonly kind: "plain" | "opnet" | "none";
  readonly name: string;
  readonly functions: readonly ManifestFunction[];
  readonly types: Readonly<Record<string, ManifestType>>;
  readonly threads: readonly ManifestThread[];
}

const absent: Manifest = Object.freeze({
  version: 1,
  kind: "none",
  name: "",
  functions: Object.freeze([]),
  types: Object.freeze({}),
  threads: Object.freeze([]),
});

function refuse(reason: string): never {
  throw new ThreadedContractError("TC6002", { reason });
}

function parseJson(content: Uint8Array): unknown {
  if (content.length > MANIFEST_BYTES_MAXIMUM) {
    refuse(`it has ${content.length} bytes, and the limit is ${MANIFEST_BYTES_MAXIMUM}`);
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content));
  } catch {
    return refuse("it is not JSON text");
  }
}

/**
 * Reads the content of a `threaded-contract` section.
 *
 * Its shape is checked, but not whether it tells the truth about a module: `checkManifest` does that.
 *
 * @param content UTF-8 JSON
 * @throws TC6002 if it is damaged or of another version
 * @example
 * ```ts
 * const section = module.customSections.find(({ name }) => name === MANIFEST_SECTION);
 * if (section !== undefined) console.log(parseManifest(section.content).threads.length);
 * ```
 */
export function parseManifest(content: Uint8Array): Manifest {
  return new ManifestReader(refuse).read(parseJson(content));
}

/**
 * The manifest in a module's custom section; one of kind `none` if there is no such section.
 *
 * @throws TC6002 if the section is damaged or there are several
 * @example
 * ```ts
 * const { kind, threads } = readManifest(decodeModule(readFileSync("build/primes.wasm")));
 * ```
 */
export function readManifest(module: WasmModule): Manifest {
  const sections = module.customSections.filter((section) => section.name === MANIFEST_SECTION);
  if (sections.length > 1) refuse("there are several of them");
  return sections[0] === undefined ? absent : parseManifest(sections[0].content);
}
