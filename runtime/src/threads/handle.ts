import { invariant } from "../errors";

/** Tickets fit in the low bits of a handle; a transaction cannot pay for more. */
export const TICKETS_MAXIMUM = 0xff_ffff;

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
    const body = this.body(ticket, generation);
    const upper = (this.transactionMark(body) << 12) | handleMark(body);
    return (BigInt(upper >>> 0) << 40n) | body;
  }

  /** What kind of handle a number is, and its ticket. */
  read(handle: bigint): { kind: HandleKind; ticket: number; generation: number } {
    const bits = BigInt.asUintN(64, handle);
    const body = bits & 0xff_ffff_ffffn;
    const upper = Number(bits >> 40n);
    const ticket = Number(body & 0xff_ffffn);
    const generation = Number(body >> 24n);
    const marked = (upper & 0xfff) === handleMark(body) && ticket > 0;
    const kind = !marked ? "forged" : upper >>> 12 === this.transactionMark(body) ? "own" : "otherTransaction";
    return { kind, ticket, generation };
  }

  private body(ticket: number, generation: number): bigint {
    return (BigInt(generation & 0xffff) << 24n) | BigInt(ticket);
  }

  private transactionMark(body: bigint): number {
    return mix(this.transactionWord ^ foldBody(body)) & 0xfff;
  }
}

function handleMark(body: bigint): number {
  return mix(0x7ead ^ foldBody(body)) & 0xfff;
}

function foldBody(body: bigint): number {
  return mix(Number(body & 0xffff_ffffn) ^ Math.imul(Number(body >> 32n), 0x9e3779b1));
}

/** A 32-bit finaliser: spreads every input bit over all output bits. */
function mix(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
