import {
  ByteReader,
  ByteWriter,
  Section,
  ValueType,
  type FunctionBody,
  type WasmModule,
} from "@threaded-contract/transform";
import { MEMORY_PAGES_MAXIMUM } from "../limits";
import type { HostEntry } from "./check-exports";
import type { MeterCode, MeterGlobals } from "./meter-code";
import { Exhausted, MEMORY_IMPORT, MeterExport } from "./meter-exports";

const I32 = ValueType.i32;
const I64 = ValueType.i64;
/** Functions that only the host calls. */
export const HOST_HELPER_COUNT = 3;

const meterGlobals = ["gas", "exhausted", "stack", "pages", "refused"] as const;

/** Indices of the globals that a fork has to copy, in the order of their exports. */
export function mutableGlobals(module: WasmModule): number[] {
  return module.globals.flatMap((global, index) => (global.mutable ? [index] : []));
}

/**
 * Rewrites a module section by section: memory is imported, the start function exported instead of started, the globals
 * that a fork copies and the meter's own are exported. What becomes of the code is up to the meter.
 *
 * Indices of types, functions and globals stay what they were; everything new comes after them. Custom sections and
 * exports that the host does not use are dropped.
 */
export abstract class ModuleRewriter {
  protected readonly out = new ByteWriter(65_536);
  private readonly addedTypes = new ByteWriter();
  private addedTypeCount = 0;
  private firstHostHelper = 0;
  private readonly typesByKey = new Map<string, number>();

  constructor(
    protected readonly module: WasmModule,
    private readonly entries: readonly HostEntry[],
  ) {}

  protected rewrite(): Uint8Array<ArrayBuffer> {
    this.out.raw([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    // Types that the functions need come before the functions that need them.
    const functions = this.functionTypes();
    this.firstHostHelper = this.module.importedFunctionCount + functions.length;
    const hostHelpers = [this.type([I64], [I32]), this.type([I64], []), this.type([I64, I32, I32], [])];
    const { type, import: imports, table, global, element, dataCount, data } = Section;
    this.extended(type, this.addedTypeCount, (section) => section.append(this.addedTypes));
    this.extended(imports, 1, (section) => this.writeMemoryImport(section));
    this.writeFunctions([...functions, ...hostHelpers]);
    this.kept(table);
    this.extended(global, meterGlobals.length, (section) => this.writeGlobals(section));
    this.writeExports();
    this.kept(element);
    this.kept(dataCount);
    this.writeCode();
    this.kept(data);
    return this.out.finish();
  }

  /** The type of every function with code, in order; those for the host come after them. */
  protected abstract functionTypes(): readonly number[];

  /** Writes the code section, with what `writeHostHelpers` writes last. */
  protected abstract writeCode(): void;

  protected get globals(): MeterGlobals {
    const first = this.module.globals.length;
    return { gas: first, exhausted: first + 1, stack: first + 2, pages: first + 3, refused: first + 4 };
  }

  /** The index of a type that the module may not have yet. */
  protected type(parameters: readonly number[], results: readonly number[]): number {
    const key = `${parameters.join()}:${results.join()}`;
    const known = this.typesByKey.get(key);
    if (known !== undefined) return known;
    this.addedTypes.byte(0x60);
    for (const list of [parameters, results]) {
      this.addedTypes.u32(list.length);
      this.addedTypes.raw(list);
    }
    const index = this.module.types.length + this.addedTypeCount++;
    this.typesByKey.set(key, index);
    return index;
  }

  /** The block type of a block that yields a function's results. */
  protected resultBlockType({ type: { results } }: FunctionBody): number {
    if (results.length === 0) return -64;
    // A single value type stands for itself, as a negative 7-bit number.
    return results.length === 1 ? results[0]! - 0x80 : this.type([], results);
  }

  protected span(id: number): { start: number; end: number } | undefined {
    return this.module.sections.find((section) => section.id === id);
  }

  /** Writes the code of the functions that only the host calls; there are `HOST_HELPER_COUNT`. */
  protected writeHostHelpers(code: MeterCode, section: ByteWriter): void {
    const content = new ByteWriter(64);
    const add = (write: () => void) => {
      content.clear();
      write();
      section.sized(content);
    };
    add(() => code.chargeHelper(content));
    add(() => code.refundHelper(content));
    add(() => code.beginHelper(content));
  }

  /** Copies a section that the rewrite does not change. */
  private kept(id: number): void {
    const span = this.span(id);
    if (span === undefined) return;
    this.out.byte(id);
    this.out.u32(span.end - span.start);
    this.out.copy(this.module.bytes, span.start, span.end);
  }

  /** Writes a section with further entries after those it has. */
  private extended(id: number, added: number, write: (section: ByteWriter) => void): void {
    const span = this.span(id);
    const section = new ByteWriter(span === undefined ? 64 : span.end - span.start + 64);
    if (span === undefined) section.u32(added);
    else {
      const reader = new ByteReader(this.module.bytes, span.start, span.end);
      section.u32(reader.u32() + added);
      section.copy(this.module.bytes, reader.offset, span.end);
    }
    write(section);
    this.out.section(id, section);
  }

  private writeMemoryImport(section: ByteWriter): void {
    section.name(MEMORY_IMPORT.module);
    section.name(MEMORY_IMPORT.name);
    section.raw([2, 1]);
    section.u32(this.module.memories[0]!.minimum);
    // Pooled memories all have this maximum; the module's own is kept by `tc:pages`.
    section.u32(MEMORY_PAGES_MAXIMUM);
  }

  private writeFunctions(types: readonly number[]): void {
    const section = new ByteWriter(types.length * 2 + 16);
    section.u32(types.length);
    for (const type of types) section.u32(type);
    this.out.section(Section.function, section);
  }

  private writeGlobals(section: ByteWriter): void {
    section.raw([I64, 1, 0x42, 0, 0x0b]);
    section.raw([I32, 1, 0x41, Exhausted.none, 0x0b]);
    section.raw([I32, 1, 0x41, 0, 0x0b]);
    section.raw([I32, 1, 0x41, 0, 0x0b]);
    section.raw([I32, 1, 0x41, 0, 0x0b]);
  }

  private writeExports(): void {
    const list: [name: string, kind: number, index: number][] = [["memory", 2, 0]];
    for (const { name, index } of this.entries) list.push([name, 0, index]);
    const { charge, refund, begin } = MeterExport;
    for (const [i, name] of [charge, refund, begin].entries()) list.push([name, 0, this.firstHostHelper + i]);
    for (const name of meterGlobals) list.push([MeterExport[name], 3, this.globals[name]]);
    mutableGlobals(this.module).forEach((index, position) =>
      list.push([`${MeterExport.globalPrefix}${position}`, 3, index]),
    );
    const section = new ByteWriter();
    section.u32(list.length);
    for (const [name, kind, index] of list) {
      section.name(name);
      section.byte(kind);
      section.u32(index);
    }
    this.out.section(Section.export, section);
  }
}
