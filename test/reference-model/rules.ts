/** Prices, limits, gas and failures, written down from the rulings, not read from the runtime. */

export const PRICE = {
  spawn: 100_000n,
  slot: 1_000n,
  join: 10_000n,
  load: 1_000n,
  store: 2_000n,
  emit: 1_000n,
  call: 50_000n,
  memoryPage: 8_192n,
  /** `calldata`, `callResult`, `thread_return` and what is asked about threads. */
  query: 100n,
} as const;

export const LIMIT = {
  unjoinedThreads: 256,
  slotsOfSpawn: 1_024,
  slotsOfTransaction: 16_384,
  regionsOfSpawn: 64,
  resultBytes: 1_048_576,
  depth: 32,
  calls: 1_024,
  pages: 1_024,
  pageBytes: 65_536,
} as const;

/** Memory synchronisation: every started kilobyte costs (G-3). */
export function synchronisation(bytes: number): bigint {
  return 1_000n * BigInt(Math.ceil(bytes / 1_024));
}

/** Parallel discount, by live threads with the one that is joined (G-4, G-6). */
export function discountPercent(live: number): bigint {
  return BigInt(Math.min(50, 10 * live));
}

/** Pages a thread gets of those that are free, null if its image does not fit (M-7). */
export function threadPages(free: number, image: number): number | null {
  return image > free ? null : Math.min(free, image + (free >= 768 ? 16 : 2));
}

/** How a frame ended; what `thread_join` answers. */
export const Status = { success: 0, outOfGas: 1, reverted: 2, trapped: 3 } as const;
export type Status = (typeof Status)[keyof typeof Status];

/** Thrown to end the frame in which it happens, with a code of the catalogue, such as "TC5001". */
export class Failure {
  /** The thread whose failure this passes on (F-2), and whether no caller can catch it (S-3). */
  ticket = 0;
  through = false;
  constructor(
    readonly code: string,
    readonly status: Status = Status.trapped,
    /** What the caller of the frame sees. */
    readonly exitStatus = 1,
  ) {}
}

export function trap(code: string): never {
  throw new Failure(code);
}

export class Meter {
  used = 0n;
  constructor(readonly limit: bigint) {}

  /** Charges or runs dry: an execution that cannot pay has used everything (G-14). */
  charge(amount: bigint | number): void {
    const used = this.used + BigInt(amount);
    this.used = used > this.limit ? this.limit : used;
    if (used > this.limit) throw new Failure("TC5001", Status.outOfGas);
  }

  /** Gives gas back; never more than was taken (G-9). */
  refund(amount: bigint): void {
    this.used -= amount;
    if (this.used < 0n) throw new RangeError("refunded more than was charged");
  }
}
