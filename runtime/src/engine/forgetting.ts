/** One part in so many is taken off. */
const FORGETTING = 8;

/** What is left of an expectation, in whole units, when less has been seen: it is forgotten little by little, down to nothing. */
export function forgetSome(expected: number): number {
  return expected - Math.ceil(expected / FORGETTING);
}
