import type { Receipt } from "../chain/call-receipt";
import type { ThreadEntry } from "../chain/receipt-parts";
import { traceLines } from "../trace/trace-entry";
import { findSchedule } from "../gas/find-schedule";
import { joinFee } from "../gas/thread-charges";
import { adviseThreads } from "./thread-advice";
import { grouped, percentage, renderTable, type Alignment } from "./table";

const THREADS_SHOWN_MAXIMUM = 32;

const CONFLICTS_SHOWN_MAXIMUM = 8;

const HEADING = ["thread", "spawned at", "budget", "gas used", "of budget", "refund", "discount", "status"];
const ALIGNMENTS: readonly Alignment[] = ["right", "left", "right", "right", "right", "right", "right", "left"];

/** Gas of a transaction beside the gas of the same work without threads. */
export interface GasComparison {
  /** What the sender paid. */
  readonly parallel: bigint;
  /** Estimate of the same work in one thread: no fees for spawns and joins, no discount, every thread's gas as used. */
  readonly sequential: bigint;
  /** Fees of spawns and joins. */
  readonly fees: bigint;
  readonly discount: bigint;
  readonly refund: bigint;
}

/** The text of a receipt, as `receipt.report()` gives it. */
export function reportReceipt(receipt: Receipt): string {
  const sections = [reportResult(receipt)];
  if (receipt.threads.length > 0) sections.push(reportThreads(receipt.threads), reportGas(receipt));
  const conflicts = receipt.conflicts().slice(0, CONFLICTS_SHOWN_MAXIMUM);
  if (conflicts.length > 0) sections.push(conflicts.map(({ explanation }) => explanation).join("\n"));
  return sections.join("\n\n");
}

/**
 * What threads cost and saved in a transaction. Region bytes on their way back are not in a receipt, nor in this.
 *
 * @example
 * ```ts
 * const { sequential, parallel } = compareGas(await primes.countPrimes(2_000_000, 4));
 * ```
 */
export function compareGas(receipt: Receipt): GasComparison {
  const schedule = findSchedule(receipt.schedule);
  let fees = 0n;
  for (const thread of receipt.threads) {
    fees += thread.fee;
    if (thread.end === "joined" && schedule !== undefined) fees += joinFee(schedule, thread.resultBytes, []);
  }
  const { gasUsed: parallel, gasGross, discount, refund } = receipt;
  return { parallel, sequential: gasGross > fees ? gasGross - fees : 0n, fees, discount, refund };
}

function reportResult(receipt: Receipt): string {
  const lines = [
    `status    ${receipt.status}${receipt.code === null ? "" : ` (${receipt.code})`}`,
    `gas used  ${grouped(receipt.gasUsed)} of ${grouped(receipt.gasLimit)}, schedule ${receipt.schedule}`,
    `changes   ${grouped(receipt.stateDiff.length)} slots, ${grouped(receipt.events.length)} events`,
    `receipt   ${receipt.hash}`,
  ];
  if (receipt.error !== undefined) {
    const places = receipt.trace === null ? [] : traceLines(receipt.trace).map((line) => `          ${line}`);
    lines.splice(1, 0, `failure   ${receipt.error.shortMessage}`, ...places);
  }
  return lines.join("\n");
}

function reportThreads(threads: readonly ThreadEntry[]): string {
  const rows = threads
    .slice(0, THREADS_SHOWN_MAXIMUM)
    .map((thread) => [
      String(thread.ticket),
      thread.place,
      grouped(thread.budget),
      grouped(thread.gasUsed),
      percentage(thread.gasUsed, thread.budget),
      grouped(thread.refund),
      `${grouped(thread.discount)} (${thread.discountPercent} %)`,
      threadStatus(thread),
    ]);
  const table = renderTable(HEADING, rows, ALIGNMENTS);
  const hidden = threads.length - rows.length;
  return hidden === 0 ? table : `${table}\nand ${hidden} more`;
}

function threadStatus({ end, status, code }: ThreadEntry): string {
  if (end === "cancelled") return "cancelled";
  return code === null ? status : `${status} (${code})`;
}

function reportGas(receipt: Receipt): string {
  const { parallel, sequential, fees, discount, refund } = compareGas(receipt);
  const difference = parallel - sequential;
  const verdict =
    difference <= 0n
      ? `threads save ${grouped(-difference)} gas (${percentage(-difference, sequential)})`
      : `threads cost ${grouped(difference)} gas more (${percentage(difference, sequential)})`;
  const rows = [
    ["in sequence, estimated", grouped(sequential)],
    ["+ fees of spawns and joins", grouped(fees)],
    ["− parallel discount", grouped(discount)],
    ["= in parallel, as paid", grouped(parallel)],
    ["unused budget given back", grouped(refund)],
  ];
  return `${renderTable(["gas", ""], rows, ["left", "right"])}\n${[verdict, ...adviseThreads(receipt)].join("\n")}`;
}
