import { invariant } from "../errors";
import { KeyTable } from "./key-table";

/**
 * Which live thread holds which slot, over all contracts and frames of a transaction.
 * A key stays in the table after its release, with owner 0; the table is bounded by the slots a transaction may reserve.
 */
export class Reservations {
  private readonly owners = new KeyTable(1);
  private heldCount = 0;

  /** Number of slots held now. */
  get held(): number {
    return this.heldCount;
  }

  /** Ticket of the thread that holds the slot, or 0. */
  owner(key: Uint32Array): number {
    if (this.heldCount === 0) return 0;
    const entry = this.owners.find(key);
    return entry < 0 ? 0 : this.owners.words[this.owners.payload(entry)]!;
  }

  /** Gives a free slot to a thread. */
  hold(key: Uint32Array, ticket: number): void {
    invariant(ticket > 0, "slots are held by tickets");
    const at = this.owners.payload(this.owners.entry(key));
    invariant(this.owners.words[at] === 0, "a slot is reserved by one live thread at most");
    this.owners.words[at] = ticket;
    this.heldCount++;
  }

  /** Takes a slot back from the thread that holds it. */
  release(key: Uint32Array, ticket: number): void {
    const entry = this.owners.find(key);
    invariant(entry >= 0, "only a reserved slot is released");
    const at = this.owners.payload(entry);
    invariant(this.owners.words[at] === ticket, "a slot is released by the thread that holds it");
    this.owners.words[at] = 0;
    this.heldCount--;
  }
}
