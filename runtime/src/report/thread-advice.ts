import type { Receipt } from "../chain/call-receipt";
import type { ThreadEntry } from "../chain/receipt-parts";
import { findSchedule } from "../gas/find-schedule";
import type { DiscountRule } from "../gas/schedule";
import { joinFee } from "../gas/thread-charges";
import { grouped } from "./table";

const TICKETS_SHOWN_MAXIMUM = 8;

/** What another order of joins would have saved. */
export interface JoinOrder {
  /** Tickets in the order that earns the largest discount: within each generation, the most gas first. */
  readonly tickets: readonly number[];
  /** Gas that it saves, at most; 0 if the order was the best. */
  readonly saved: bigint;
}

/**
 * The order of joins with the largest discount, given the percentages that the transaction's joins had (ruling G-7).
 *
 * @param basis what a percentage is of; in a generation of threads that are all spawned before the first join, `overlap` gives the
 * heaviest nothing, and all others their own gas
 */
export function bestJoinOrder(threads: readonly ThreadEntry[], basis: DiscountRule["basis"]): JoinOrder {
  const generations = new Map<number, ThreadEntry[]>();
  for (const thread of threads) {
    if (thread.discountPercent === 0) continue;
    const list = generations.get(thread.generation);
    if (list) list.push(thread);
    else generations.set(thread.generation, [thread]);
  }
  const tickets: number[] = [];
  let saved = 0n;
  for (const list of generations.values()) {
    const heaviest = [...list].sort((one, other) => compare(other.gasUsed, one.gasUsed) || one.ticket - other.ticket);
    const percents = list.map(({ discountPercent }) => discountPercent).sort((one, other) => other - one);
    let better = 0n;
    heaviest.forEach(({ ticket, gasUsed, discount }, i) => {
      tickets.push(ticket);
      const earning = basis === "overlap" && i === 0 ? 0n : gasUsed;
      better += (earning * BigInt(percents[i]!)) / 100n - discount;
    });
    // Threads that were spawned between joins can earn more than the same joins of threads that were all spawned first.
    if (better > 0n) saved += better;
  }
  return { tickets, saved };
}

/** Tickets of joined threads that used less gas than their spawn and join cost (ruling G-8). */
export function threadsBelowTheirFees(receipt: Receipt): number[] {
  const schedule = findSchedule(receipt.schedule);
  if (schedule === undefined) return [];
  const cheap = receipt.threads.filter(({ end, gasUsed, fee, resultBytes }) => {
    return end === "joined" && gasUsed < fee + joinFee(schedule, resultBytes, []);
  });
  return cheap.map(({ ticket }) => ticket);
}

/** Sentences for the report of a receipt; none if there is nothing to say. */
export function adviseThreads(receipt: Receipt): string[] {
  const advice: string[] = [];
  const basis = findSchedule(receipt.schedule)?.discount.basis ?? "work";
  const { tickets, saved } = bestJoinOrder(receipt.threads, basis);
  if (saved > 0n) {
    advice.push(`joined in the order ${listed(tickets)}, they would have saved ${grouped(saved)} gas more`);
  }
  const cheap = threadsBelowTheirFees(receipt);
  if (cheap.length > 0) advice.push(`less work than the fees of spawn and join: ${listed(cheap)}`);
  return advice;
}

function listed(tickets: readonly number[]): string {
  const shown = tickets.slice(0, TICKETS_SHOWN_MAXIMUM).join(", ");
  const hidden = tickets.length - TICKETS_SHOWN_MAXIMUM;
  return `${tickets.length === 1 ? "thread" : "threads"} ${shown}${hidden > 0 ? ` and ${hidden} more` : ""}`;
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
