/** Counts what programs do: kinds of operations and codes of failures, by where they happen. */
import type { Operation } from "./program";

/** A frame of the main execution, of a call below it, of a thread, or of a call below a thread. */
export const PLACES = ["main", "call", "thread", "below a thread"] as const;
export type Place = (typeof PLACES)[number];

/** Counts by kind or code, and place. */
export type Counts = Readonly<Record<string, Partial<Record<Place, number>>>>;

export class Tally {
  private readonly byName = new Map<string, Partial<Record<Place, number>>>();

  /** Every name with its counts, in the order of names. */
  get counts(): Counts {
    return Object.fromEntries([...this.byName].sort(([left], [right]) => (left < right ? -1 : 1)));
  }

  add(name: string, place: Place, count = 1): void {
    const row = this.byName.get(name) ?? {};
    row[place] = (row[place] ?? 0) + count;
    this.byName.set(name, row);
  }

  merge(counts: Counts): void {
    for (const [name, row] of Object.entries(counts)) {
      for (const place of PLACES) if (row[place] !== undefined) this.add(name, place, row[place]);
    }
  }
}

/** The kind of an operation, with what matters about it. */
export function kindOf(operation: Operation): string {
  switch (operation.operation) {
    case "spawn":
      if (operation.mistake !== undefined) return `spawn, wrong ${operation.mistake}`;
      return `spawn, ${operation.access.kind}`;
    case "spawn-loop":
      return operation.joined ? "spawn loop, joined" : "spawn loop, unjoined";
    case "join":
      if (operation.mistake !== undefined) return `join, ${operation.mistake} handle or argument`;
      return operation.handle === "given" ? "join, handle from the caller" : `join, ${operation.mode}`;
    case "call":
      if (operation.contract === "nowhere") return "call, nowhere";
      return `call${operation.lend === undefined ? "" : ", lends a handle"}${operation.keep === undefined ? "" : ", keeps a handle"}`;
    case "emit":
      return operation.mistake === undefined ? "emit" : `emit, ${operation.mistake}`;
    case "fail":
      return `fail, ${operation.how}`;
    case "exit":
      return operation.status === 0 ? "exit, success" : "exit, failure";
    case "return":
      return operation.length > 8 ? "return, too long" : "return, twice";
    case "burn":
    case "read":
    case "write":
    case "set-cell":
    case "get-cell":
    case "set-global":
    case "get-global":
    case "context":
    case "grow":
    case "code":
    case "committed":
    case "call-loop":
      return operation.operation;
  }
}
