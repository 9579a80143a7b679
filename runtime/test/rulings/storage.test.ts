import { createHash } from "node:crypto";
import { expectCode } from "../../../test/support/expect-code";
import { admit } from "../../src/meter/admit";
import { oip0002 } from "../../src/gas/oip0002";
import { plainContract, withManifest } from "../../../test/support/wasm/contracts";
import type { ModuleBuilder } from "../../../test/support/wasm/module-builder";
import { Generation } from "../../src/threads/generation";
import { Overlay } from "../../src/storage/overlay";
import { SlotTable } from "../../src/storage/slot-table";
import { slotKey, cellWords } from "../../src/storage/words";
import { Program } from "../core/support/machine";
import type { TestChain } from "../core/support/test-chain";
import { filled, stringSlot } from "../core/support/test-chain";
import { machineChain, run } from "./support";

let chain: TestChain;

beforeEach(async () => {
  chain = await machineChain();
});

const key = filled(1);
const nothing = (): void => {};

/** A thread that returns a slot. */
function reader(into: number, slot = key) {
  return (thread: Program): Program => thread.load(slot, into).return(into, 32);
}

test("S-1: the snapshot is there for the last thread of its generation, after its siblings were joined", () => {
  chain.set(key, filled(9));
  const program = new Program();
  const into = program.room(32);
  program.spawn(nothing).spawn(nothing).spawn(reader(into)).store(key, filled(4)).join(0).join(1).join(2).result(32);
  const receipt = run(chain, program);
  expect(receipt.failure).toBeNull();
  expect(receipt.data).toEqual(filled(9));
});

test("S-12: segments that read the same together are different slots", () => {
  const slot = (...segments: string[]): string => {
    const hash = createHash("sha256");
    for (const segment of segments) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(Buffer.byteLength(segment));
      hash.update(length).update(segment);
    }
    return hash.digest("hex");
  };
  expect(new Set([slot("a:b", "c"), slot("a", "b:c"), slot("a:b:c"), slot("a", "b", "c")]).size).toBe(4);
  expect(slot("balance")).toBe(Buffer.from(stringSlot("balance")).toString("hex"));
});

test("S-17: a slot is reserved whole, whichever of its bytes a thread means", () => {
  const program = new Program();
  program.spawn((thread) => thread.store(key, filled(1)), { slots: [key] });
  program.spawn((thread) => thread.store(key, filled(2)), { slots: [key] });
  expect(run(chain, program.join(0).join(1)).code).toBe(4002);
});

describe("S-19: zero", () => {
  test("deletes, in a thread as elsewhere, and is a write", () => {
    chain.set(key, filled(9));
    const erase = (thread: Program): Program => thread.store(key, filled(0));
    const free = run(chain, new Program().spawn(erase).join(0, 2));
    expect(free.threads[0]).toMatchObject({ code: 3003, writes: [] });
    expect(chain.slot(key)).toEqual(filled(9));
    const other = run(chain, new Program().spawn(erase, { slots: [filled(2)] }).join(0, 2));
    expect(other.threads[0]).toMatchObject({ code: 4001 });
    const { threads, changes } = run(chain, new Program().spawn(erase, { slots: [key] }).join(0));
    expect(threads[0]!.writes).toEqual([{ key, value: filled(0) }]);
    expect(changes.map(({ after }) => after)).toEqual([filled(0)]);
  });

  test("written over a value of the same thread leaves no change", () => {
    const body = (thread: Program): Program => thread.store(key, filled(3)).store(key, filled(0));
    const { changes, code } = run(chain, new Program().spawn(body, { slots: [key] }).join(0));
    expect({ changes, code }).toEqual({ changes: [], code: 0 });
  });

  test.each(["tload", "tstore"])("there is no transient storage: %s is not imported", (name) => {
    const prepare = (empty: ModuleBuilder): void => void empty.import(name, { parameters: "i32 i32" });
    const wasm = withManifest(plainContract({}, prepare));
    expectCode("TC6003", () => admit(wasm, oip0002));
  });
});

test("S-20: a snapshot covers every contract", () => {
  chain.set(key, filled(9), 1);
  const show = new Program().show(key).bytes();
  const program = new Program();
  const into = program.room(32);
  const body = (thread: Program): Program => thread.call(filled(0xa1), show).callResult(0, 32, into).return(into, 32);
  program.spawn(body, { gas: 20_000_000n });
  program
    .call(filled(0xa1), new Program().store(key, filled(4)).bytes(), 5)
    .join(0)
    .result(32);
  const receipt = run(chain, program);
  expect(receipt.failure).toBeNull();
  expect(receipt.data).toEqual(filled(9));
  expect(chain.slot(key, 1)).toEqual(filled(4));
});

test("S-21: a snapshot has the size of what the transaction wrote, whatever the state's", () => {
  const bytes = (slots: number): number => {
    const state = SlotTable.create();
    const cell = Buffer.alloc(32);
    for (let i = 1; i <= slots; i++) {
      cell.writeUInt32BE(i);
      state.write(slotKey(0, new Uint8Array(cell)), cellWords(filled(1)));
    }
    const overlay = new Overlay(state);
    for (let i = 0; i < 10; i++) overlay.write(slotKey(0, filled(i)), cellWords(filled(2)), 0);
    return new Generation(1, 1, overlay).snapshot.length;
  };
  expect(bytes(10_000)).toBe(bytes(0));
});

describe("S-26: after its join a slot", () => {
  const write = (thread: Program): Program => thread.store(key, filled(7));

  test("can be reserved again in the next generation", () => {
    const program = new Program()
      .spawn(write, { slots: [key] })
      .join(0)
      .spawn(write, { slots: [key] })
      .join(1);
    expect(run(chain, program).code).toBe(0);
  });

  test("can be reserved again in the same generation if it was not written", () => {
    const program = new Program()
      .spawn(nothing)
      .spawn(nothing, { slots: [key] })
      .join(1);
    expect(
      run(
        chain,
        program
          .spawn(write, { slots: [key] })
          .join(2)
          .join(0),
      ).code,
    ).toBe(0);
  });

  test("is stale in the same generation if it was written", () => {
    const program = new Program()
      .spawn(nothing)
      .spawn(write, { slots: [key] })
      .join(1);
    expect(
      run(
        chain,
        program
          .spawn(write, { slots: [key] })
          .join(2)
          .join(0),
      ).code,
    ).toBe(4005);
  });
});
