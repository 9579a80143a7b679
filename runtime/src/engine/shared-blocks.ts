import { invariant } from "../errors";
import type { CallContext } from "../frame/context";
import type { Arena } from "./arena";
import { serializeContext, type ContextPlace } from "./job-record";

/** A block of the arena that several jobs read. */
interface Block {
  readonly offset: number;
  readonly length: number;
  readonly serial: number;
  /** Jobs that need it, and 1 while it is the current one. */
  holders: number;
}

/**
 * Keeps what many jobs share, a generation's snapshot or a frame's call context, once in the arena.
 * The same object means the same block, as long as it is the last one asked for.
 */
class SharedBlocks<T extends object> {
  private current: { readonly key: T; readonly block: Block } | undefined;
  private readonly blocks = new Map<number, Block>();
  private serials = 0;

  constructor(
    private readonly arena: Arena,
    private readonly buffer: SharedArrayBuffer,
    private readonly bytesOf: (key: T) => Uint8Array,
  ) {}

  /** The block of `key` with one more holder, or undefined when there is no room. */
  protected holdBlock(key: T): Block | undefined {
    if (this.current?.key !== key) {
      this.drop();
      const bytes = this.bytesOf(key);
      const offset = this.arena.allocate(bytes.length);
      if (offset < 0) return undefined;
      new Uint8Array(this.buffer, offset, bytes.length).set(bytes);
      const block = { offset, length: bytes.length, serial: ++this.serials, holders: 1 };
      this.blocks.set(offset, block);
      this.current = { key, block };
    }
    this.current.block.holders++;
    return this.current.block;
  }

  /** One job needs the block no longer. */
  release(offset: number): void {
    const block = this.blocks.get(offset);
    invariant(block !== undefined && block.holders > 0, "a shared block is released by a holder");
    if (--block.holders > 0) return;
    this.blocks.delete(offset);
    this.arena.release(offset);
  }

  /** Forgets the current block; it is freed once its last job is. */
  drop(): void {
    if (this.current === undefined) return;
    const { offset } = this.current.block;
    this.current = undefined;
    this.release(offset);
  }
}

/** Snapshots of generations, in the arena. */
export class SnapshotBlocks extends SharedBlocks<Uint8Array> {
  constructor(arena: Arena, buffer: SharedArrayBuffer) {
    super(arena, buffer, (snapshot) => snapshot);
  }

  /** Offset of the snapshot's block, or -1 when there is no room. */
  hold(snapshot: Uint8Array): number {
    return this.holdBlock(snapshot)?.offset ?? -1;
  }
}

/** Call contexts of frames, in the arena. */
export class ContextBlocks extends SharedBlocks<CallContext> {
  constructor(arena: Arena, buffer: SharedArrayBuffer) {
    super(arena, buffer, serializeContext);
  }

  hold(context: CallContext): ContextPlace | undefined {
    return this.holdBlock(context);
  }
}
