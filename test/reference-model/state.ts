/** Storage: 64-bit values of slots, which are named `contract:slot`; zero is absent (S-19). */
export class State {
  constructor(
    readonly slots = new Map<string, { readonly value: bigint; readonly time: number }>(),
    /** Number of the last write, without those that were taken back. */
    public time = 0,
  ) {}

  copy(): State {
    return new State(new Map(this.slots), this.time);
  }

  read(name: string): bigint {
    return this.slots.get(name)?.value ?? 0n;
  }

  write(name: string, value: bigint): void {
    this.slots.set(name, { value, time: ++this.time });
  }

  /** Slots written after the write of that number. */
  writtenSince(time: number): Set<string> {
    return new Set([...this.slots].filter(([, slot]) => slot.time > time).map(([name]) => name));
  }
}
