import { Engine } from "../../src/engine/engine";
import { fromWireResult } from "../../src/engine/result-record";
import { CELL_BYTES, cellWords, slotKey } from "../../src/storage/words";
import type { TransactionRequest, TransactionResult } from "../../src/frame/transaction";
import type { TestHooks } from "../../src/protocol";
import { backendSuite, type BackendUnderTest } from "../core/backend-suite";
import type { TestChain } from "../core/support/test-chain";
import { delays } from "./support/hooks";

let chains = 0;

/** An engine behind the interface of the suite that every thread back end passes. */
function openPool(workers: number, hooks: TestHooks | null): BackendUnderTest {
  const engine = new Engine({ workers, hooks });
  return {
    run: async (request: TransactionRequest, chain: TestChain): Promise<TransactionResult> => {
      const { schedule, contracts } = chain;
      // To the engine, every transaction is one of a chain of its own.
      const number = ++chains;
      const { buffer } = chain.state;
      engine.learn({
        chain: number,
        world: number,
        schedule,
        extensions: chain.extensionNames,
        state: buffer,
        contracts,
        updateCode: null,
      });
      const wire = await engine.execute(number, request, { replay: false, journal: false });
      engine.forget(number);
      const changes = unpack(wire.changes);
      for (const { contract, key, value } of changes) chain.state.write(slotKey(contract, key), cellWords(value));
      const { receipt } = fromWireResult(wire);
      const { length: threadCount } = receipt.threads;
      return { receipt, receiptBytes: wire.receipt, threadCount, failed: receipt.code !== 0, changes, steps: [] };
    },
    close: () => engine.destroy(new Error("the suite is over")),
  };
}

function unpack(changes: Uint8Array): TransactionResult["changes"] {
  const record = 4 + 2 * CELL_BYTES;
  return Array.from({ length: changes.length / record }, (_, index) => {
    const at = index * record;
    const contract = new DataView(changes.buffer, changes.byteOffset).getUint32(at, true);
    const value = at + 4 + CELL_BYTES;
    return { contract, key: changes.slice(at + 4, value), value: changes.slice(value, at + record) };
  });
}

for (const workers of [0, 1, 2, 4]) {
  backendSuite(`pool of ${workers}`, () => openPool(workers, null));
  // Without hooks a short thread runs at its spawn; with them, even without delays, every job goes to the workers.
  backendSuite(`pool of ${workers}, every job handed over`, () => openPool(workers, delays(7, 0)));
}
backendSuite("pool of 3, delayed", () => openPool(3, delays(7, 300)));
