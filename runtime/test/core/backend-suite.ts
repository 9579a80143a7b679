import { createHash } from "node:crypto";
import type { TransactionRequest, TransactionResult } from "../../src/frame/transaction";
import { encodeReceipt } from "../../src/receipt-codec";
import { OPNET_EXTENSION } from "../../src/engine/extensions";
import { oip0002 } from "../../src/gas/oip0002";
import { poisons, probe } from "./support/poison";
import { deployments } from "./support/deployments";
import { compileContract } from "./support/compile";
import { compileMachine, Program } from "./support/machine";
import { encodeCall, filled, TestChain } from "./support/test-chain";

/** A back end as the suite sees it: something that runs transactions on a chain with given contracts. */
export interface BackendUnderTest {
  /**
   * Runs a transaction and commits its changes, as `TestChain.run` does.
   * @param chain the contracts and the state that the transaction sees
   */
  run(request: TransactionRequest, chain: TestChain): TransactionResult | Promise<TransactionResult>;
  close(): void | Promise<void>;
}

const key = filled(1);

/** Programs of many shapes; every back end must give the receipts that the serial orders give. */
const programs: Readonly<Record<string, () => Program>> = {
  "no threads": () => new Program().store(key, filled(3)),
  "one thread": () => new Program().spawn((thread) => thread.burn(50)).join(0, 1),
  "joined in reverse": () => {
    const program = new Program();
    for (let i = 0; i < 8; i++) {
      program.spawn((thread) => thread.burn(i * 400).store(filled(i), filled(9)), { slots: [filled(i)] });
    }
    for (let i = 7; i >= 0; i--) program.join(i, 1);
    return program;
  },
  "every kind of failure, tried": () => {
    const program = new Program();
    const bodies: ((thread: Program) => Program)[] = [
      (thread) => thread.unreachable(),
      (thread) => thread.divide(1, 0),
      (thread) => thread.peek(0x7000_0000),
      (thread) => thread.recurse(1_000_000),
      (thread) => thread.burn(1_000_000),
      (thread) => thread.exit(4, Uint8Array.of(1, 2)),
      (thread) => thread.store(key, key),
    ];
    for (const body of bodies) program.spawn(body);
    bodies.forEach((_, i) => program.join(i, 2).resultCode());
    return program;
  },
  "a failure that the joiner gets": () => {
    const program = new Program().spawn((thread) => thread.unreachable()).spawn((thread) => thread.burn(10));
    return program.join(0).join(1);
  },
  "threads that are never joined": () =>
    new Program().spawn((thread) => thread.burn(100)).spawn((thread) => thread.burn(9)),
  "stale reads": () => {
    const program = new Program().spawn(() => {}).store(key, filled(5));
    return program
      .spawn((thread) => thread.load(key, 1_900))
      .join(1, 2)
      .resultCode()
      .join(0);
  },
  "two generations": () => {
    const program = new Program().spawn((thread) => thread.store(key, filled(5)), { slots: [key] }).join(0);
    const into = program.room(32);
    return program
      .spawn((thread) => thread.load(key, into).return(into, 32))
      .join(1)
      .result(32);
  },
  regions: () => {
    const program = new Program();
    const at = program.room(16);
    program.spawn((thread) => thread.setRegister(1, 77n).saveRegister(at, 1), { regions: [[at, 8]] });
    return program.join(0, 1).output(at, 16);
  },
  "grown memory": () => {
    const program = new Program().grow(3).spawn((thread) => thread.grow(5).burn(10), { gas: 5_000_000n });
    return program.grow(2).join(0, 1);
  },
  "large results": () =>
    new Program()
      .grow(20)
      .spawn((thread) => thread.return(0, 900_000), { gas: 9_000_000n })
      .join(0, 1),
  "calls from threads": () => {
    const inner = new Program().show(key).bytes();
    const program = new Program();
    const into = program.room(32);
    const body = (thread: Program): Program =>
      thread.call(filled(0xa1), inner).callResult(0, 32, into).return(into, 32);
    return program.spawn(body, { gas: 9_000_000n }).spawn(body, { gas: 9_000_000n }).join(0).join(1).result(32);
  },
  "a callee that spawns": () => {
    const inner = new Program()
      .spawn((thread) => thread.burn(300))
      .join(0, 1)
      .bytes();
    return new Program()
      .spawn((thread) => thread.burn(200))
      .call(filled(0xa1), inner, 5)
      .join(0, 1);
  },
  "seventy threads": () => {
    const program = new Program(12_000);
    const handles = program.room(70 * 8);
    for (let i = 0; i < 70; i++) {
      program.spawn((thread) => thread.burn(i), { register: 0 }).saveRegister(handles + i * 8, 0);
    }
    for (let i = 0; i < 70; i++) program.loadRegister(0, handles + i * 8).join(0, i % 3);
    return program;
  },
};

const sdkCalls: readonly (readonly [string, ...(number | bigint)[]])[] = [
  ["forkSeesThePast"],
  ["spawnMany", 12, 500],
  ["reserveAndWrite", 3, 42n],
  ["writeSkew"],
  ["staleAfterCommit"],
  ["regions"],
  ["seeds"],
  ["tryMessage"],
];

const digest = ({ receipt }: TransactionResult): string =>
  createHash("sha256").update(encodeReceipt(receipt)).digest("hex");

/**
 * The tests that every thread back end passes: on the same chain and the same transactions, receipts equal those of
 * serial execution byte for byte.
 *
 * @param open makes a back end for a fresh chain; closed after the test
 */
export function backendSuite(name: string, open: () => BackendUnderTest | Promise<BackendUnderTest>): void {
  describe(`back end ${name}`, () => {
    let machine: Uint8Array;
    let semantics: Uint8Array;
    let backend: BackendUnderTest;

    beforeAll(async () => {
      machine = await compileMachine();
      semantics = await compileContract("semantics.ts");
      backend = await open();
    });

    afterAll(async () => backend.close());

    const machineChain = (extensions: readonly string[] = []): TestChain => {
      const chain = new TestChain(oip0002, extensions);
      chain.consensusFlags = 2n;
      chain.add(machine, false);
      chain.add(machine, false);
      return chain;
    };

    test.each(Object.keys(programs))("%s", async (title) => {
      const calldata = programs[title]!().bytes();
      const [serial, tested] = [machineChain(), machineChain()];
      const options = { gasLimit: 10_000_000_000n };
      const expected = serial.send(calldata, options);
      const result = await backend.run(tested.request(calldata, options), tested);
      expect(result.receipt).toEqual(expected.receipt);
      expect(digest(result)).toBe(digest(expected));
      expect(result.changes).toEqual(expected.changes);
    });

    test.each(Object.keys(deployments))("S-23: %s", async (title) => {
      const calldata = deployments[title]!().bytes();
      const [serial, tested] = [machineChain([OPNET_EXTENSION]), machineChain([OPNET_EXTENSION])];
      const options = { gasLimit: 10_000_000_000n };
      const expected = serial.send(calldata, options);
      expect(expected.receipt.code).toBe(0);
      expect(expected.receipt.threads).not.toEqual([]);
      const result = await backend.run(tested.request(calldata, options), tested);
      expect(digest(result)).toBe(digest(expected));
      expect(result.changes).toEqual(expected.changes);
    });

    test.each(["deploy", "update"] as const)("S-23: a transaction that is a %s spawns", async (kind) => {
      const program = new Program().spawn((thread) => thread.store(key, filled(5)), { slots: [key] }).join(0, 1);
      const [serial, tested] = [machineChain(), machineChain()];
      const expected = serial.run({ ...serial.request(program.bytes()), kind });
      expect(expected.receipt.code).toBe(0);
      expect(serial.slot(key)).toEqual(filled(5));
      const result = await backend.run({ ...tested.request(program.bytes()), kind }, tested);
      expect(digest(result)).toBe(digest(expected));
    });

    test("X-10: nothing that one job leaves is seen by the next", async () => {
      const options = { gasLimit: 10_000_000_000n };
      const look = async (chain: TestChain) =>
        digest(await backend.run(chain.request(probe().bytes(), options), chain));
      const expected = digest(machineChain().send(probe().bytes(), options));
      for (const [kind, poison] of Object.entries(poisons)) {
        const poisoned = machineChain();
        const request = poisoned.request(poison().bytes(), { gasLimit: 200_000_000n });
        const { receipt } = await backend.run(request, poisoned);
        expect([kind, receipt.changes]).toEqual([kind, []]);
        expect([kind, await look(machineChain())]).toEqual([kind, expected]);
      }
    });

    test("a sequence of transactions leaves the same state", async () => {
      const [serial, tested] = [new TestChain(), new TestChain()];
      for (const chain of [serial, tested]) chain.add(semantics);
      for (const [call, ...values] of sdkCalls) {
        const calldata = encodeCall(call, ...values);
        const expected = serial.send(calldata);
        const result = await backend.run(tested.request(calldata), tested);
        expect([call, digest(result)]).toEqual([call, digest(expected)]);
      }
      expect(tested.state.count).toBe(serial.state.count);
    });
  });
}
