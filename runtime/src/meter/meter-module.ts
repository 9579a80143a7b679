import {
  ByteReader,
  ByteWriter,
  Section,
  ValueType,
  type FunctionBody,
  type WasmModule,
} from "@threaded-contract/transform";
import type { GasSchedule } from "../gas/schedule";
import { MEMORY_PAGES_MAXIMUM } from "../limits";
import type { HostEntry } from "./check-exports";
import { GasPlan } from "./gas-plan";
import { MeterCode, type MeterGlobals } from "./meter-code";
import { Exhausted, MEMORY_IMPORT, MeterExport } from "./meter-exports";
import { meterFunction } from "./meter-function";
import { TrapMapBuilder } from "./trap-map";

/** What the rewrite is told about a module. */
export interface MeterRequest {
  readonly module: WasmModule;
  readonly schedule: GasSchedule;
  /** Bytes of logical stack that each function charges on entry, by function index. */
  readonly stackCharges: Int32Array;
  readonly entries: readonly HostEntry[];
}

/** A metered module. */
export interface MeteredModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Pairs of byte offsets (metered, shipped), ascending: see `findShippedOffset`. */
  readonly trapMap: Uint32Array;
}

const I32 = ValueType.i32;
const I64 = ValueType.i64;
const helperNames = ["grow", "fill", "copy"] as const;
const meterGlobals = ["gas", "exhausted", "stack", "pages", "refused"] as const;

class ModuleMeter {
  private readonly out = new ByteWriter();
  private readonly module: WasmModule;
  private readonly addedTypes = new ByteWriter();
  private addedTypeCount = 0;
  private readonly blockTypes = new Map<string, number>();
  private readonly trapMap = new TrapMapBuilder();
  private helperType = 0;

  constructor(private readonly request: MeterRequest) {
    this.module = request.module;
  }

  meter(): MeteredModule {
    this.out.raw([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    this.planTypes();
    const { type, import: imports, function: functions, table, global, element, dataCount, data } = Section;
    this.extended(type, this.addedTypeCount, (section) => section.append(this.addedTypes));
    this.extended(imports, 1, (section) => this.writeMemoryImport(section));
    this.extended(functions, helperNames.length, (section) => helperNames.forEach(() => section.u32(this.helperType)));
    this.kept(table);
    this.extended(global, meterGlobals.length, (section) => this.writeGlobals(section));
    this.writeExports();
    this.kept(element);
    this.kept(dataCount);
    this.writeCode();
    this.kept(data);
    return { bytes: this.out.finish(), trapMap: this.trapMap.finish() };
  }

  private addType(parameters: readonly number[], results: readonly number[]): number {
    this.addedTypes.byte(0x60);
    for (const list of [parameters, results]) {
      this.addedTypes.u32(list.length);
      this.addedTypes.raw(list);
    }
    return this.module.types.length + this.addedTypeCount++;
  }

  private planTypes(): void {
    this.helperType = this.addType([I32], [I32]);
    for (const body of this.module.bodies) {
      const { results } = body.type;
      const key = results.join();
      if (results.length < 2 || this.request.stackCharges[body.index] === 0 || this.blockTypes.has(key)) continue;
      this.blockTypes.set(key, this.addType([], results));
    }
  }

  private resultBlockType(body: FunctionBody): number {
    const { results } = body.type;
    if (results.length === 0) return -64;
    // A single value type stands for itself, as a negative 7-bit number.
    if (results.length === 1) return results[0]! - 0x80;
    return this.blockTypes.get(results.join())!;
  }

  private span(id: number): { start: number; end: number } | undefined {
    return this.module.sections.find((section) => section.id === id);
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

  private get globals(): MeterGlobals {
    const first = this.module.globals.length;
    return { gas: first, exhausted: first + 1, stack: first + 2, pages: first + 3, refused: first + 4 };
  }

  private writeGlobals(section: ByteWriter): void {
    section.raw([I64, 1, 0x42, 0, 0x0b]);
    section.raw([I32, 1, 0x41, Exhausted.none, 0x0b]);
    section.raw([I32, 1, 0x41, 0, 0x0b]);
    section.raw([I32, 1, 0x41, 0, 0x0b]);
    section.raw([I32, 1, 0x41, 0, 0x0b]);
  }

  private writeExports(): void {
    const { module, request } = this;
    const list: [name: string, kind: number, index: number][] = [["memory", 2, 0]];
    for (const { name, index } of request.entries) list.push([name, 0, index]);
    for (const name of meterGlobals) list.push([MeterExport[name], 3, this.globals[name]]);
    mutableGlobals(module).forEach((index, position) =>
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

  private writeCode(): void {
    const { module, request } = this;
    const code = new MeterCode(this.globals);
    const first = module.functions.length;
    const context = {
      bytes: module.bytes,
      gas: new GasPlan(request.schedule.instructions, module),
      code,
      helpers: { grow: first, fill: first + 1, copy: first + 2 },
      resultBlockType: (body: FunctionBody) => this.resultBlockType(body),
    };
    const span = this.span(Section.code);
    const section = new ByteWriter(span === undefined ? 512 : (span.end - span.start) * 2);
    section.u32(module.bodies.length + helperNames.length);
    const content = new ByteWriter(4_096);
    for (const body of module.bodies) {
      const firstPair = this.trapMap.length;
      content.clear();
      meterFunction(context, body, request.stackCharges[body.index]!, content, this.trapMap);
      section.sized(content);
      this.trapMap.shift(firstPair, section.length - content.length);
    }
    this.writeHelpers(code, section, content);
    this.out.byte(Section.code);
    this.out.u32(section.length);
    this.trapMap.shift(0, this.out.length);
    this.out.append(section);
  }

  private writeHelpers(code: MeterCode, section: ByteWriter, content: ByteWriter): void {
    const { memoryFill, memoryCopy, bulkBytesMaximum, memoryGrowPerPage } = this.request.schedule.instructions;
    const add = (write: () => void) => {
      content.clear();
      write();
      section.sized(content);
    };
    add(() => code.growHelper(content, memoryGrowPerPage));
    add(() => code.bulkHelper(content, memoryFill, bulkBytesMaximum));
    add(() => code.bulkHelper(content, memoryCopy, bulkBytesMaximum));
  }
}

/** Indices of the globals that a fork has to copy, in the order of their exports. */
export function mutableGlobals(module: WasmModule): number[] {
  return module.globals.flatMap((global, index) => (global.mutable ? [index] : []));
}

/**
 * Rewrites an admitted module once: gas and stack charges, memory imported, `memory.grow` under the host's page limit,
 * the start function exported instead of started, and the globals that a fork copies exported.
 *
 * Indices of functions, globals and types stay what they were; everything new comes after them. Custom sections and
 * exports that the host does not use are dropped.
 *
 * An instance initialises its memory from the active data segments. So a fork is made by instantiating first, on any
 * memory, then copying the image and the globals in; the start function is not called.
 */
export function meterModule(request: MeterRequest): MeteredModule {
  return new ModuleMeter(request).meter();
}
