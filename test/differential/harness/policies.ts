import type { Hex, Policy } from "./scenario";

/** One frame's view of what was touched. */
export interface Touches {
  /** Shared by all frames of a transaction: slots loaded or stored, as `contract:key`. */
  readonly slots: Set<string>;
  /** Shared by all frames: addresses called or asked about. */
  readonly addresses: Set<Hex>;
  /** Shared by all frames: blocks asked about. */
  readonly blocks: Set<bigint>;
  /** This frame's alone: contracts it asked about, and itself. */
  readonly known: Set<Hex>;
}

/** Answers of a host about warmth; `true` makes the VM charge the low price. */
export interface PolicyRules {
  load(touches: Touches, slot: string, exists: boolean): boolean;
  store(touches: Touches, slot: string, exists: boolean): boolean;
  call(touches: Touches, address: Hex): boolean;
  accountType(touches: Touches, address: Hex, isContract: boolean): boolean;
  blockHash(touches: Touches, number: bigint): boolean;
  /** Whether a nested failure dooms the transaction even if its caller goes on. */
  readonly failuresStick: boolean;
}

/** Whether `value` had been in the set; it is afterwards. */
function touch<T>(set: Set<T>, value: T): boolean {
  const had = set.has(value);
  set.add(value);
  return had;
}

/** The VM's intent: whatever a transaction touched before is cheap. */
const spec: PolicyRules = {
  load: (touches, slot) => touch(touches.slots, slot),
  store: (touches, slot) => touch(touches.slots, slot),
  call: (touches, address) => touch(touches.addresses, address),
  accountType: (touches, address) => touch(touches.addresses, address),
  blockHash: (touches, number) => touch(touches.blocks, number),
  failuresStick: false,
};

/** The main network's node at consensus "Roswell": the flag of a load is inverted, stores are always cheap. */
const roswell: PolicyRules = {
  load: (touches, slot) => !touch(touches.slots, slot),
  store: (touches, slot) => {
    touches.slots.add(slot);
    return true;
  },
  call: (touches, address) => touches.known.has(address),
  accountType: (touches, address, isContract) => (isContract ? touch(touches.known, address) : false),
  blockHash: () => false,
  failuresStick: true,
};

/** The unit test framework: a slot is cheap if it exists, a call always. */
const utf: PolicyRules = {
  load: (_, __, exists) => exists,
  store: (_, __, exists) => exists,
  call: (touches, address) => {
    touches.addresses.add(address);
    return true;
  },
  accountType: (touches, address) => touch(touches.addresses, address),
  blockHash: (touches, number) => touch(touches.blocks, number),
  failuresStick: false,
};

export const policyRules: Record<Policy, PolicyRules> = { spec, roswell, utf };
