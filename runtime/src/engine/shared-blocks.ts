import { invariant } from "../errors";
import type { Arena, ArenaBlock } from "./arena";

/** A block of the arena that several jobs read. */
export interface SharedBlock {
  readonly block: ArenaBlock;
  /** Bytes that are written there. */
  readonly length: number;
  /** Never used twice, so that a reader may keep what it decoded. */
  readonly serial: number;
  /** Jobs that need it, and 1 while it is the current one. */
  holders: number;
}

/**
 * Keeps what many jobs share, a generation's snapshot or a frame's call context, once in the arena.
 * The same object means the same block, as long as it is the last one asked for.
 */
export class SharedBlocks<T extends object> {
  private current: { readonly key: T; readonly shared: SharedBlock } | undefined;
  private serials = 0;

  constructor(
    private readonly arena: Arena,
    private readonly bytes: Uint8Array,
    private readonly bytesOf: (key: T) => Uint8Array,
  ) {}

  /** The block of `key` with one more holder, or undefined when there is no room. */
  hold(key: T): SharedBlock | undefined {
    if (this.current?.key !== key) {
      this.drop();
      const bytes = this.bytesOf(key);
      const block = this.arena.allocate(bytes.length);
      if (block === undefined) return undefined;
      this.bytes.set(bytes, block.offset);
      const shared = { block, length: bytes.length, serial: ++this.serials, holders: 1 };
      this.current = { key, shared };
    }
    this.current.shared.holders++;
    return this.current.shared;
  }

  /** One job needs the block no longer. */
  release(shared: SharedBlock): void {
    invariant(shared.holders > 0, "a shared block is released by a holder");
    if (--shared.holders === 0) this.arena.release(shared.block);
    invariant(shared.holders > 0 || this.current?.shared !== shared, "the current block is kept");
  }

  /** Forgets the current block; it is freed once its last job is. */
  drop(): void {
    if (this.current === undefined) return;
    const { shared } = this.current;
    this.current = undefined;
    this.release(shared);
  }
}
