import type { Receipt } from "../../../src/receipt";
import { decodeReceipt, encodeReceipt } from "../../../src/receipt-codec";
import { ReceiptThreads } from "../../../src/frame/receipt-threads";
import { Status } from "../../../src/threads/backend";
import type { ThreadRow } from "../../../src/threads/ledger";
import type { World } from "../../../src/world";
import { compileContract } from "../support/compile";
import { TestChain } from "../support/test-chain";

const world = {} as World;
const empty = new Uint8Array(0);

/** A thread that runs still. */
function row(ticket: number): ThreadRow {
  return {
    ticket,
    contract: { address: new Uint8Array(32) },
    generation: { id: 1 },
    thread: { entry: 3, function: "work", file: "a.ts", line: 1, column: ticket },
    budget: 100n,
    fee: 10n,
    reservation: empty,
    state: "live",
    outcome: null,
    settlement: null,
  } as unknown as ThreadRow;
}

function end(thread: ThreadRow, state: "joined" | "cancelled"): void {
  thread.state = state;
  if (state === "cancelled") return;
  const outcome = { ticket: thread.ticket, status: Status.success, code: 0, functionIndex: 0, offset: 0, gasUsed: 7n };
  thread.outcome = {
    ...outcome,
    data: Uint8Array.of(thread.ticket),
    message: "",
    writes: empty,
    reads: empty,
  } as never;
  thread.settlement = { unused: 93n, discount: 0n, discountPercent: 0, refund: 93n };
}

test("rows are written in ticket order, as far as threads have ended", () => {
  const rows = [row(1), row(2)];
  const table = new ReceiptThreads(rows, world);
  expect(table.writeNext()).toBe(false);
  end(rows[1]!, "joined");
  expect(table.writeNext()).toBe(false);
  end(rows[0]!, "cancelled");
  expect([table.writeNext(), table.writeNext(), table.writeNext()]).toEqual([true, true, false]);
  rows.push(row(3));
  expect(table.writeNext()).toBe(false);
  end(rows[2]!, "joined");
  const later = new ReceiptThreads(rows, world);
  expect(table.finish()).toEqual(later.finish());
});

test("a table with a thread that has not ended is no table", () => {
  const table = new ReceiptThreads([row(1)], world);
  expect(() => table.finish()).toThrow(expect.objectContaining({ code: "TC6017" }));
});

test("what is written while a transaction runs are the bytes of its receipt", async () => {
  const chain = new TestChain();
  chain.add(await compileContract("semantics.ts"));
  for (const name of ["commitOrder", "joinAborting", "mainFailsWhileThreadsLive"]) {
    const { receipt, receiptBytes } = chain.call(name);
    const whole: Receipt = decodeReceipt(receiptBytes);
    expect(whole.threads.length).toBeGreaterThan(0);
    expect(encodeReceipt({ ...whole })).toEqual(receiptBytes);
    expect(whole).toEqual(receipt);
  }
});
