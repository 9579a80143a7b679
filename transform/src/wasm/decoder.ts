import { ByteReader } from "./byte-reader";
import { malformed, notAllowed } from "./refusal";
import {
  readConstantExpression,
  readExport,
  readFunctionType,
  readGlobalType,
  readImport,
  readLimits,
  readTableType,
  readValueType,
} from "./sections";
import { readDataSegment, readElementSegment } from "./segments";
import type {
  CustomSection,
  DataSegment,
  ElementSegment,
  Export,
  FunctionBody,
  FunctionType,
  Global,
  Import,
  Limits,
  LocalGroup,
  SectionSpan,
  TableType,
  WasmModule,
} from "./types";

/** The ids of the sections, in the order in which a module has them. */
export const Section = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  dataCount: 12,
  code: 10,
  data: 11,
} as const;

const order: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11];

class Decoder {
  readonly types: FunctionType[] = [];
  readonly imports: Import[] = [];
  readonly functions: number[] = [];
  readonly tables: TableType[] = [];
  readonly memories: Limits[] = [];
  readonly globals: Global[] = [];
  readonly exports: Export[] = [];
  readonly elements: ElementSegment[] = [];
  readonly bodies: FunctionBody[] = [];
  readonly data: DataSegment[] = [];
  readonly customSections: CustomSection[] = [];
  readonly sections: SectionSpan[] = [];
  importedFunctionCount = 0;
  start: number | null = null;
  dataCount: number | null = null;

  constructor(readonly bytes: Uint8Array) {}

  decode(): WasmModule {
    const reader = new ByteReader(this.bytes);
    const magic = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
    magic.forEach((expected, offset) => {
      if (reader.byte() !== expected) malformed("the magic number or version is not that of a module", offset);
    });
    let last = -1;
    while (reader.remaining > 0) {
      const header = reader.offset;
      const id = reader.byte();
      const content = reader.slice(reader.u32());
      if (id !== Section.custom) {
        if (id === 13) notAllowed("exception tags", header);
        const rank = order.indexOf(id);
        if (rank < 0) malformed(`an unknown section ${id}`, header);
        if (rank <= last) malformed("a section is repeated or out of order", header);
        last = rank;
      }
      this.sections.push({ id, header, start: content.offset, end: content.end });
      this.readSection(id, content);
      content.finish("a section");
    }
    return this.complete();
  }

  private complete(): WasmModule {
    const declared = this.functions.length - this.importedFunctionCount;
    if (this.bodies.length !== declared) {
      malformed(`${declared} functions are declared and ${this.bodies.length} have code`, this.bytes.length);
    }
    if (this.dataCount !== null && this.dataCount !== this.data.length) {
      malformed("the number of data segments differs from the announced one", this.bytes.length);
    }
    return this;
  }

  private readSection(id: number, reader: ByteReader): void {
    switch (id) {
      case Section.custom: {
        const name = reader.name();
        this.customSections.push({ name, content: reader.take(reader.remaining) });
        return;
      }
      case Section.start:
        this.start = this.functionIndex(reader);
        return;
      case Section.dataCount:
        this.dataCount = reader.u32();
        return;
      default:
        for (let rest = reader.count(); rest > 0; rest--) this.readEntry(id, reader);
    }
  }

  private readEntry(id: number, reader: ByteReader): void {
    switch (id) {
      case Section.type:
        return void this.types.push(readFunctionType(reader));
      case Section.import:
        return this.addImport(readImport(reader));
      case Section.function:
        return void this.functions.push(this.typeIndex(reader));
      case Section.table:
        return this.readTable(reader);
      case Section.memory:
        return void this.memories.push(readLimits(reader));
      case Section.global:
        return this.readGlobal(reader);
      case Section.export:
        return void this.exports.push(readExport(reader));
      case Section.element:
        return void this.elements.push(readElementSegment(reader));
      case Section.code:
        return this.readBody(reader);
      default:
        return void this.data.push(readDataSegment(reader));
    }
  }

  private readTable(reader: ByteReader): void {
    if (reader.remaining > 0 && reader.bytes[reader.offset] === 0x40) notAllowed("a table initialiser", reader.offset);
    this.tables.push(readTableType(reader));
  }

  private readGlobal(reader: ByteReader): void {
    const offset = reader.offset;
    this.globals.push({ ...readGlobalType(reader), initial: readConstantExpression(reader), offset });
  }

  private addImport(found: Import): void {
    this.imports.push(found);
    if (found.kind === "function") {
      if (found.type >= this.types.length) malformed("an import has an unknown type", found.offset);
      this.functions.push(found.type);
      this.importedFunctionCount++;
    } else if (found.kind === "table") this.tables.push(found.table);
    else if (found.kind === "memory") this.memories.push(found.memory);
    else this.globals.push({ ...found.global, initial: { kind: "other" }, offset: -1 });
  }

  private typeIndex(reader: ByteReader): number {
    const offset = reader.offset;
    const index = reader.u32();
    if (index >= this.types.length) malformed("an unknown type", offset);
    return index;
  }

  private functionIndex(reader: ByteReader): number {
    const offset = reader.offset;
    const index = reader.u32();
    if (index >= this.functions.length) malformed("an unknown function", offset);
    return index;
  }

  private readBody(reader: ByteReader): void {
    const content = reader.slice(reader.u32());
    const start = content.offset;
    const index = this.importedFunctionCount + this.bodies.length;
    const typeIndex = this.functions[index];
    if (typeIndex === undefined) malformed("more function bodies than functions", start);
    const locals: LocalGroup[] = [];
    let localCount = 0;
    for (let rest = content.count(2); rest > 0; rest--) {
      const count = content.u32();
      localCount += count;
      locals.push({ count, type: readValueType(content) });
    }
    const codeStart = content.offset;
    const end = content.end;
    if (end === codeStart || this.bytes[end - 1] !== 0x0b) malformed("a function body does not end", end);
    this.bodies.push({ index, type: this.types[typeIndex]!, start, codeStart, end, locals, localCount });
  }
}

/**
 * Decodes the structure of a WebAssembly module; function bodies are left to `OperatorReader`.
 *
 * Types are not checked: an engine does that. What is decoded is bounded by the size of `bytes`.
 *
 * @param bytes a whole module
 * @throws TC6001 with the byte offset if it is cut off or damaged; TC6004 if it uses a kind of type, section or
 * initialiser that contracts may not use
 * @example
 * ```ts
 * const module = decodeModule(readFileSync("build/primes.wasm"));
 * console.log(module.exports.map((entry) => entry.name));
 * ```
 */
export function decodeModule(bytes: Uint8Array): WasmModule {
  const module = new Decoder(bytes).decode();
  for (const { kind, index, name } of module.exports) {
    const space = { function: module.functions, table: module.tables, memory: module.memories, global: module.globals };
    if (index >= space[kind].length) malformed(`the export '${name}' leads nowhere`, bytes.length);
  }
  for (const segment of module.elements) {
    const unknown = segment.functions.find((index) => index >= module.functions.length);
    if (unknown !== undefined) malformed("an element segment names an unknown function", segment.offset);
  }
  return module;
}
