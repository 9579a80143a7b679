import type { Node, Range } from "assemblyscript" with { "resolution-mode": "import" };

/** Where a thread, or the handles of an array, come from. */
export interface Origin {
  /** The spawn, the call that returned the handle, or the parameter. */
  readonly node: Node;
  /** The variable that first held it; empty while there is none. */
  name: string;
  /** The result type as it is written at the spawn, or null where it is not known. */
  readonly type: string | null;
}

/** A mistake in the life of a handle; each kind is the matter of one rule. */
export type Finding =
  /** TC2001: an execution leaves `exit` with the thread unjoined. */
  | {
      readonly kind: "unjoined";
      readonly origin: Origin;
      readonly several: boolean;
      readonly exit: Range;
      readonly when: UnjoinedWhen;
    }
  /** TC2002 */
  | { readonly kind: "discarded"; readonly origin: Origin; readonly place: Range }
  /** TC2003 */
  | { readonly kind: "joinedTwice"; readonly origin: Origin; readonly place: Range; readonly first: Range | null }
  /** TC2004 */
  | {
      readonly kind: "loopLeft";
      readonly name: string;
      readonly exit: Range;
      readonly statement: "break" | "return";
      readonly origin: Origin | null;
    }
  /** TC2005 */
  | {
      readonly kind: "loopShort";
      readonly name: string;
      readonly loop: Range;
      readonly reason: string;
      readonly origin: Origin | null;
    }
  /** TC2006 */
  | {
      readonly kind: "escapes";
      readonly name: string;
      readonly how: string;
      readonly place: Range;
      readonly origin: Origin | null;
    }
  /** TC2007 */
  | {
      readonly kind: "wrongType";
      readonly origin: Origin;
      readonly spawned: string;
      readonly joined: string;
      readonly place: Range;
    }
  /** TC2009 */
  | { readonly kind: "captured"; readonly name: string; readonly place: Range; readonly origin: Origin | null };

/** What happens to a thread that nobody joins. */
export type UnjoinedWhen = "return" | "end" | "overwritten" | "iteration";

/** The findings of a program, each once. */
export class Findings {
  readonly #found = new Map<string, Finding>();

  add(finding: Finding): void {
    const place = "exit" in finding ? finding.exit : "loop" in finding ? finding.loop : finding.place;
    const origin = finding.origin?.node.range;
    const key = [
      finding.kind,
      place.source.normalizedPath,
      place.start,
      place.end,
      origin?.start,
      origin?.source.normalizedPath,
    ].join(" ");
    if (!this.#found.has(key)) this.#found.set(key, finding);
  }

  all(): readonly Finding[] {
    return [...this.#found.values()];
  }
}
