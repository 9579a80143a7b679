import type { Hex, Policy } from "./scenario";

const NEW_SLOT_GAS = 200_000_000n;
const CHANGED_SLOT_GAS = 29_000_000n;

/** A slot that a transaction wrote, whether or not its value changed. */
export interface WrittenSlot {
  readonly contract: Hex;
  readonly key: Hex;
  /** Committed value, null if there is none. */
  readonly before: Hex | null;
  readonly after: Hex;
}

const isZero = (value: Hex) => /^0*$/.test(value);

/**
 * What the host adds at the end of a successful transaction.
 *
 * @param slots every slot written
 * @param calls the contracts of all frames in call order, the first frame's first
 * @param committed the committed value of a slot of the first frame's contract
 */
export function surcharge(
  policy: Policy,
  slots: readonly WrittenSlot[],
  calls: readonly Hex[],
  committed: (key: Hex) => Hex | null,
): bigint {
  const cost = (before: Hex | null, after: Hex) =>
    before === null ? NEW_SLOT_GAS : before === after ? 0n : CHANGED_SLOT_GAS;
  switch (policy) {
    case "spec":
      return sum(slots.map(({ before, after }) => (before === null && isZero(after) ? 0n : cost(before, after))));
    case "roswell":
      // The node looks every slot up under the first contract, whichever contract wrote it.
      return sum(slots.map(({ key, after }) => cost(committed(key), after)));
    case "utf":
      // The framework charges a contract's slots once for each time it was called.
      return sum(
        slots.map(
          ({ contract, before, after }) =>
            BigInt(calls.filter((call) => call === contract).length) * cost(before, after),
        ),
      );
  }
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
