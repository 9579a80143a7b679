import type { Range as Place } from "assemblyscript" with { "resolution-mode": "import" };
import type { SpawnSite } from "../../rules/rule";
import { keyId, termId, type Item, type Key, type SlotList, type Term } from "./terms";

/** A thread that certainly has not been joined. */
export interface LiveThread {
  readonly id: number;
  readonly site: SpawnSite;
  /** What it has reserved; null when that is not known, or nothing. */
  readonly list: SlotList | null;
  /** What it certainly writes if it succeeds. */
  readonly writes: readonly Written[];
  /** Whether its handle is somewhere else than in a local variable. */
  readonly escaped: boolean;
}

/** A slot that certainly has been written since the snapshot that is in force. */
export interface Written {
  readonly key: Key;
  readonly place: Place;
}

/** What is certain when an execution has come to one place, whichever way it came. */
export class State {
  frames: Map<string, Term>[];
  lists = new Map<number, SlotList>();
  threads = new Map<number, LiveThread>();
  written: readonly Written[] = [];
  /** Which assignment to a field of this name, or to anything (`*`), was the last one. */
  versions = new Map<string, string>();

  constructor(frames: Map<string, Term>[] = [new Map()]) {
    this.frames = frames;
  }

  clone(): State {
    const copy = new State(this.frames.map((frame) => new Map(frame)));
    copy.take(this);
    return copy;
  }

  /** Takes over everything but the variables. */
  take({ lists, threads, written, versions }: State): void {
    this.lists = new Map(lists);
    this.threads = new Map(threads);
    this.written = written;
    this.versions = new Map(versions);
  }

  read(name: string): Term | undefined {
    for (let depth = this.frames.length - 1; depth >= 0; depth--) {
      const found = this.frames[depth]!.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  declare(name: string, term: Term): void {
    this.frames[this.frames.length - 1]!.set(name, term);
  }

  /** Assigns a local variable; false when there is none of this name. */
  write(name: string, term: Term): boolean {
    for (let depth = this.frames.length - 1; depth >= 0; depth--) {
      const frame = this.frames[depth]!;
      if (!frame.has(name)) continue;
      frame.set(name, term);
      return true;
    }
    return false;
  }

  version(name: string): string {
    return `${this.versions.get("*") ?? "0"}/${this.versions.get(name) ?? "0"}`;
  }

  /** The handle of a thread has gone where it cannot be followed. */
  escape(term: Term): void {
    if (term.kind === "list") this.lists.set(term.id, { items: [], closed: false, origin: null });
    if (term.kind !== "thread") return;
    const thread = this.threads.get(term.id);
    if (thread !== undefined) this.threads.set(term.id, { ...thread, escaped: true });
  }

  /** A thread is not certainly unjoined any more. */
  end(id: number): void {
    this.threads.delete(id);
    // Without a live thread the snapshot is given up, and a later spawn takes a new one.
    if (this.threads.size === 0) this.written = [];
  }

  /** Whatever could be joined through a handle that is not followed, may have been. */
  endEscaped(): void {
    for (const { id, escaped } of [...this.threads.values()]) if (escaped) this.end(id);
  }
}

/** Gives names that nothing else has. */
export interface FreshNames {
  next(): string;
}

/** What is certain of a value that is one or the other. */
export function mergeTerms(state: State, one: Term, other: Term, text: string, names: FreshNames): Term {
  if (termId(one) === termId(other)) return one;
  state.escape(one);
  state.escape(other);
  return { kind: "unknown", id: names.next(), integer: isInteger(one) && isInteger(other), offset: 0, text };
}

export function isInteger(term: Term): boolean {
  return term.kind === "integer" || (term.kind === "unknown" && term.integer);
}

/** Keeps what is certain in both. */
export function merge(one: State | null, other: State | null, names: FreshNames): State | null {
  if (one === null || other === null) return one ?? other;
  const merged = one.clone();
  merged.threads = new Map([...one.threads].filter(([id]) => other.threads.has(id)));
  for (const [id, thread] of merged.threads) {
    if (other.threads.get(id)!.escaped) merged.threads.set(id, { ...thread, escaped: true });
  }
  merged.lists = mergeLists(one, other);
  for (const [depth, frame] of merged.frames.entries()) {
    for (const [name, term] of frame) {
      const against = other.frames[depth]?.get(name);
      if (against === undefined) frame.delete(name);
      else frame.set(name, mergeTerms(merged, term, against, name, names));
    }
  }
  const theirs = new Set(other.written.map(({ key }) => keyId(key)));
  merged.written =
    merged.threads.size === 0 ? bothWritten(one, theirs) : one.written.filter(({ key }) => theirs.has(keyId(key)));
  for (const name of new Set([...one.versions.keys(), ...other.versions.keys()])) {
    if (one.versions.get(name) !== other.versions.get(name)) {
      merged.versions.set(name, names.next());
    }
  }
  return merged;
}

/** In a thread, where nothing is spawned, writes stay known; in main they only matter while a thread lives. */
function bothWritten({ written, threads }: State, theirs: ReadonlySet<string>): readonly Written[] {
  return threads.size > 0 ? [] : written.filter(({ key }) => theirs.has(keyId(key)));
}

function mergeLists(one: State, other: State): Map<number, SlotList> {
  const merged = new Map<number, SlotList>();
  for (const [id, list] of one.lists) {
    const against = other.lists.get(id);
    if (against === undefined || against === list) {
      merged.set(id, list);
      continue;
    }
    const items = mergeItems(list.items, against.items);
    merged.set(id, { items, closed: list.closed && against.closed, origin: list.origin });
  }
  for (const [id, list] of other.lists) if (!merged.has(id)) merged.set(id, list);
  return merged;
}

/** An item is in both lists if it was put there at the same place, and as often: two equal ones under a condition are no certain pair. */
function mergeItems(mine: readonly Item[], theirs: readonly Item[]): Item[] {
  const rest = [...theirs];
  const items = mine.map((item): Item => {
    const index = rest.findIndex((each) => each.node === item.node && keyId(each.key) === keyId(item.key));
    if (index < 0) return { ...item, must: false };
    const [found] = rest.splice(index, 1);
    return { ...item, must: item.must && found!.must };
  });
  return [...items, ...rest.map((item) => ({ ...item, must: false }))];
}
