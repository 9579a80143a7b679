import { ThreadedContractError } from "@threaded-contract/transform";
import { invariant } from "../errors";
import { MEMORY_PAGES_MAXIMUM, PAGE_BYTES, POOLED_MEMORIES_MAXIMUM, POOLED_MEMORY_PAGES_MAXIMUM } from "../limits";

/**
 * Memories for reuse in one worker. A fresh memory costs page faults and address-space work that does not scale over
 * workers (105 µs a job against 10 µs, and worse with more workers), so memories are kept and zeroed.
 */
export class MemoryPool {
  private readonly free: WebAssembly.Memory[] = [];

  /**
   * A memory of exactly `pages` pages.
   * @param zeroed false when the caller overwrites every byte, as a fork does
   * @throws TC6018 when the host has no memory left, which is never a result
   */
  take(pages: number, zeroed: boolean): WebAssembly.Memory {
    invariant(pages >= 0 && pages <= MEMORY_PAGES_MAXIMUM, "a memory is within the limit of all memories");
    const found = this.free.findLastIndex((memory) => memory.buffer.byteLength === pages * PAGE_BYTES);
    if (found < 0) return this.create(pages);
    const [memory] = this.free.splice(found, 1);
    invariant(memory !== undefined && memory.buffer.byteLength === pages * PAGE_BYTES, "a pooled memory has its size");
    if (zeroed) new Uint8Array(memory.buffer).fill(0);
    return memory;
  }

  /** Takes a memory back once no instance runs on it any more. */
  give(memory: WebAssembly.Memory): void {
    invariant(!this.free.includes(memory), "a memory is given back once");
    if (memory.buffer.byteLength > POOLED_MEMORY_PAGES_MAXIMUM * PAGE_BYTES) return;
    this.free.push(memory);
    if (this.free.length > POOLED_MEMORIES_MAXIMUM) this.free.shift();
    invariant(this.free.length <= POOLED_MEMORIES_MAXIMUM, "the pool is bounded");
  }

  private create(pages: number): WebAssembly.Memory {
    try {
      return new WebAssembly.Memory({ initial: pages, maximum: MEMORY_PAGES_MAXIMUM });
    } catch (cause) {
      throw new ThreadedContractError("TC6018", { resource: "memory" }, { cause });
    }
  }
}
