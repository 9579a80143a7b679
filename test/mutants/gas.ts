import { mutant, type Mutant } from "./mutant";

const running =
  "[...(execution.backend.live?.values() ?? execution.ledger.rows.filter((other) => other.state === 'live'))]" +
  ".filter((other) => other.outcome == null && execution.backend.queue?.state(other.slot) !== 3).length + 1";

/** Prices, discounts and refunds. */
export const gasMutants: readonly Mutant[] = [
  mutant(
    "G-4",
    "discount by running threads",
    "threads/join",
    "const unjoinedCount = execution.ledger.unjoined;",
    `const unjoinedCount = ${running};`,
  ),
  mutant(
    "G-4",
    "discount without the thread that is joined",
    "threads/join",
    "const unjoinedCount = execution.ledger.unjoined;",
    "const unjoinedCount = execution.ledger.unjoined - 1;",
  ),
  mutant(
    "G-6",
    "discount without its maximum",
    "gas/discount",
    "Math.min(rule.percentMaximum, rule.percentPerThread * unjoinedCount)",
    "rule.percentPerThread * unjoinedCount",
  ),
  mutant("G-10", "discount for failed threads", "gas/thread-charges", "withRefund && succeeded ?", "withRefund ?"),
  mutant(
    "G-9",
    "refund for a plain join",
    "gas/thread-charges",
    "withRefund ? budget - clamped : 0n",
    "budget - clamped",
  ),
  mutant("G-9", "refund without the discount", "gas/thread-charges", "unused + discount", "unused"),
  mutant(
    "G-11",
    "refund at the end, not at the join",
    "threads/join",
    "frame.refund(row.settlement.refund);",
    "frame.gas += 0n;",
  ),
  mutant("G-3", "kilobytes rounded down", "gas/host-charges", "Math.ceil(byteCount", "Math.floor(byteCount"),
  mutant(
    "G-2",
    "reserved slots for nothing",
    "gas/thread-charges",
    "prices.slot * BigInt(request.slotCount)",
    "prices.slot * 0n",
  ),
  mutant(
    "G-2",
    "joins for nothing",
    "threads/join",
    "frame.chargeStrictly((0, thread_charges_1.joinFee)(execution.world.schedule, 0, noRegions));",
    "",
  ),
  mutant(
    "G-2",
    "large images for nothing",
    "gas/thread-charges",
    "Math.max(0, request.imageBytes - prices.imageBytesFree)",
    "0",
  ),
  mutant(
    "G-13",
    "budget and fee that wrap",
    "gas/arithmetic",
    "sum <= exports.GAS_MAXIMUM ? sum : null",
    "sum & exports.GAS_MAXIMUM",
  ),
  mutant(
    "G-17",
    "a store in a thread for nothing",
    "frame/hosts/storage",
    "execution.write(frame, key, value);\n        frame.charge(price);",
    "execution.write(frame, key, value);\n        if (!frame.inThread) frame.charge(price);",
  ),
  mutant(
    "G-18",
    "a warm set that threads share",
    "threads/thread-execution",
    "this.warmth = warmth_1.Warmth.create(world.schedule.storagePolicy, job.counters.warm);",
    "this.warmth = world.schedule.storagePolicy === 'flat' ? null : " +
      "globalThis.sharedWarmth ??= warmth_1.Warmth.create(world.schedule.storagePolicy);",
  ),
  mutant("G-20", "memory grows for nothing", "gas/oip0002", "memoryGrowPerPage: 8_192", "memoryGrowPerPage: 1"),
];
