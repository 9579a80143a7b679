import { SourceMap, type SourceMapPayload } from "node:module";
import { decodeModule, functionNames } from "@threaded-contract/transform";
import { addressText } from "../chain/address";
import type { Trace, TracedPlace } from "../frame/tracer";
import type { AdmittedModule } from "../meter/admit";
import type { FailureTrace, TraceEntry } from "./trace-entry";

/** The custom section by which a module says that it has a source map. */
const SOURCE_MAP_SECTION = "sourceMappingURL";

/** What is known of one module. */
interface KnownModule {
  readonly names: ReadonlyMap<number, string>;
  readonly map: SourceMap | null;
}

/** Finds names and source lines for places in modules, as far as somebody brought what tells them. */
export class SourcePlaces {
  private readonly maps = new Map<string, string>();
  private readonly known = new Map<string, KnownModule>();

  /** Remembers the text of a module's source map. @param hash SHA-256 of the module, as hexadecimal text */
  add(hash: string, map: string): void {
    this.maps.set(hash, map);
    this.known.delete(hash);
  }

  /** A trace in terms of names and source lines. @param modules those on the chain */
  explain({ places, write }: Trace, modules: readonly AdmittedModule[]): FailureTrace {
    const entry = (place: TracedPlace): TraceEntry => this.entry(place, modules);
    return { places: places.map(entry), write: write.map(entry) };
  }

  private entry(
    { contract, module, functionIndex, offset }: TracedPlace,
    modules: readonly AdmittedModule[],
  ): TraceEntry {
    const known = this.find(module, modules);
    return {
      contract: addressText(contract),
      function: known?.names.get(functionIndex) ?? `function ${functionIndex}`,
      place: known === undefined ? null : placeAt(known.map, offset),
      functionIndex,
      offset,
    };
  }

  private find(hash: string, modules: readonly AdmittedModule[]): KnownModule | undefined {
    const found = this.known.get(hash);
    if (found !== undefined) return found;
    const admitted = modules.find((module) => module.hash === hash);
    if (admitted === undefined) return undefined;
    const known = describeModule(admitted, this.maps.get(hash));
    this.known.set(hash, known);
    return known;
  }
}

function describeModule({ bytes, threads }: AdmittedModule, text: string | undefined): KnownModule {
  const module = decodeModule(bytes);
  const names = new Map(functionNames(module));
  for (const entry of module.exports) {
    const thread = threads.find((listed) => entry.kind === "function" && listed.export === entry.name);
    if (thread !== undefined) names.set(entry.index, `thread of ${thread.function || "?"}`);
  }
  const hasMap = module.customSections.some(({ name }) => name === SOURCE_MAP_SECTION);
  return { names, map: text === undefined || !hasMap ? null : readMap(text) };
}

/** A map that cannot be read only costs the lines. */
function readMap(text: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(text) as SourceMapPayload);
  } catch {
    return null;
  }
}

/** A module's map has one line, whose columns are the bytes of the module. */
function placeAt(map: SourceMap | null, offset: number): string | null {
  const entry = map?.findEntry(0, offset);
  if (entry === undefined || !("originalSource" in entry)) return null;
  return `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}
