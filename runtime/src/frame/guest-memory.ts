import { copyOf } from "../storage/copy-bytes";
import { CELL_BYTES } from "../storage/words";
import type { MemoryView } from "./memory-view";

/**
 * A contract's linear memory as the host sees it. Every access names its pointer and length as unsigned 32-bit numbers;
 * `refuse` is told of any that leave memory and does not return.
 */
export class GuestMemory {
  constructor(
    private readonly memory: MemoryView,
    private readonly refuse: (name: string, reason: string) => never,
  ) {}

  /** All bytes, as they are now. */
  get bytes(): Uint8Array {
    return this.memory.bytes;
  }

  /** The same for numbers; little endian, as WebAssembly stores them. */
  get view(): DataView {
    return this.memory.numbers;
  }

  get pages(): number {
    return this.memory.pages;
  }

  /** The pointer as unsigned, once `[pointer, pointer + length)` is known to lie in memory. */
  check(name: string, pointer: number, length: number): number {
    const start = pointer >>> 0;
    if (start + length > this.bytes.length) this.refuse(name, `bytes ${start} to ${start + length} are outside memory`);
    return start;
  }

  /** An i32 length argument as unsigned, once it is known not to exceed `maximum` bytes. */
  length(name: string, length: number, maximum: number): number {
    const unsigned = length >>> 0;
    if (unsigned > maximum) this.refuse(name, `${unsigned} bytes are more than ${maximum}`);
    return unsigned;
  }

  /** A copy of bytes. */
  read(name: string, pointer: number, length: number): Uint8Array {
    const start = this.check(name, pointer, length);
    return copyOf(this.bytes, start, length);
  }

  /** A copy of an address, key or value. */
  readCell(name: string, pointer: number): Uint8Array {
    return this.read(name, pointer, CELL_BYTES);
  }

  write(name: string, pointer: number, bytes: Uint8Array): void {
    this.bytes.set(bytes, this.check(name, pointer, bytes.length));
  }

  /** Copies `source[offset, offset + length)` to memory, with zeros past the end of `source`. */
  writeSlice(name: string, pointer: number, source: Uint8Array, offset: number, length: number): void {
    // As in op-vm, no bytes may go anywhere.
    if (length === 0) return;
    const start = this.check(name, pointer, length);
    const from = Math.min(offset >>> 0, source.length);
    const part = source.subarray(from, Math.min(from + length, source.length));
    this.bytes.set(part, start);
    this.bytes.fill(0, start + part.length, start + length);
  }
}
