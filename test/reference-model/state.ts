/** Storage: 64-bit values of slots, which are named `contract:slot`; zero is absent (S-19). */
export class State {
  constructor(
    private readonly slots = new Map<string, { readonly value: bigint; readonly time: number }>(),
    /** Number of the last write of the transaction, without those that were taken back. */
    public time = 0,
  ) {}

  copy(): State {
    return new State(new Map(this.slots), this.time);
  }

  /** The same for the next transaction. */
  committed(): State {
    return new State(new Map([...this.slots].map(([name, { value }]) => [name, { value, time: 0 }])));
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

  /** The slots that differ from `before`, sorted. */
  changes(before: State): string[] {
    const changed = [...this.slots.keys()].filter((name) => this.read(name) !== before.read(name));
    return changed.map((name) => `${name}=${this.read(name)}`).sort();
  }
}
