import { ByteWriter, Section, ValueType, type FunctionBody, type WasmModule } from "@threaded-contract/transform";
import type { GasSchedule } from "../gas/schedule";
import type { HostEntry } from "./check-exports";
import { GasPlan } from "./gas-plan";
import { MeterCode } from "./meter-code";
import { meterFunction } from "./meter-function";
import { HOST_HELPER_COUNT, ModuleRewriter } from "./module-rewriter";
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
const HELPER_COUNT = 3;

class ModuleMeter extends ModuleRewriter {
  private readonly trapMap = new TrapMapBuilder();

  constructor(private readonly request: MeterRequest) {
    super(request.module, request.entries);
  }

  meter(): MeteredModule {
    return { bytes: this.rewrite(), trapMap: this.trapMap.finish() };
  }

  protected functionTypes(): readonly number[] {
    const { functions, importedFunctionCount, bodies } = this.module;
    // Blocks around functions with several results need types of their own.
    for (const body of bodies) if (this.request.stackCharges[body.index] !== 0) this.resultBlockType(body);
    const helper = this.type([I32], [I32]);
    return [...functions.slice(importedFunctionCount), ...Array.from({ length: HELPER_COUNT }, () => helper)];
  }

  protected writeCode(): void {
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
    section.u32(module.bodies.length + HELPER_COUNT + HOST_HELPER_COUNT);
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
    this.writeHostHelpers(code, section);
  }
}

/**
 * Meters an admitted module as op-vm does: gas and stack charges where the VM charges them, and `memory.grow` under the
 * host's page limit.
 *
 * This is the unmerged meter: what it says after a trap is what holds. See `mergeModule` for the one that runs first.
 *
 * An instance initialises its memory from the active data segments. So a fork is made by instantiating first, on any
 * memory, then copying the image and the globals in; the start function is not called.
 */
export function meterModule(request: MeterRequest): MeteredModule {
  return new ModuleMeter(request).meter();
}
