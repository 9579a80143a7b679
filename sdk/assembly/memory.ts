/** Regions of memory that a thread hands back. */

/** Byte length of one entry of the region list: u32 address, u32 length, little endian. */
const REGION_ENTRY_BYTES: i32 = 8;

/**
 * A block of bytes at an address that never changes, which a thread can be given with `thread_spawn_with_memory`:
 * what the thread writes there is in main's memory after the join. All accessors are little endian and check their bounds.
 *
 * @example
 * const region = SharedMemory.allocate(1024);
 * const h = thread_spawn_with_memory<void>(5_000_000, [region], (): void => region.setU64(8, 42));
 * thread_join(h);
 * const answer = region.getU64(8); // 42
 */
@final
export class SharedMemory {
  private constructor(
    /** Address of the first byte. */
    readonly pointer: usize,
    /** Number of bytes. */
    readonly length: u32,
    /** The block itself: objects do not move, and this reference keeps it alive. */
    private readonly block: ArrayBuffer,
  ) {}

  /** A new region of `bytes` zero bytes. */
  static allocate(bytes: u32): SharedMemory {
    const block = new ArrayBuffer(bytes);
    return new SharedMemory(changetype<usize>(block), bytes, block);
  }

  /** The bytes of an existing buffer. */
  static of(buffer: ArrayBuffer): SharedMemory {
    return new SharedMemory(changetype<usize>(buffer), buffer.byteLength, buffer);
  }

  /** The elements of an existing static array of numbers. */
  static ofStaticArray<T>(array: StaticArray<T>): SharedMemory {
    if (!isInteger<T>()) ERROR("a region holds plain numbers, since references into it would dangle after the join");
    const bytes = <u32>array.length << alignof<T>();
    return new SharedMemory(changetype<usize>(array), bytes, changetype<ArrayBuffer>(array));
  }

  /** The part of this region from `offset`, for giving disjoint parts to several threads. */
  part(offset: u32, length: u32): SharedMemory {
    this.check(offset, length);
    return new SharedMemory(this.pointer + offset, length, this.block);
  }

  /** Reads the integer of type `T` at byte `offset`. */
  get<T>(offset: u32): T {
    this.check(offset, sizeof<T>());
    return load<T>(this.pointer + offset);
  }

  /** Writes the integer of type `T` at byte `offset`. */
  set<T>(offset: u32, value: T): void {
    this.check(offset, sizeof<T>());
    store<T>(this.pointer + offset, value);
  }

  getU8(offset: u32): u8 { return this.get<u8>(offset); }
  getU32(offset: u32): u32 { return this.get<u32>(offset); }
  getU64(offset: u32): u64 { return this.get<u64>(offset); }
  setU8(offset: u32, value: u8): void { this.set<u8>(offset, value); }
  setU32(offset: u32, value: u32): void { this.set<u32>(offset, value); }
  setU64(offset: u32, value: u64): void { this.set<u64>(offset, value); }

  /** A copy of all bytes. */
  toBytes(): Uint8Array {
    const bytes = new Uint8Array(this.length);
    memory.copy(bytes.dataStart, this.pointer, this.length);
    return bytes;
  }

  /** Copies `bytes` to `offset`. */
  write(offset: u32, bytes: Uint8Array): void {
    this.check(offset, bytes.length);
    memory.copy(this.pointer + offset, bytes.dataStart, bytes.length);
  }

  private check(offset: u32, length: usize): void {
    if (<u64>offset + <u64>length > <u64>this.length) throw new RangeError("outside the memory region");
  }
}

/** The region list that a spawn hands to the host. */
export function packRegions(regions: SharedMemory[]): ArrayBuffer {
  const list = new ArrayBuffer(regions.length * REGION_ENTRY_BYTES);
  for (let i = 0; i < regions.length; i++) {
    const entry = changetype<usize>(list) + <usize>(i * REGION_ENTRY_BYTES);
    store<u32>(entry, <u32>regions[i].pointer);
    store<u32>(entry, regions[i].length, 4);
  }
  return list;
}
