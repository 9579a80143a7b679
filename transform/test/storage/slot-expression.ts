import type { Random } from "../rules/harness/handle-programs";

/** What a made-up function is called with. */
export interface Values {
  readonly u: string;
  readonly n: number;
  /** The index of the loop around the place. */
  readonly i?: number;
}

/** An expression that names a slot. */
export interface SlotExpression {
  readonly text: string;
  name(values: Values): string;
}

const constant = (text: string, name: string): SlotExpression => ({ text, name: () => name });

const plain: readonly SlotExpression[] = [
  constant('"a"', "a"),
  constant('"b"', "b"),
  constant('"a:1"', "a:1"),
  constant("PREFIX", "a:"),
  { text: "`a:${u}`", name: ({ u }) => `a:${u}` },
  { text: '"a:" + u', name: ({ u }) => `a:${u}` },
  { text: "PREFIX + u", name: ({ u }) => `a:${u}` },
  { text: "`b:${u}`", name: ({ u }) => `b:${u}` },
  { text: "`${u}:a`", name: ({ u }) => `${u}:a` },
  { text: "nameOf(u)", name: ({ u }) => `b:${u}` },
  { text: "`a:${n}`", name: ({ n }) => `a:${n}` },
  { text: "`a:${n + 1}`", name: ({ n }) => `a:${n + 1}` },
  { text: "sometimes(u, n)", name: ({ u, n }) => (n > 1 ? `b:${u}` : "a") },
  { text: "moved", name: ({ u, n }) => (n > 1 ? `c:${u}` : "a") },
];

const inLoop: readonly SlotExpression[] = [
  { text: "`a:${i}`", name: ({ i }) => `a:${i}` },
  { text: "`b:${i}`", name: ({ i }) => `b:${i}` },
  { text: "`a:${i + 1}`", name: ({ i }) => `a:${i! + 1}` },
  { text: "`${u}:${i}`", name: ({ u, i }) => `${u}:${i}` },
];

/** Functions and constants that the expressions use. */
export const slotHelpers = `const PREFIX = "a:";
function nameOf(name: string): string { return "b:" + name; }
function sometimes(name: string, count: u32): string { if (count > 1) return nameOf(name); return "a"; }
function put(slot: string): void { Storage.set<u64>(slot, 1); }
`;

/** Makes up an expression; `looped` for one in a loop over `i`. */
export function makeSlot(random: Random, looped = false): SlotExpression {
  const list = looped && random.chance(70) ? inLoop : plain;
  return list[random.below(list.length)]!;
}
