/**
 * Matchers for receipts: `import "@threaded-contract/runtime/jest"` in a test, or list it in `setupFilesAfterEach`.
 */
// Without this the compiler does not look for the module whose types are extended below.
import type {} from "expect";
import * as matchers from "./matchers";
import { receiptSerializer } from "./snapshot-serializer";

interface ExpectLike {
  extend(matchers: Readonly<Record<string, unknown>>): void;
  addSnapshotSerializer(serializer: unknown): void;
}

const { expect } = globalThis as unknown as { readonly expect?: ExpectLike };
if (expect === undefined) throw new Error("@threaded-contract/runtime/jest is for use inside jest");
expect.extend({ ...matchers });
expect.addSnapshotSerializer(receiptSerializer);

/** The matchers as they are called on `expect(receipt)` or `expect(call)`; each returns a promise to be awaited. */
export interface ReceiptMatchers {
  /** The transaction succeeded. */
  toSucceed(): Promise<void>;
  /** It failed with that code, and with a message that contains or matches `message`. */
  toTrapWith(code: string, message?: string | RegExp): Promise<void>;
  /** It emitted an event of that name, with these bytes or these fields. */
  toEmit(name: string, data?: unknown): Promise<void>;
  /** It used exactly that gas, or gas within bounds. */
  toUseGas(
    bound: bigint | number | { readonly atMost?: bigint | number; readonly atLeast?: bigint | number },
  ): Promise<void>;
  /** Exactly these slots changed. */
  toCommit(slots: readonly string[]): Promise<void>;
  /** It did the same as another transaction, whose id may differ. */
  toMatchReceipt(expected: matchers.ReceiptLike): Promise<void>;
  /** Its threads cost less gas than the same work in sequence. */
  toSaveGas(): Promise<void>;
  /** Some order without threads would have given the same: no write skew among its threads. */
  toBeSerializable(): Promise<void>;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- this is how the types of a global `expect` are extended
  namespace jest {
    // eslint-disable-next-line -- the parameters have to be those of jest's interface
    interface Matchers<R, T = {}> extends ReceiptMatchers {}
  }
}

declare module "expect" {
  // eslint-disable-next-line -- the same for `import { expect } from "@jest/globals"`
  interface Matchers<R extends void | Promise<void>, T = unknown> extends ReceiptMatchers {}
}
