import { stronglyConnected } from "@threaded-contract/transform";
import { Random, reproduction, testSeed } from "../../../test/support/wasm/random";

/** Which nodes reach which, by trying every step until nothing changes. */
function closure(edges: readonly (readonly number[])[]): boolean[][] {
  const reach = edges.map((next, node) => edges.map((_, other) => node === other || next.includes(other)));
  edges.forEach((_, middle) =>
    reach.forEach((row) => {
      if (row[middle]) reach[middle]!.forEach((reached, other) => (row[other] ||= reached));
    }),
  );
  return reach;
}

test("random graphs fall into the components that reach one another, callees first", () => {
  const seed = testSeed();
  const random = new Random(seed);
  for (let number = 0; number < 300; number++) {
    const size = 1 + random.below(12);
    const edges = Array.from({ length: size }, () => Array.from({ length: random.below(4) }, () => random.below(size)));
    const components = stronglyConnected(size, (node) => edges[node]!);
    const reach = closure(edges);
    const place = new Map(components.flatMap((component, position) => component.map((node) => [node, position])));
    const repeat = reproduction("transform/test/verify/strongly-connected.test.ts", seed);
    expect({ repeat, nodes: place.size }).toEqual({ repeat, nodes: size });
    for (let from = 0; from < size; from++) {
      for (let to = 0; to < size; to++) {
        const together = reach[from]![to]! && reach[to]![from]!;
        expect({ repeat, together: place.get(from) === place.get(to) }).toEqual({ repeat, together });
        if (reach[from]![to]) expect(place.get(to)).toBeLessThanOrEqual(place.get(from)!);
      }
    }
  }
});

test("a chain of a hundred thousand calls needs no stack", () => {
  const size = 100_000;
  const components = stronglyConnected(size, (node) => (node + 1 < size ? [node + 1] : []));
  expect(components).toHaveLength(size);
  expect(components[0]).toEqual([size - 1]);
});
