import { ThreadedContractError } from "@threaded-contract/transform";
import { invariant } from "../errors";
import type { AdmittedModule } from "../meter/admit";
import { Exhausted, MEMORY_IMPORT, MeterExport } from "../meter/meter-exports";
import { LOW_WORD, wordsOf } from "../storage/words";
import type { HostFunction } from "./host";
import { importPlaces } from "./imports";
import { MemoryView } from "./memory-view";

/**
 * A WebAssembly instance on its memory, used by one frame after the other.
 *
 * Creating an instance costs 20 to 60 µs and leaves work for the garbage collector; overwriting its state costs two.
 * That is airtight: admission lets in only modules whose state is memory bytes and mutable integers (no table changes,
 * no segment is dropped), every one of those integers is exported, and each use overwrites all of them and all bytes.
 */
export class LinkedModule {
  readonly view: MemoryView;
  readonly gas: WebAssembly.Global;
  /** Takes gas, and returns 0 when there is less; see `MeterExport.charge`. */
  readonly charge: (amount: bigint) => number;
  readonly exhausted: WebAssembly.Global;
  readonly stack: WebAssembly.Global;
  readonly pageLimit: WebAssembly.Global;
  readonly refused: WebAssembly.Global;
  /** The module's own mutable globals, in its order. */
  readonly globals: readonly WebAssembly.Global[];
  private readonly exports: Readonly<Record<string, unknown>>;
  private readonly targets: HostFunction[];
  /** Where `readGlobals` puts what it reads. */
  private readonly bits: BigUint64Array;
  private readonly bitWords: Uint32Array;

  /** @throws TC6018 if the engine cannot create the instance */
  constructor(
    readonly module: AdmittedModule,
    memory: WebAssembly.Memory,
  ) {
    this.view = new MemoryView(memory);
    this.targets = module.imports.map(() => unbound);
    try {
      this.exports = new WebAssembly.Instance(module.module, this.imports()).exports;
    } catch (cause) {
      throw new ThreadedContractError("TC6018", { resource: "memory" }, { cause });
    }
    this.gas = this.global(MeterExport.gas);
    this.charge = this.function(MeterExport.charge) as LinkedModule["charge"];
    this.exhausted = this.global(MeterExport.exhausted);
    this.stack = this.global(MeterExport.stack);
    this.pageLimit = this.global(MeterExport.pages);
    this.refused = this.global(MeterExport.refused);
    this.globals = module.mutableGlobals.map(({ export: name }) => this.global(name));
    this.bits = new BigUint64Array(this.globals.length);
    this.bitWords = wordsOf(this.bits);
    invariant(this.exhausted.value === Exhausted.none, "a new instance has exhausted nothing");
  }

  get pages(): number {
    return this.view.pages;
  }

  /** Lets the imports be those of one frame, in the module's order. */
  bind(functions: readonly HostFunction[]): void {
    invariant(functions.length === this.targets.length, "a frame has a function for every import");
    for (let i = 0; i < functions.length; i++) this.targets[i] = functions[i]!;
    this.exhausted.value = Exhausted.none;
    this.refused.value = 0;
  }

  /** Lets go of the frame. */
  unbind(): void {
    this.targets.fill(unbound);
  }

  has(name: string): boolean {
    return typeof this.exports[name] === "function";
  }

  call(name: string, values: readonly number[]): unknown {
    return (this.function(name) as (...values: readonly number[]) => unknown)(...values);
  }

  /** Raw bits of the mutable globals, until they are read again. */
  readGlobals(): BigUint64Array {
    const { bits, bitWords: words } = this;
    for (let i = 0; i < bits.length; i++) {
      const value: unknown = this.globals[i]!.value;
      if (typeof value === "bigint") bits[i] = BigInt.asUintN(64, value);
      else words[2 * i + LOW_WORD] = value as number;
    }
    return bits;
  }

  /** Whether the mutable globals have exactly these bits. */
  hasGlobals(bits: BigUint64Array): boolean {
    const words = wordsOf(bits);
    for (let i = 0; i < this.globals.length; i++) {
      const value: unknown = this.globals[i]!.value;
      const isSame =
        typeof value === "bigint"
          ? BigInt.asUintN(64, value) === bits[i]
          : (value as number) >>> 0 === words[2 * i + LOW_WORD] && words[2 * i + 1 - LOW_WORD] === 0;
      if (!isSame) return false;
    }
    return bits.length === this.globals.length;
  }

  writeGlobals(bits: BigUint64Array): void {
    invariant(bits.length === this.globals.length, "every mutable global is written");
    const words = wordsOf(bits);
    for (let i = 0; i < bits.length; i++) {
      const wide = this.module.mutableGlobals[i]!.type === "i64";
      this.globals[i]!.value = wide ? BigInt.asIntN(64, bits[i]!) : words[2 * i + LOW_WORD]! | 0;
    }
  }

  /** Functions that pass on to whatever the current frame has bound. */
  private imports(): Record<string, Record<string, unknown>> {
    const { targets } = this;
    const imports: Record<string, Record<string, unknown>> = { env: {}, debug: {} };
    importPlaces(this.module).forEach(({ module, field, parameters }, index) => {
      imports[module]![field] = passOn(targets, index, parameters);
    });
    return { ...imports, [MEMORY_IMPORT.module]: { [MEMORY_IMPORT.name]: this.view.memory } };
  }

  private function(name: string): unknown {
    const found = this.exports[name];
    invariant(typeof found === "function", `admission has found the export ${name}`);
    return found;
  }

  private global(name: string): WebAssembly.Global {
    const found = this.exports[name];
    const isGlobal = typeof found === "object" && found !== null && "value" in found;
    invariant(isGlobal, `the rewritten module exports the global ${name}`);
    return found as WebAssembly.Global;
  }
}

/** Before the first and after the last frame there is nobody to call. */
function unbound(): never {
  invariant(false, "a host function is called inside a frame");
}

/** A function of exactly so many parameters, which the engine calls without adapting arguments. */
function passOn(targets: readonly HostFunction[], index: number, parameters: number): HostFunction {
  switch (parameters) {
    case 0:
      return () => targets[index]!();
    case 1:
      return (a) => targets[index]!(a);
    case 2:
      return (a, b) => targets[index]!(a, b);
    case 3:
      return (a, b, c) => targets[index]!(a, b, c);
    case 4:
      return (a, b, c, d) => targets[index]!(a, b, c, d);
    case 8:
      return (a, b, c, d, e, f, g, h) => targets[index]!(a, b, c, d, e, f, g, h);
    default:
      return (...values) => targets[index]!(...values);
  }
}
