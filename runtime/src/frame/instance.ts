import { invariant } from "../errors";
import { GAS_MAXIMUM } from "../gas/arithmetic";
import type { AdmittedModule } from "../meter/admit";
import { copyBytes } from "../storage/copy-bytes";
import type { World } from "../world";
import { checkClean } from "./check-clean";
import { giveBack, takeForOverwriting, takeFresh } from "./instance-pool";
import type { ImportMaker, LinkedModule } from "./linked-module";
import type { MemoryView } from "./memory-view";

/** The instance of one frame: a new one as far as the contract can tell, with its meters and its mutable globals. */
export class Instance {
  private readonly linked: LinkedModule;
  private alive = true;

  /**
   * Takes an instance; call `begin` before anything else.
   * @param module the contract's, with the meter to run it with
   * @param imagePages pages of the image that will overwrite everything, or null for a frame that starts afresh
   */
  constructor(
    private readonly world: World,
    readonly module: AdmittedModule,
    imagePages: number | null,
  ) {
    const { memories } = world;
    this.linked = imagePages === null ? takeFresh(module, memories) : takeForOverwriting(module, imagePages, memories);
  }

  get view(): MemoryView {
    return this.linked.view;
  }

  /** Binds the imports to those of a frame, and gives it its gas, its logical stack bytes and pages to which memory may grow. */
  begin(makeImport: ImportMaker, gas: bigint, stackBytes: number, pageLimit: number): void {
    invariant(this.alive, "an instance is linked before it is released");
    invariant(gas >= 0n && gas <= GAS_MAXIMUM, "gas has 64 bits");
    this.linked.bind(makeImport);
    this.linked.begin(gas, stackBytes, Math.min(pageLimit, this.module.memory.maximumPages));
  }

  get gas(): bigint {
    return BigInt.asUintN(64, this.linked.gas.value as bigint);
  }

  set gas(amount: bigint) {
    this.linked.gas.value = BigInt.asIntN(64, amount);
  }

  /** Takes gas; returns whether there was enough, and takes nothing otherwise. */
  charge(amount: bigint): boolean {
    invariant(this.alive, "a frame pays while it has its instance");
    invariant(amount >= 0n, "a charge is not negative");
    return amount <= GAS_MAXIMUM && this.linked.charge(amount) === 1;
  }

  /** Gives back gas that was taken from this frame. */
  refund(amount: bigint): void {
    invariant(this.alive, "a frame is paid while it has its instance");
    invariant(amount >= 0n && amount <= GAS_MAXIMUM, "a refund is not negative");
    this.linked.refund(amount);
  }

  /** Logical stack bytes left. */
  get stack(): number {
    return this.linked.stack.value as number;
  }

  /** Pages to which memory may grow. */
  set pageLimit(pages: number) {
    this.linked.pageLimit.value = Math.min(pages, this.module.memory.maximumPages);
  }

  get pages(): number {
    return this.linked.pages;
  }

  /** Whether the page limit has refused memory. */
  get refused(): boolean {
    return this.linked.refused.value === 1;
  }

  get exhausted(): number {
    return this.linked.exhausted.value as number;
  }

  has(name: string): boolean {
    return this.linked.has(name);
  }

  call(name: string, ...values: number[]): unknown {
    return this.linked.call(name, values);
  }

  /** Raw bits of the mutable globals, two words each, in the module's order, until they are read again. */
  readGlobals(): Uint32Array {
    return this.linked.readGlobals();
  }

  /**
   * Makes this instance a fork: memory and globals as they were in the parent; the start function is not run (M-8).
   * @param image from address 0; what it does not reach is zero
   */
  fork(image: Uint8Array, globals: Uint32Array): void {
    const { bytes } = this.view;
    invariant(image.length <= bytes.length, "an image fits into the memory");
    copyBytes(bytes, image);
    if (image.length < bytes.length) bytes.fill(0, image.length);
    this.linked.writeGlobals(globals);
    checkClean(this.linked, { bytes: image, globals });
  }

  /** Gives the instance back for the next frame; this one must not use it again. */
  release(): void {
    invariant(this.alive, "an instance is released once");
    this.alive = false;
    invariant(this.pages >= this.module.memory.initialPages, "a memory does not shrink");
    giveBack(this.linked, this.world.memories);
  }
}
