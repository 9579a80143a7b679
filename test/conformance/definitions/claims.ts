import { call, contractAddress, execution, hex, returned32, u32, u64, type Definition } from "../define";

const sale = (id: number, price: bigint): string => hex(Buffer.concat([u32(id), u64(price)]));

/** Rulings P: claims and proofs, where a program shows what is so. */
export const claims: readonly Definition[] = [
  execution("p-06-threads-return-event-data", "P-6", "Threads return event data, and main emits in join order", {
    run: [call("run", [Buffer.concat([2, 3, 5].map(u32))])],
    shows: {
      "0.receipt.events.data": [sale(5, 500n), sale(5, 505n), sale(3, 300n), sale(3, 303n)],
    },
  }),
  execution("p-07-budget-of-a-sale", "P-7", "A sale's 10,000 gas do not pay for one call", {
    modules: { program: "program.ts", other: "other.ts" },
    schedule: "opnet/1/spec",
    run: [10_000n, 100_000_000n].map((gas) => call("run", [contractAddress(1), u64(gas)], { gas: 10_000_000_000n })),
    shows: { "0.receipt.data": returned32(5_001), "1.receipt.data": returned32(0) },
  }),
];
