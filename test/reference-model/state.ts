/** Storage as the model sees it: a map from "contract:slot" to a 64-bit value; zero is absent. */
export class State {
  private constructor(private readonly values: Map<string, bigint>) {}

  static empty(): State {
    return new State(new Map());
  }

  copy(): State {
    return new State(new Map(this.values));
  }

  read(contract: number, slot: number): bigint {
    return this.values.get(slotName(contract, slot)) ?? 0n;
  }

  write(contract: number, slot: number, value: bigint): void {
    if (value === 0n) this.values.delete(slotName(contract, slot));
    else this.values.set(slotName(contract, slot), value);
  }

  /** The slots that differ from `before`, sorted by name. */
  difference(before: State): string[] {
    const names = [...new Set([...this.values.keys(), ...before.values.keys()])].sort();
    return names
      .filter((name) => this.values.get(name) !== before.values.get(name))
      .map((name) => `${name}=${this.values.get(name) ?? 0n}`);
  }
}

export function slotName(contract: number, slot: number): string {
  return `${contract}:${slot}`;
}
