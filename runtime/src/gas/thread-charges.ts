import { addGas, isGas } from "./arithmetic";
import { discountAmount, discountPercent } from "./discount";
import type { BlockLoad } from "./discount-dynamic";
import { linearCharge } from "./host-charges";
import type { GasSchedule } from "./schedule";

/** What a spawn asks for. */
export interface SpawnRequest {
  /** The gas the thread gets, exactly. */
  readonly budget: bigint;
  readonly slotCount: number;
  /** The length of each reserved region in bytes. */
  readonly regionByteCounts: readonly number[];
  /** The size of the memory that is forked, in bytes. */
  readonly imageBytes: number;
}

/**
 * What a spawn takes from its parent apart from the budget: the fee, the slots, the regions on their way in, and the
 * image beyond what the fee covers (rulings G-1, G-2).
 */
export function spawnFee(schedule: GasSchedule, request: SpawnRequest): bigint {
  const prices = schedule.threads;
  const imageBytes = Math.max(0, request.imageBytes - prices.imageBytesFree);
  let fee = prices.spawn + linearCharge(prices.image, imageBytes);
  if (request.slotCount > 0) fee += prices.slot * BigInt(request.slotCount);
  for (const byteCount of request.regionByteCounts) fee += linearCharge(prices.region, byteCount);
  return fee;
}

/** Fee and budget together, or null if the sum exceeds 64 bits, which is out of gas for the parent (ruling G-13). */
export function spawnCharge(schedule: GasSchedule, request: SpawnRequest): bigint | null {
  if (!isGas(request.budget)) throw new RangeError("the budget is not 64 bits");
  return addGas(request.budget, spawnFee(schedule, request));
}

/** What a join takes from the joiner: the fee, the result and the regions on their way back. */
export function joinFee(schedule: GasSchedule, resultBytes: number, regionByteCounts: readonly number[]): bigint {
  const { join, result } = schedule.threads;
  return join + result.base + joinSurcharge(schedule, resultBytes, regionByteCounts);
}

/** What `joinFee` is more for a result and regions than without them. */
export function joinSurcharge(schedule: GasSchedule, resultBytes: number, regionByteCounts: readonly number[]): bigint {
  const prices = schedule.threads;
  let fee = linearCharge(prices.result, resultBytes) - prices.result.base;
  for (const byteCount of regionByteCounts) fee += linearCharge(prices.region, byteCount);
  return fee;
}

/** What a join gives back. */
export interface Settlement {
  readonly unused: bigint;
  readonly discountPercent: number;
  readonly discount: bigint;
  /** `unused + discount`, at most the budget. */
  readonly refund: bigint;
}

/**
 * The one place where gas comes back to a joiner (ruling G-9).
 *
 * @param budget what the thread was given
 * @param used what it used; one metering block too many counts as the whole budget (ruling G-14)
 * @param succeeded whether the thread ended normally; a failed one earns no discount (ruling G-10)
 * @param withRefund whether this form of join gives gas back at all
 * @param unjoinedCount unjoined handles of the transaction, the one being joined included (ruling G-4)
 * @param beside the most gas that a thread used which was live beside this one and was joined before it (ruling G-8)
 * @param load of recent blocks, for schedules whose discount follows it (ruling G-12)
 */
export function settleThread(
  schedule: GasSchedule,
  { budget, used, succeeded, withRefund, unjoinedCount, beside, load }: SettlementRequest,
): Settlement {
  if (!isGas(budget) || !isGas(used)) throw new RangeError("an amount of gas is not 64 bits");
  const clamped = used < budget ? used : budget;
  const unused = withRefund ? budget - clamped : 0n;
  const percent = withRefund && succeeded ? discountPercent(schedule.discount, unjoinedCount, load) : 0;
  const overlap = clamped < beside ? clamped : beside;
  const discount = discountAmount(schedule.discount.basis === "work" ? clamped : overlap, percent);
  const refund = unused + discount;
  if (refund > budget) throw new RangeError("a refund exceeds its budget");
  return { unused, discountPercent: percent, discount, refund };
}

export interface SettlementRequest {
  readonly budget: bigint;
  readonly used: bigint;
  readonly succeeded: boolean;
  readonly withRefund: boolean;
  readonly unjoinedCount: number;
  readonly beside: bigint;
  readonly load?: BlockLoad | undefined;
}
