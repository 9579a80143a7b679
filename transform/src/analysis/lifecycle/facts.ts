/** Conditions whose outcome an execution has already seen, by their text. */
export class Facts {
  readonly #outcomes: Map<string, boolean>;

  constructor(outcomes: ReadonlyMap<string, boolean> = new Map()) {
    this.#outcomes = new Map(outcomes);
  }

  clone(): Facts {
    return new Facts(this.#outcomes);
  }

  get(condition: string): boolean | undefined {
    return this.#outcomes.get(condition);
  }

  set(condition: string, outcome: boolean): void {
    this.#outcomes.set(condition, outcome);
  }

  /** A text that is equal for equal facts. */
  key(): string {
    return [...this.#outcomes]
      .map(([condition, outcome]) => `${condition}=${outcome}`)
      .sort()
      .join(";");
  }

  /** Forgets every condition that mentions `name`, because it was assigned. */
  forget(name: string): void {
    for (const condition of this.#outcomes.keys()) if (mentions(condition, name)) this.#outcomes.delete(condition);
  }

  /** Keeps what both executions have seen alike. */
  intersect(other: Facts): void {
    for (const [condition, outcome] of this.#outcomes) {
      if (other.get(condition) !== outcome) this.#outcomes.delete(condition);
    }
  }
}

/** Whether `name` occurs as a word in a piece of source. */
export function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isWordPart(text[at - 1]) && !isWordPart(text[at + name.length])) return true;
  }
  return false;
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\w$]/.test(character);
}
