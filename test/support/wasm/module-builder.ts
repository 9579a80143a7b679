import { ByteWriter, Section, ValueType } from "@threaded-contract/transform";
import { assemble } from "./assemble";

type TypeName = keyof typeof ValueType;

/** A function type: space-separated value types. */
export interface Signature {
  readonly parameters?: string;
  readonly results?: string;
}

export interface FunctionSource extends Signature {
  readonly code: string;
  /** Groups such as `"2 i32 1 i64"`. */
  readonly locals?: string;
  /** The name under which it is exported. */
  readonly exported?: string;
}

const kinds = { function: 0, table: 1, memory: 2, global: 3 } as const;

function typeCodes(list = ""): number[] {
  return list
    .split(" ")
    .filter(Boolean)
    .map((name) => ValueType[name as TypeName]);
}

/** Builds modules for tests, valid or not: nothing is checked. */
export class ModuleBuilder {
  private readonly parts = new Map<number, Uint8Array[]>();
  private readonly custom: Uint8Array[] = [];
  private readonly types: string[] = [];
  private functionCount = 0;

  /** Adds one entry to a section. */
  private add(id: number, write: (out: ByteWriter) => void): number {
    const out = new ByteWriter();
    write(out);
    const list = this.parts.get(id) ?? [];
    this.parts.set(id, list);
    return list.push(out.finish()) - 1;
  }

  /** The index of a type, added if it is new. */
  type(signature: Signature): number {
    const [parameters, results] = [typeCodes(signature.parameters), typeCodes(signature.results)];
    const key = `${parameters.join()}:${results.join()}`;
    const known = this.types.indexOf(key);
    if (known >= 0) return known;
    this.types.push(key);
    return this.add(Section.type, (out) => {
      out.byte(0x60);
      for (const list of [parameters, results]) {
        out.u32(list.length);
        out.raw(list);
      }
    });
  }

  /** Adds an imported function; imports come before functions. */
  import(name: string, signature: Signature, module = "env"): number {
    const type = this.type(signature);
    this.rawImport(module, name, [0, type]);
    return this.functionCount++;
  }

  /** Adds an import with a description of its own. */
  rawImport(module: string, name: string, description: readonly number[]): this {
    this.add(Section.import, (out) => {
      out.name(module);
      out.name(name);
      out.raw(description);
    });
    return this;
  }

  /** Adds a function and returns its index. */
  function(source: FunctionSource): number {
    const type = this.type(source);
    this.add(Section.function, (out) => out.u32(type));
    this.add(Section.code, (out) => out.sized(this.body(source)));
    const index = this.functionCount++;
    if (source.exported !== undefined) this.export(source.exported, "function", index);
    return index;
  }

  private body(source: FunctionSource): ByteWriter {
    const words = (source.locals ?? "").split(" ").filter(Boolean);
    const body = new ByteWriter();
    body.u32(words.length / 2);
    for (let position = 0; position < words.length; position += 2) {
      body.u32(Number(words[position]));
      body.byte(ValueType[words[position + 1] as TypeName]);
    }
    body.raw(assemble(source.code));
    body.byte(0x0b);
    return body;
  }

  export(name: string, kind: keyof typeof kinds, index: number): this {
    this.add(Section.export, (out) => {
      out.name(name);
      out.byte(kinds[kind]);
      out.u32(index);
    });
    return this;
  }

  private limits(out: ByteWriter, minimum: number, maximum?: number, flags = 0): void {
    out.byte(flags | (maximum === undefined ? 0 : 1));
    out.u32(minimum);
    if (maximum !== undefined) out.u32(maximum);
  }

  /** Adds a memory; `flags` 2 is shared, 4 is 64-bit. */
  memory(minimum = 1, maximum?: number, flags = 0): this {
    this.add(Section.memory, (out) => this.limits(out, minimum, maximum, flags));
    return this;
  }

  table(minimum: number, maximum?: number, type: TypeName = "funcref"): this {
    this.add(Section.table, (out) => {
      out.byte(ValueType[type]);
      this.limits(out, minimum, maximum);
    });
    return this;
  }

  global(type: TypeName, mutable: boolean, initial: string): number {
    return this.add(Section.global, (out) => {
      out.raw([ValueType[type], mutable ? 1 : 0]);
      out.raw(assemble(`${initial} end`));
    });
  }

  start(index: number): this {
    this.parts.set(Section.start, [Uint8Array.of(index)]);
    return this;
  }

  /** Adds an active element segment of functions. */
  elements(position: number, functions: readonly number[]): this {
    return this.rawElements([0, 0x41, position, 0x0b, functions.length, ...functions]);
  }

  /** Adds an element segment byte by byte. */
  rawElements(bytes: readonly number[]): this {
    this.add(Section.element, (out) => out.raw(bytes));
    return this;
  }

  data(position: number, bytes: readonly number[]): this {
    this.add(Section.data, (out) => {
      out.byte(0);
      out.raw(assemble(`i32.const ${position} end`));
      out.u32(bytes.length);
      out.raw(bytes);
    });
    return this;
  }

  rawData(bytes: readonly number[]): this {
    this.add(Section.data, (out) => out.raw(bytes));
    return this;
  }

  dataCount(count: number): this {
    this.parts.set(Section.dataCount, [Uint8Array.of(count)]);
    return this;
  }

  customSection(name: string, content: Uint8Array | string): this {
    const out = new ByteWriter();
    out.name(name);
    out.raw(typeof content === "string" ? new TextEncoder().encode(content) : content);
    this.custom.push(out.finish());
    return this;
  }

  build(): Uint8Array {
    const out = new ByteWriter();
    out.raw([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    for (const id of Object.values(Section)) {
      const entries = this.parts.get(id);
      if (entries === undefined) continue;
      const section = new ByteWriter();
      if (id !== Section.start && id !== Section.dataCount) section.u32(entries.length);
      for (const entry of entries) section.raw(entry);
      out.section(id, section);
    }
    for (const content of this.custom) {
      const section = new ByteWriter();
      section.raw(content);
      out.section(Section.custom, section);
    }
    return out.finish();
  }
}
