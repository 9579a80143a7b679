import { decode } from "../codec/codec";
import { invariant } from "../errors";
import type { CallContext, TransactionContext } from "../frame/context";
import { callContext } from "../frame/request-codec";

/**
 * The call context of a job, read from shared memory when a thread first asks for it. Few do, and reading it takes a worker that has just
 * woken up half as long as a short thread runs.
 */
export class LazyContext implements CallContext {
  private decoded: CallContext | undefined;

  /** @param bytes shared; they stay as they are while a job needs them */
  constructor(private readonly bytes: Uint8Array) {
    invariant(bytes.length > 0, "a context has bytes");
  }

  get transaction(): TransactionContext {
    return this.read().transaction;
  }

  get caller(): Uint8Array {
    return this.read().caller;
  }

  get calldata(): Uint8Array {
    return this.read().calldata;
  }

  get readOnly(): boolean {
    return this.read().readOnly;
  }

  private read(): CallContext {
    return (this.decoded ??= decode(callContext, this.bytes.slice()));
  }
}
