import { JoinedThreads } from "../../../src/threads/joined-threads";

/** Marsaglia's xorshift. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

test("G-8: the longest thread joined after a spawn is found, as a search through all of them finds it", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const below = randomFrom(seed);
    const joined = new JoinedThreads();
    const all: { ticketsAtJoin: number; used: bigint }[] = [];
    let ticketsAtJoin = 1;
    for (let join = 0; join < 200; join++) {
      const ticket = 1 + below(ticketsAtJoin);
      const expected = all
        .filter((one) => one.ticketsAtJoin >= ticket)
        .reduce((most, { used }) => (used > most ? used : most), 0n);
      const found = joined.longestAfter(ticket);
      if (found !== expected) throw new Error(`seed ${seed}, join ${join}: ${found} instead of ${expected}`);
      const used = BigInt(below(50));
      joined.add(ticketsAtJoin, used);
      all.push({ ticketsAtJoin, used });
      ticketsAtJoin += below(3);
    }
  }
});

test("nobody was beside the first", () => {
  expect(new JoinedThreads().longestAfter(1)).toBe(0n);
});
