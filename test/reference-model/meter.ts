/** Exact gas of one frame tree or thread, and the traps of the model. */

/** A trap or a revert: ends the frame it happens in. */
export class Trap extends Error {
  constructor(
    /** Catalogue code, such as "TC5001". */
    readonly code: string,
  ) {
    super(code);
  }
}

export const OUT_OF_GAS = "TC5001";

export class Meter {
  constructor(
    readonly limit: bigint,
    private remaining: bigint = limit,
  ) {}

  get used(): bigint {
    return this.limit - this.remaining;
  }

  get left(): bigint {
    return this.remaining;
  }

  /** Charges or runs dry: an execution that cannot pay has used everything. */
  charge(amount: bigint): void {
    if (amount > this.remaining) {
      this.remaining = 0n;
      throw new Trap(OUT_OF_GAS);
    }
    this.remaining -= amount;
  }

  /** Gives gas back; never more than was taken (G-9). */
  refund(amount: bigint): void {
    this.remaining += amount;
    if (this.remaining > this.limit) throw new RangeError("refunded more than was charged");
  }
}
