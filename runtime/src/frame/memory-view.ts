import { PAGE_BYTES } from "../limits";

/**
 * The bytes of a memory as they are now. Growth detaches what was taken before; asking the memory itself each time would cost more than
 * most accesses.
 */
export class MemoryView {
  private bytesNow: Uint8Array;
  private numbersNow: DataView;

  constructor(readonly memory: WebAssembly.Memory) {
    this.bytesNow = new Uint8Array(memory.buffer);
    this.numbersNow = new DataView(memory.buffer);
  }

  get bytes(): Uint8Array {
    if (this.bytesNow.length === 0) this.take();
    return this.bytesNow;
  }

  /** The same for numbers; little endian, as WebAssembly stores them. */
  get numbers(): DataView {
    if (this.bytesNow.length === 0) this.take();
    return this.numbersNow;
  }

  get pages(): number {
    return this.bytes.length / PAGE_BYTES;
  }

  private take(): void {
    this.bytesNow = new Uint8Array(this.memory.buffer);
    this.numbersNow = new DataView(this.memory.buffer);
  }
}
