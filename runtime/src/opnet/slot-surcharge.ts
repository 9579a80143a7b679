import type { MainExecution } from "../frame/main-execution";
import { CELL_WORDS, isZeroCell } from "../storage/words";
import type { ContractRecord } from "../world";
import { executionNotes } from "./notes";

/** A slot that the transaction wrote: what it held before, and whether that is its value again. */
interface WrittenSlot {
  /** Index of the contract. */
  readonly contract: number;
  readonly existed: boolean;
  readonly changed: boolean;
  readonly zeroNow: boolean;
}

/** Calls `visit` with every slot the transaction wrote, compared with committed state as `lookUp` finds it. */
function forEachWritten(
  execution: MainExecution,
  lookUp: (key: Uint32Array) => Uint32Array,
  visit: (slot: WrittenSlot) => void,
): void {
  const before = new Uint32Array(CELL_WORDS);
  execution.overlay.forEach((key, value) => {
    const existed = execution.world.state.read(lookUp(key), before);
    const changed = before.some((word, i) => word !== value[i]);
    visit({ contract: key[0]!, existed, changed, zeroNow: isZeroCell(value, 0) });
  });
}

/**
 * What OP_NET's host adds at the end of a successful transaction for the slots it wrote, by storage policy:
 *
 * * `spec` (and `flat`): a slot that came to be, and one that changed, each by its price;
 * * `roswell`: the main network's node looks every slot up under the first contract, whichever contract wrote it, and
 *   a slot written with zero comes to be;
 * * `utf`: the unit test framework charges a contract's slots once for each of its frames.
 *
 * @param first the contract the transaction called
 */
export function slotSurcharge(execution: MainExecution, first: ContractRecord): bigint {
  const { schedule } = execution.world;
  const { slotCreated, slotUpdated } = schedule.host;
  const price = ({ existed, changed }: WrittenSlot): bigint => (existed ? (changed ? slotUpdated : 0n) : slotCreated);
  let total = 0n;
  switch (schedule.storagePolicy) {
    case "flat":
    case "spec":
      forEachWritten(
        execution,
        (key) => key,
        (slot) => {
          total += slot.existed || !slot.zeroNow ? price(slot) : 0n;
        },
      );
      return total;
    case "roswell":
      forEachWritten(
        execution,
        (key) => underContract(key, first.index),
        (slot) => {
          total += price(slot);
        },
      );
      return total;
    case "utf": {
      const frames = [first.index, ...executionNotes(execution).called];
      forEachWritten(
        execution,
        (key) => key,
        (slot) => {
          total += price(slot) * BigInt(frames.filter((index) => index === slot.contract).length);
        },
      );
      return total;
    }
  }
}

function underContract(key: Uint32Array, index: number): Uint32Array {
  const copy = key.slice();
  copy[0] = index;
  return copy;
}
