import { compileContract } from "../core/support/compile";
import { Program } from "../core/support/machine";
import { encodeCall, filled, TestChain } from "../core/support/test-chain";
import { machineChain, run } from "./support";

const key = filled(1);
const place = (name: string): string => `\\(${name}, semantics\\.ts:\\d+:\\d+\\)`;

describe("with an author's contract, a trap names", () => {
  let chain: TestChain;

  beforeAll(async () => {
    chain = new TestChain();
    chain.add(await compileContract("semantics.ts"));
  });

  const message = (name: string, ...values: (number | bigint)[]): string => {
    return chain.send(encodeCall(name, ...values)).receipt.failure!.message;
  };

  test("S-5: the thread that holds the slot, and the call in which main wrote it", () => {
    expect(message("mainWritesReserved")).toMatch(
      new RegExp(
        `reserved by thread 1 ${place("mainWritesReserved")} .* It was written by the main execution ` +
          `\\(main call of mainWritesReserved in contract 0xa0\\w+, after the spawn of thread 1 ${place("mainWritesReserved")}\\)\\.$`,
      ),
    );
  });

  test("S-4: where main wrote a stale slot, the snapshot's spawn, and the thread that read it", () => {
    expect(message("staleAfterMainWrite")).toMatch(
      new RegExp(
        `It was written by the main execution \\(main call of staleAfterMainWrite in contract 0xa0\\w+, ` +
          `after the spawn of thread 1 ${place("staleAfterMainWrite")}\\); the snapshot was taken at the spawn of ` +
          `thread 1 ${place("staleAfterMainWrite")}\\. It ended thread 2 ${place("staleAfterMainWrite")}\\.$`,
      ),
    );
  });

  test("S-3: the sibling that committed, and the spawn that was refused", () => {
    expect(message("staleAfterCommit")).toMatch(
      new RegExp(
        `written by thread 1 ${place("staleAfterCommit")}; .* It ended thread 3 ${place("staleAfterCommit")}\\.$`,
      ),
    );
    expect(message("reserveStale")).toMatch(
      new RegExp(`It was written by the main execution .* The spawn that was refused is ${place("reserveStale")}\\.$`),
    );
  });

  test("S-8, S-25: both spawns of a slot reserved twice", () => {
    expect(message("reserveTwice")).toMatch(
      new RegExp(
        `reserved by thread 1 ${place("reserveTwice")}\\. The spawn that was refused is ${place("reserveTwice")}\\.$`,
      ),
    );
    const [first, second] = message("reserveTwice").match(/semantics\.ts:\d+/g)!;
    expect(first).not.toBe(second);
  });

  test("F-2: the spawn of the thread that failed, in the joiner's message and revert data", () => {
    const { failure, data } = chain.send(encodeCall("joinFailing", 0)).receipt;
    expect(failure!.message).toMatch(new RegExp(`^An integer .*\\. It ended thread 1 ${place("joinFailing")}\\.$`));
    expect(Buffer.from(data).toString("utf8")).toContain(failure!.message);
  });
});

describe("which call wrote", () => {
  let chain: TestChain;

  beforeEach(async () => {
    chain = await machineChain();
  });

  const into = 1_900;
  const read = (thread: Program): Program => thread.load(key, into);
  const message = (program: Program): string => run(chain, program).failure!.message;

  test("S-4: before the first spawn there is nothing stale; after each spawn it says so", () => {
    const idle = (): void => {};
    const program = new Program().store(key, filled(1)).spawn(idle).spawn(idle).store(key, filled(2)).spawn(read);
    expect(message(program.join(2))).toContain("after the spawn of thread 2 (run, raw.ts:1:1))");
    const once = new Program().spawn(idle).store(key, filled(2)).spawn(idle).spawn(read);
    expect(message(once.join(2))).toContain("after the spawn of thread 1 (run, raw.ts:1:1))");
  });

  test("S-5, X-3: a nested call, by its selector when the manifest has no name", () => {
    const store = new Program().store(key, filled(5)).bytes();
    const program = new Program();
    const text = program.room(600);
    program.spawn((thread) => thread.store(key, filled(7)), { slots: [key] });
    program.call(filled(0xa0), store, 5).callResult(0, 600, text).output(text, 600).join(0);
    const found = Buffer.from(run(chain, program).data).toString("utf8");
    expect(found).toMatch(
      /nested call of selector 0x\w{8} in contract 0xa0a0.*, after the spawn of thread 1 \(run, raw\.ts:1:1\)\)/,
    );
  });
});
