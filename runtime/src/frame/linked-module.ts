import { ThreadedContractError } from "@threaded-contract/transform";
import { invariant } from "../errors";
import type { AdmittedModule } from "../meter/admit";
import { Exhausted, MEMORY_IMPORT, MeterExport } from "../meter/meter-exports";
import { longAt, wordsOf } from "../storage/words";
import type { HostFunction } from "./host";
import { importPlaces } from "./imports";
import { MemoryView } from "./memory-view";

/** Makes the host function of an import, by its number in the module's order. */
export type ImportMaker = (index: number) => HostFunction;

/**
 * A WebAssembly instance on its memory, used by one frame after the other.
 *
 * Creating an instance costs 20 to 60 µs and leaves work for the garbage collector; overwriting its state costs two.
 * That is airtight: admission lets in only modules whose state is memory bytes and mutable integers (no table changes,
 * no segment is dropped), every one of those integers is exported, and each use overwrites all of them and all bytes.
 */
export class LinkedModule {
  readonly view: MemoryView;
  /** Frames that it has had. */
  uses = 0;
  readonly gas: WebAssembly.Global;
  /** Takes gas, and returns 0 when there is less; see `MeterExport.charge`. */
  readonly charge: (amount: bigint) => number;
  /** Gives gas back; see `MeterExport.refund`. */
  readonly refund: (amount: bigint) => void;
  private readonly setMeters: (gas: bigint, stackBytes: number, pages: number) => void;
  readonly exhausted: WebAssembly.Global;
  readonly stack: WebAssembly.Global;
  readonly pageLimit: WebAssembly.Global;
  readonly refused: WebAssembly.Global;
  /** The module's own mutable globals, in its order. */
  readonly globals: readonly WebAssembly.Global[];
  private readonly exports: Readonly<Record<string, unknown>>;
  /** The functions of the current frame that it has called so far. */
  private readonly targets: (HostFunction | undefined)[];
  private makeImport: ImportMaker = unbound;
  /** Where `readGlobals` puts what it reads. */
  private readonly words: Uint32Array;

  /** @throws TC6018 if the engine cannot create the instance */
  constructor(
    readonly module: AdmittedModule,
    memory: WebAssembly.Memory,
  ) {
    this.view = new MemoryView(memory);
    this.targets = module.imports.map(() => undefined);
    try {
      this.exports = new WebAssembly.Instance(module.module, this.imports()).exports;
    } catch (cause) {
      throw new ThreadedContractError("TC6018", { resource: "memory" }, { cause });
    }
    this.gas = this.global(MeterExport.gas);
    this.charge = this.function(MeterExport.charge) as LinkedModule["charge"];
    this.refund = this.function(MeterExport.refund) as LinkedModule["refund"];
    this.setMeters = this.function(MeterExport.begin) as LinkedModule["setMeters"];
    this.exhausted = this.global(MeterExport.exhausted);
    this.stack = this.global(MeterExport.stack);
    this.pageLimit = this.global(MeterExport.pages);
    this.refused = this.global(MeterExport.refused);
    this.globals = module.mutableGlobals.map(({ export: name }) => this.global(name));
    this.words = new Uint32Array(2 * this.globals.length);
    invariant(this.exhausted.value === Exhausted.none, "a new instance has exhausted nothing");
  }

  get pages(): number {
    return this.view.pages;
  }

  /** Lets the imports be those of one frame; each is made when it is first called, since most frames call few. */
  bind(makeImport: ImportMaker): void {
    invariant(this.makeImport === unbound, "an instance has one frame at a time");
    this.makeImport = makeImport;
  }

  /** Sets every meter. @param gas of 64 bits @param pages to which memory may grow */
  begin(gas: bigint, stackBytes: number, pages: number): void {
    this.setMeters(gas, stackBytes, pages);
  }

  /** Lets go of the frame. */
  unbind(): void {
    this.targets.fill(undefined);
    this.makeImport = unbound;
    this.uses++;
  }

  has(name: string): boolean {
    return typeof this.exports[name] === "function";
  }

  call(name: string, values: readonly number[]): unknown {
    return (this.function(name) as (...values: readonly number[]) => unknown)(...values);
  }

  /** Raw bits of the mutable globals, two words each, the low one first, until they are read again. */
  readGlobals(): Uint32Array {
    const { words, globals } = this;
    for (let i = 0; i < globals.length; i++) {
      const value: unknown = globals[i]!.value;
      // The high word of a 32-bit global stays zero.
      if (typeof value === "bigint") words.set(wordsOf(BigInt.asUintN(64, value)), 2 * i);
      else words[2 * i] = value as number;
    }
    return words;
  }

  /** Whether the mutable globals have exactly these bits. */
  hasGlobals(words: Uint32Array): boolean {
    const { globals } = this;
    for (let i = 0; i < globals.length; i++) {
      const value: unknown = globals[i]!.value;
      const isSame =
        typeof value === "bigint"
          ? BigInt.asUintN(64, value) === longAt(words, 2 * i)
          : (value as number) >>> 0 === words[2 * i] && words[2 * i + 1] === 0;
      if (!isSame) return false;
    }
    return words.length === 2 * globals.length;
  }

  writeGlobals(words: Uint32Array): void {
    const { globals, module } = this;
    invariant(words.length === 2 * globals.length, "every mutable global is written");
    for (let i = 0; i < globals.length; i++) {
      const wide = module.mutableGlobals[i]!.type === "i64";
      globals[i]!.value = wide ? BigInt.asIntN(64, longAt(words, 2 * i)) : words[2 * i]! | 0;
    }
  }

  /** Functions that pass on to those of the current frame. */
  private imports(): Record<string, Record<string, unknown>> {
    const { targets } = this;
    const make = (index: number): HostFunction => (targets[index] = this.makeImport(index));
    const imports: Record<string, Record<string, unknown>> = { env: {}, debug: {} };
    importPlaces(this.module).forEach(({ module, field, parameters }, index) => {
      imports[module]![field] = passOn(targets, index, parameters, make);
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
function passOn(
  targets: readonly (HostFunction | undefined)[],
  index: number,
  parameters: number,
  make: ImportMaker,
): HostFunction {
  switch (parameters) {
    case 0:
      return () => (targets[index] ?? make(index))();
    case 1:
      return (a) => (targets[index] ?? make(index))(a);
    case 2:
      return (a, b) => (targets[index] ?? make(index))(a, b);
    case 3:
      return (a, b, c) => (targets[index] ?? make(index))(a, b, c);
    case 4:
      return (a, b, c, d) => (targets[index] ?? make(index))(a, b, c, d);
    case 8:
      return (a, b, c, d, e, f, g, h) => (targets[index] ?? make(index))(a, b, c, d, e, f, g, h);
    default:
      return (...values) => (targets[index] ?? make(index))(...values);
  }
}
