import type { Range as Place } from "assemblyscript" with { "resolution-mode": "import" };
import type { Fix } from "../../diagnostics/fix";
import type { SpawnSite } from "../../rules/rule";

/** Something certain about reservations; each kind is the matter of one rule. */
export type StorageFinding =
  /** TC4001: a thread writes a slot that is not in its list. */
  | {
      readonly kind: "unreserved";
      readonly slot: string;
      readonly place: Place;
      readonly related: Place;
      /** The functions that the thread goes through, and the list that would be right. */
      readonly details: readonly string[];
      readonly fix: Fix | null;
    }
  /** TC4002, TC4003, TC4004 and TC4005: `related` is what came first. */
  | {
      readonly kind: "taken" | "twice" | "held" | "stale";
      readonly slot: string;
      readonly place: Place;
      readonly related: Place;
      readonly fix: Fix | null;
    }
  /** TC4006: a listed slot is never written. */
  | {
      readonly kind: "unused";
      readonly slot: string;
      readonly place: Place;
      readonly related: Place;
      readonly fix: Fix | null;
    }
  /** TC7005: a loop or a range lists more slots than are ever written. */
  | { readonly kind: "wide"; readonly slot: string; readonly place: Place; readonly related: Place };

/** What is known about the writes of one thread. */
export type Verdict = "proved" | "refuted" | "unknown";

/** One write that a thread can come to. */
export interface WriteVerdict {
  readonly site: SpawnSite;
  readonly place: Place;
  readonly slot: string;
  readonly verdict: Verdict;
}

/** What the analysis of a program's reservations ends with. */
export interface StorageAnalysis {
  readonly findings: readonly StorageFinding[];
  /** Every write that was come to in a thread with a reservation. */
  readonly writes: readonly WriteVerdict[];
  /** For each thread with a reservation: whether all its writes are proved, one is refuted, or neither. */
  readonly threads: ReadonlyMap<SpawnSite, Verdict>;
}

/** Collects findings, each once. */
export class StorageFindings {
  readonly #found = new Map<string, StorageFinding>();
  readonly #writes = new Map<string, WriteVerdict>();
  readonly #threads = new Map<SpawnSite, Verdict>();
  /** For what must hold in every execution: what has been found so far, and null once one was otherwise. */
  readonly #always = new Map<string, StorageFinding | null>();

  add(finding: StorageFinding): void {
    const key = `${finding.kind} ${placeKey(finding.place)}`;
    if (!this.#found.has(key)) this.#found.set(key, finding);
  }

  /** Notes a finding that counts only if it is made whenever its place is come to. */
  addIf(holds: boolean, finding: StorageFinding): void {
    const key = `${finding.kind} ${placeKey(finding.place)}`;
    if (!holds) this.#always.set(key, null);
    else if (!this.#always.has(key)) this.#always.set(key, finding);
  }

  write(write: WriteVerdict): void {
    const key = `${placeKey(write.site.call.range)} ${placeKey(write.place)}`;
    const earlier = this.#writes.get(key);
    this.#writes.set(key, { ...write, verdict: combine(earlier?.verdict, write.verdict) });
  }

  thread(site: SpawnSite, verdict: Verdict): void {
    this.#threads.set(site, combine(this.#threads.get(site), verdict));
  }

  result(): StorageAnalysis {
    const findings = [...this.#found.values(), ...[...this.#always.values()].filter((each) => each !== null)];
    return { findings, writes: [...this.#writes.values()], threads: this.#threads };
  }
}

function combine(one: Verdict | undefined, other: Verdict): Verdict {
  if (one === "refuted" || other === "refuted") return "refuted";
  return one === undefined || one === other ? other : "unknown";
}

function placeKey({ source, start, end }: Place): string {
  return `${source.normalizedPath}:${start}:${end}`;
}
