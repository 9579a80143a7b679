import type {
  Manifest,
  ManifestFunction,
  ManifestParameter,
  ManifestThread,
  ManifestType,
  ThreadKind,
} from "./manifest";

type JsonObject = Readonly<Record<string, unknown>>;

const threadKinds: readonly ThreadKind[] = ["readonly", "reservation", "memory"];

/** Turns parsed JSON into a manifest, field by field, so that nothing unknown gets through. */
export class ManifestReader {
  constructor(private readonly refuse: (reason: string) => never) {}

  read(json: unknown): Manifest {
    const source = this.object(json, "the manifest");
    if (source["version"] !== 1) this.refuse(`its version is ${JSON.stringify(source["version"])}, not 1`);
    const kind = source["kind"];
    if (kind !== "plain" && kind !== "opnet") this.refuse('\'kind\' is neither "plain" nor "opnet"');
    return Object.freeze({
      version: 1,
      kind,
      name: this.text(source, "name"),
      functions: this.list(source, "functions", (entry, place) => this.function(entry, place)),
      types: this.types(source),
      threads: this.list(source, "threads", (entry, place) => this.thread(entry, place)),
    });
  }

  private function(entry: JsonObject, place: string): ManifestFunction {
    const selector = this.text(entry, "selector", place);
    if (!/^0x[0-9a-f]{8}$/.test(selector)) this.refuse(`'selector' in ${place} is not 0x and eight digits`);
    return Object.freeze({
      name: this.text(entry, "name", place),
      selector,
      params: this.list(entry, "params", (parameter, at) => this.parameter(parameter, at), place),
      returns: this.text(entry, "returns", place),
    });
  }

  private parameter(entry: JsonObject, place: string): ManifestParameter {
    return Object.freeze({ name: this.text(entry, "name", place), type: this.text(entry, "type", place) });
  }

  private types(source: JsonObject): Readonly<Record<string, ManifestType>> {
    const types: Record<string, ManifestType> = Object.create(null);
    const found = this.object(source["types"], "'types'");
    for (const name of Object.keys(found).sort()) {
      const place = `type '${name}'`;
      const entry = this.object(found[name], place);
      const base = entry["base"] ?? null;
      if (base !== null && typeof base !== "string") this.refuse(`'base' in ${place} is not a name`);
      const fields = this.list(entry, "fields", (field, at) => this.parameter(field, at), place);
      types[name] = Object.freeze({ fields, base });
    }
    return Object.freeze({ ...types });
  }

  private thread(entry: JsonObject, place: string): ManifestThread {
    const exported = this.text(entry, "export", place);
    if (!/^thread:(0|[1-9][0-9]{0,8})$/.test(exported)) {
      this.refuse(`'export' in ${place} is not 'thread:' and a number`);
    }
    const kind = threadKinds.find((known) => known === entry["kind"]);
    return Object.freeze({
      entry: this.unsigned(entry, "entry", place),
      export: exported,
      function: this.text(entry, "function", place),
      result: this.text(entry, "result", place),
      tag: this.unsigned(entry, "tag", place),
      kind: kind ?? this.refuse(`'kind' in ${place} is unknown`),
      file: this.text(entry, "file", place),
      line: this.unsigned(entry, "line", place),
      column: this.unsigned(entry, "column", place),
    });
  }

  private object(value: unknown, place: string): JsonObject {
    if (typeof value !== "object" || value === null || Array.isArray(value)) this.refuse(`${place} is not an object`);
    return value as JsonObject;
  }

  private list<Entry>(
    source: JsonObject,
    key: string,
    read: (entry: JsonObject, place: string) => Entry,
    parent = "",
  ): readonly Entry[] {
    const value = source[key];
    if (!Array.isArray(value)) this.refuse(`'${key}'${parent && ` in ${parent}`} is not a list`);
    return Object.freeze(
      value.map((entry: unknown, position) => {
        const place = `${parent && `${parent}, `}${key}[${position}]`;
        return read(this.object(entry, place), place);
      }),
    );
  }

  private text(source: JsonObject, key: string, place = "the manifest"): string {
    const value = source[key];
    return typeof value === "string" ? value : this.refuse(`'${key}' in ${place} is not a string`);
  }

  private unsigned(source: JsonObject, key: string, place: string): number {
    const value = source[key];
    const fits = typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;
    return fits ? value : this.refuse(`'${key}' in ${place} is not a 32-bit number`);
  }
}
