import { invariant } from "../errors";
import { hexadecimal } from "../storage/words";
import type { Frame } from "./frame";

/** Writers from here on are places of the main execution; below it they are tickets. */
const FIRST_SITE = 0x8000_0000;
const SELECTOR_BYTES = 4;

interface WriteSite {
  readonly frame: Frame;
  /** Threads spawned before the write. */
  readonly threads: number;
}

/** The function that a frame runs, in words: its name if the manifest says it, else the selector. */
function functionOf({ entry, context, contract }: Frame): string {
  if (entry !== "execute") return entry;
  if (context.calldata.length < SELECTOR_BYTES) return "a call without a selector";
  const selector = hexadecimal(context.calldata.subarray(0, SELECTOR_BYTES));
  const found = contract.module.manifest.functions.find((listed) => listed.selector === selector);
  return found === undefined ? `selector ${selector}` : found.name;
}

/**
 * Where the main execution wrote: which call, and after which spawn. A write gets a number, which is kept with the slot, and words
 * only when a trap needs them. Numbers follow program order, and nothing of them depends on an engine.
 */
export class WriteSites {
  private readonly sites: WriteSite[] = [];

  /** @param each whether each write has a number of its own, for a tracer; the words are the same */
  constructor(private readonly each: boolean) {}

  /** The number of a write that `frame` makes after `threads` spawns. */
  number(frame: Frame, threads: number): number {
    const last = this.sites.at(-1);
    if (this.each || last?.frame !== frame || last.threads !== threads) this.sites.push({ frame, threads });
    invariant(this.sites.length < FIRST_SITE, "places of writes are numbered in 31 bits");
    return FIRST_SITE + this.sites.length - 1;
  }

  /** Words for a number, or null if it is a ticket. @param threadName words for a ticket */
  describe(number: number, threadName: (ticket: number) => string): string | null {
    if (number < FIRST_SITE) return null;
    const site = this.sites[number - FIRST_SITE];
    invariant(site !== undefined, "a place of a write is known by its number");
    const { frame, threads } = site;
    const role = frame.role === "main" ? "main call" : "nested call";
    const call = `${role} of ${functionOf(frame)} in contract ${hexadecimal(frame.contract.address)}`;
    const when = threads === 0 ? "before any spawn" : `after the spawn of thread ${threadName(threads)}`;
    return `the main execution (${call}, ${when})`;
  }
}
