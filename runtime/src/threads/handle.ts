import { invariant } from "../errors";

/** Tickets fit in the low bits of a handle; a transaction cannot pay for more. */
const TICKET_BITS = 24;
export const TICKETS_MAXIMUM = 2 ** TICKET_BITS - 1;

/** The ticket that a number would have if it were a handle. */
export function ticketOf(handle: bigint): number {
  return Number(BigInt.asUintN(TICKET_BITS, handle));
}

/** One handle, as a number and as its two words: the engine makes an object of each step with 64 bits. */
const wide = new BigUint64Array(1);
const words = new Uint32Array(wide.buffer);
/** Which of the two words of a 64-bit integer in memory is the low one on this machine. */
const LOW_WORD = new Uint32Array(BigUint64Array.of(1n).buffer)[0] === 1 ? 0 : 1;
const HIGH_WORD = 1 - LOW_WORD;

/** What a handle turns out to be when it comes back. */
export type HandleKind = "own" | "otherTransaction" | "forged";

/**
 * Handles are tickets that expire: bits 0–23 the ticket, 24–39 the generation, 40–51 a mark that every handle has,
 * 52–63 a mark of the transaction. The marks are no secret; they only let an error tell a handle of another transaction
 * from a number that never was one. What a handle means is decided by the ledger.
 */
export class HandleMint {
  private readonly transactionWord: number;

  /** @param transactionId 32 bytes */
  constructor(transactionId: Uint8Array) {
    invariant(transactionId.length === 32, "a transaction id has 32 bytes");
    let word = 0x811c9dc5;
    for (const byte of transactionId) word = mix(word ^ byte);
    this.transactionWord = word;
  }

  /** The handle of a ticket; never 0. */
  make(ticket: number, generation: number): bigint {
    invariant(ticket > 0 && ticket <= TICKETS_MAXIMUM, "tickets are counted from 1");
    const low = ((generation << 24) | ticket) >>> 0;
    const middle = (generation >>> 8) & 0xff;
    words[LOW_WORD] = low;
    words[HIGH_WORD] = (this.transactionMark(low, middle) << 20) | (handleMark(low, middle) << 8) | middle;
    return wide[0]!;
  }

  /** What kind of handle a number is, and its ticket. */
  read(handle: bigint): { kind: HandleKind; ticket: number; generation: number } {
    wide[0] = BigInt.asUintN(64, handle);
    const low = words[LOW_WORD]!;
    const high = words[HIGH_WORD]!;
    const middle = high & 0xff;
    const ticket = low & TICKETS_MAXIMUM;
    const marked = ((high >>> 8) & 0xfff) === handleMark(low, middle) && ticket > 0;
    const isOwn = high >>> 20 === this.transactionMark(low, middle);
    const kind = !marked ? "forged" : isOwn ? "own" : "otherTransaction";
    return { kind, ticket, generation: (middle << 8) | (low >>> 24) };
  }

  private transactionMark(low: number, middle: number): number {
    return mix(this.transactionWord ^ fold(low, middle)) & 0xfff;
  }
}

function handleMark(low: number, middle: number): number {
  return mix(0x7ead ^ fold(low, middle)) & 0xfff;
}

/** Ticket and generation in one word. @param low bits 0–31 of the handle @param middle bits 32–39 */
function fold(low: number, middle: number): number {
  return mix(low ^ Math.imul(middle, 0x9e3779b1));
}

/** A 32-bit finaliser: spreads every input bit over all output bits. */
function mix(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
