import { call, cell, execution, hex, returned32, slotKey, u32, u64, type Definition } from "../define";

const yes = Buffer.of(1);
const no = Buffer.of(0);

/** Rulings G: gas and discount. */
export const gas: readonly Definition[] = [
  execution("g-01-spawn-fee", "G-1", "A spawn costs 100,000 gas", {
    run: [call("run")],
    shows: { "0.receipt.threads.fee": ["100000"], "0.receipt.data": returned32(7) },
  }),
  execution("g-02-every-charge", "G-2", "Slots, regions and large images are charged at the spawn", {
    run: [call("run")],
    shows: { "0.receipt.threads.fee": ["103000", "102000", "164000"] },
  }),
  execution("g-03-started-kilobytes", "G-3", "Synchronisation costs 1,000 gas for each started KB, exactly", {
    run: [1, 1_024, 1_025].map((length) => call("run", [u32(length)])),
    shows: {
      "0.receipt.threads.fee": ["101000"],
      "1.receipt.threads.fee": ["101000"],
      "2.receipt.threads.fee": ["102000"],
    },
  }),
  execution("g-04-joined-thread-counts", "G-4", "The discount counts unjoined handles, the one being joined included", {
    run: [call("run", [u32(6)])],
    shows: {
      "0.receipt.threads.discountPercent": [50, 50, 40, 30, 20, 10],
      "0.receipt.data": returned32(15),
    },
  }),
  execution("g-05-generation-by-program-order", "G-5", "A generation ends when no handle is unjoined", {
    run: [call("run")],
    shows: { "0.receipt.threads.generation": [1, 1, 2] },
  }),
  execution("g-06-formula-decides", "G-6 P-4", "Five and eight threads both earn 50 percent, as the formula says", {
    run: [call("run", [u32(5)]), call("run", [u32(8)])],
    shows: {
      "0.receipt.threads.discountPercent": [50, 40, 30, 20, 10],
      "1.receipt.threads.discountPercent": [50, 50, 50, 50, 40, 30, 20, 10],
    },
  }),
  execution(
    "g-07-join-order-is-priced",
    "G-7",
    "The discount falls as handles are joined, so that join order has a price",
    {
      run: [call("run", [yes]), call("run", [no])],
      shows: {
        "0.receipt.threads.discountPercent": [50, 40, 30, 20, 10],
        "1.receipt.threads.discountPercent": [10, 50, 40, 30, 20],
      },
    },
  ),
  execution("g-08-idle-threads-earn-discount", "G-8", "Threads that do nothing raise the discount of others", {
    run: [call("run", [u32(0)]), call("run", [u32(4)])],
    shows: {
      "0.receipt.threads.0.discountPercent": 10,
      "1.receipt.threads.0.discountPercent": 50,
    },
  }),
  execution(
    "g-08-only-overlap-earns-discount",
    "G-8",
    "Under opnet a discount is of what ran beside a thread joined before: idle threads earn nothing for the others",
    {
      run: [
        [4, 1],
        [4, 0],
        [1, 1],
      ].map(([idle, heavy]) => call("run", [u32(idle!), u32(heavy!)], { gas: 100_000_000_000n })),
      schedule: "opnet/1/spec",
      shows: {
        "0.receipt.threads.discount": ["0", "0", "0", "0", "0", "1372957", "0"],
        "1.receipt.threads.discount": ["0", "0", "0", "0", "1372957", "0"],
        "2.receipt.threads.discount": ["0", "0", "549183", "0"],
        "0.receipt.threads.discountPercent": [40, 30, 20, 10, 50, 50, 50],
      },
    },
  ),
  execution("g-09-refunded-once", "G-9", "Gas comes back once, in one place", {
    run: [call("run")],
    shows: {
      "0.receipt.threads.discountPercent": [30, 20, 10],
      "0.receipt.threads.used": ["1", "1", "1"],
      "0.receipt.threads.refund": ["99999", "99999", "99999"],
    },
  }),
  execution("g-10-no-discount-for-failure", "G-10", "A failed thread earns no discount", {
    run: [call("run", [u32(0)])],
    shows: {
      "0.receipt.threads.code": ["TC5004", "TC5001", null],
      "0.receipt.threads.discountPercent": [0, 0, 10],
      "0.receipt.threads.1.used": "10000",
      "0.receipt.threads.1.refund": "0",
      "0.receipt.data": returned32(50_045_006),
    },
  }),
  execution(
    "g-11-discount-is-spendable",
    "G-11",
    "A discount goes back to the meter; the receipt shows the gross figure too",
    {
      run: [call("run", [], { gas: 9_000_000n })],
      shows: { "0.receipt.status": "success", "0.receipt.gasLimit": "9000000", "0.receipt.gasGross": "11054932" },
    },
  ),
  execution("g-12-dynamic-discount", "G-12", "A dynamic discount follows the load of recent blocks, if there are any", {
    schedule: "oip0002/1/dynamic",
    run: [[], [29n], [30n], [70n], [71n], [0n, 58n], [100n, 0n, 43n]].map((load) =>
      call("run", [u32(3)], { block: { load: { gasUsed: load.map(String), gasMaximum: "100" } } }),
    ),
    shows: {
      "0.receipt.threads.discountPercent": [30, 20, 10],
      "1.receipt.threads.discountPercent": [50, 40, 30],
      "2.receipt.threads.discountPercent": [30, 20, 10],
      "3.receipt.threads.discountPercent": [30, 20, 10],
      "4.receipt.threads.discountPercent": [20, 20, 10],
      "5.receipt.threads.discountPercent": [50, 40, 30],
      "6.receipt.threads.discountPercent": [30, 20, 10],
    },
  }),
  execution("g-13-budget-does-not-wrap", "G-13", "A budget that exceeds 64 bits with its fee is out of gas", {
    run: [call("run", [u64(0xffff_ffff_ffff_ffffn)], { gas: 0xffff_ffff_ffff_ffffn })],
    shows: { "0.receipt.code": "TC5001", "0.receipt.status": "outOfGas", "0.receipt.threads": [] },
  }),
  execution("g-14-used-is-at-most-the-budget", "G-14", "A thread out of gas has used exactly its budget", {
    run: [12_345n, 12_346n].map((budget) => call("run", [u64(budget), u32(0)])),
    shows: {
      "0.receipt.threads.used": ["12345"],
      "1.receipt.threads.used": ["12346"],
      "0.receipt.threads.refund": ["0"],
      "0.receipt.data": returned32(5_001),
    },
  }),
  execution("g-15-refused-spawn-leaves-nothing", "G-15", "A spawn that is refused leaves nothing but its charge", {
    run: [call("run")],
    shows: {
      "0.receipt.data": "0x00",
      "0.receipt.threads.ticket": [1],
      "0.receipt.threads.generation": [1],
      "0.receipt.changes.key": [hex(slotKey("a"))],
      "0.receipt.changes.after": [hex(cell(5))],
    },
  }),
  execution("g-16-smallest-budget", "G-16", "The smallest budget is 1", {
    run: [call("run", [u64(1n)]), call("run", [u64(0n)])],
    shows: {
      "0.receipt.data": returned32(5_001),
      "0.receipt.threads.used": ["1"],
      "1.receipt.code": "TC5015",
      "1.receipt.threads": [],
    },
  }),
  execution(
    "g-17-thread-pays-for-writes",
    "G-17",
    "A thread pays for its writes when it makes them; the join adds nothing",
    {
      run: [0, 1, 4].map((count) => call("run", [u32(count)], { gas: 10_000_000_000n })),
      schedule: "opnet/1/spec",
      shows: { "0.receipt.status": "success", "2.receipt.status": "success" },
    },
  ),
  execution("g-18-warmth-is-copied", "G-18 X-9", "What is warm is copied at the spawn and merged at the join", {
    run: [call("run", [], { gas: 10_000_000_000n })],
    schedule: "opnet/1/spec",
    shows: { "0.receipt.threads.used": ["23295719", "23295719", "3295719"] },
  }),
  execution("g-19-instance-in-the-fee", "G-19", "Under oip0002 the spawn fee covers the thread's instance", {
    run: [call("run")],
    shows: { "0.receipt.threads.fee": ["100000"], "0.receipt.threads.used": ["1"] },
  }),
  execution("g-19-instance-metered", "G-19", "Under opnet an instance has its own price", {
    run: [call("run", [], { gas: 10_000_000_000n })],
    schedule: "opnet/1/spec",
    shows: { "0.receipt.threads.fee": ["20000000"], "0.receipt.threads.used": ["1"] },
  }),
  execution("g-21-waiting-is-free", "G-21", "Waiting costs no gas", {
    run: [call("run", [u32(1)]), call("run", [u32(100_000)])],
    shows: { "0.receipt.gasUsed": "5112702", "1.receipt.gasUsed": "5112702" },
  }),
  execution(
    "g-22-main-out-of-gas",
    "G-22",
    "When main runs out of gas its threads are cancelled and everything prepaid is gone",
    {
      run: [call("run", [u32(0)], { gas: 500_000n })],
      shows: {
        "0.receipt.code": "TC5001",
        "0.receipt.gasUsed": "500000",
        "0.receipt.threads.end": ["cancelled"],
        "0.receipt.threads.used": ["200000"],
        "0.receipt.changes": [],
      },
    },
  ),
];
