import { ThreadedContractError } from "@threaded-contract/transform";
import { invariant } from "../errors";
import { PAGE_BYTES } from "../limits";
import type { AdmittedModule } from "../meter/admit";
import { Exhausted, MeterExport } from "../meter/meter-exports";
import type { ContractRecord, World } from "../world";
import type { HostFunction } from "./host";

type Exports = Record<string, unknown>;

/** An instance of an admitted module on a memory from the pool, with its meters and its mutable globals. */
export class Instance {
  readonly memory: WebAssembly.Memory;
  readonly module: AdmittedModule;
  private exports: Exports = {};
  private gasMeter: WebAssembly.Global | null = null;
  private alive = true;

  /**
   * Takes a memory; call `link` before anything else.
   * @param pages size of the memory: the module's, or that of an image
   * @param zeroed false when an image will overwrite every byte
   */
  constructor(
    private readonly world: World,
    readonly contract: ContractRecord,
    pages: number,
    zeroed: boolean,
  ) {
    this.module = contract.module;
    invariant(pages >= this.module.memory.initialPages, "a memory holds at least what the module asks for");
    this.memory = world.memories.take(pages, zeroed);
    invariant(this.memory.buffer.byteLength === pages * PAGE_BYTES, "a memory has the size asked for");
  }

  /** Creates the WebAssembly instance. @throws TC6018 if the engine cannot */
  link(imports: Record<string, Record<string, HostFunction>>): void {
    try {
      const instance = new WebAssembly.Instance(this.module.module, { ...imports, tc: { memory: this.memory } });
      this.exports = instance.exports;
    } catch (cause) {
      throw new ThreadedContractError("TC6018", { resource: "memory" }, { cause });
    }
    this.gasMeter = this.global(MeterExport.gas);
    invariant(this.exhausted === Exhausted.none, "a new instance has exhausted nothing");
  }

  get gas(): bigint {
    return BigInt.asUintN(64, this.gasMeter!.value as bigint);
  }

  set gas(amount: bigint) {
    this.gasMeter!.value = BigInt.asIntN(64, amount);
  }

  /** Logical stack bytes left. */
  get stack(): number {
    return this.global(MeterExport.stack).value as number;
  }

  set stack(bytes: number) {
    this.global(MeterExport.stack).value = bytes;
  }

  /** Pages to which memory may grow. */
  set pageLimit(pages: number) {
    this.global(MeterExport.pages).value = Math.min(pages, this.module.memory.maximumPages);
  }

  get pages(): number {
    return this.memory.buffer.byteLength / PAGE_BYTES;
  }

  /** Whether the page limit has refused memory. */
  get refused(): boolean {
    return this.global(MeterExport.refused).value === 1;
  }

  get exhausted(): number {
    return this.global(MeterExport.exhausted).value as number;
  }

  has(name: string): boolean {
    return typeof this.exports[name] === "function";
  }

  call(name: string, ...values: number[]): unknown {
    const found = this.exports[name];
    invariant(typeof found === "function", `admission has found the export ${name}`);
    return (found as (...values: number[]) => unknown)(...values);
  }

  /** Raw bits of the mutable globals, in the module's order. */
  readGlobals(): BigUint64Array {
    const list = this.module.mutableGlobals;
    const bits = new BigUint64Array(list.length);
    for (const [i, { export: name, type }] of list.entries()) {
      const value = this.global(name).value;
      bits[i] = type === "i64" ? BigInt.asUintN(64, value as bigint) : BigInt((value as number) >>> 0);
    }
    return bits;
  }

  /** Makes this instance a fork: memory and globals as they were in the parent; the start function is not run (M-8). */
  fork(image: Uint8Array, globals: BigUint64Array): void {
    const list = this.module.mutableGlobals;
    invariant(image.length === this.memory.buffer.byteLength, "an image covers the whole memory");
    invariant(globals.length === list.length, "a fork has every mutable global");
    new Uint8Array(this.memory.buffer).set(image);
    for (const [i, { export: name, type }] of list.entries()) {
      const bits = globals[i]!;
      this.global(name).value = type === "i64" ? BigInt.asIntN(64, bits) : Number(bits) | 0;
    }
  }

  /** Gives the memory back to the pool; the instance must not be used again. */
  release(): void {
    invariant(this.alive, "an instance is released once");
    this.alive = false;
    this.exports = {};
    this.world.memories.give(this.memory);
  }

  private global(name: string): WebAssembly.Global {
    const found = this.exports[name];
    invariant(
      typeof found === "object" && found !== null && "value" in found,
      `the rewritten module exports the global ${name}`,
    );
    return found as WebAssembly.Global;
  }
}
