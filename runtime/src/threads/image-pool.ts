import { invariant } from "../errors";
import { POOLED_IMAGES_BYTES_MAXIMUM } from "../limits";

/**
 * Buffers for images, used again and again: a fresh one costs page faults and work for the garbage collector, ten
 * times what filling it does. Whoever takes a buffer overwrites all of it.
 */
export class ImagePool {
  private readonly free: Uint8Array[] = [];
  private freeBytes = 0;

  /** A buffer of exactly `length` bytes, with anything in it. */
  take(length: number): Uint8Array {
    const found = this.free.findLastIndex((image) => image.length === length);
    if (found < 0) return new Uint8Array(length);
    const [image] = this.free.splice(found, 1);
    invariant(image !== undefined && image.length === length, "a pooled image has its length");
    this.freeBytes -= length;
    invariant(this.freeBytes >= 0, "the pool knows its bytes");
    return image;
  }

  /** Takes a buffer back once nobody reads it any more; the oldest ones make room. */
  give(image: Uint8Array): void {
    invariant(!this.free.includes(image), "an image is given back once");
    if (image.length > POOLED_IMAGES_BYTES_MAXIMUM) return;
    this.free.push(image);
    this.freeBytes += image.length;
    while (this.freeBytes > POOLED_IMAGES_BYTES_MAXIMUM) this.freeBytes -= this.free.shift()!.length;
    invariant(this.freeBytes >= 0, "the pool knows its bytes");
  }
}
