import { LinkedModule } from "../../src/frame/linked-module";
import { opnet } from "../../src/gas/opnet";
import { oip0002 } from "../../src/gas/oip0002";
import { Program } from "../core/support/machine";
import { poisons, probe } from "../core/support/poison";
import { TestChain } from "../core/support/test-chain";
import { machineChain, run } from "./support";

const rich = { gasLimit: 100_000_000_000n };

afterEach(() => jest.restoreAllMocks());

describe("X-10: a job leaves nothing to the next", () => {
  test.each([
    ["oip0002", oip0002],
    ["opnet, with warm and cold slots", opnet("spec")],
  ])("under %s", async (_, schedule) => {
    const fresh = () => machineChain(new TestChain(schedule));
    const look = async () => {
      const receipt = run(await fresh(), probe(), rich);
      expect(receipt.failure).toBeNull();
      return receipt;
    };
    const expected = await look();
    for (const poison of Object.values(poisons)) {
      run(await fresh(), poison(), { gasLimit: 2_000_000_000n });
      expect(await look()).toEqual(expected);
    }
  });

  test("the poisons are really taken", async () => {
    const codes: Record<string, number> = {};
    for (const [kind, poison] of Object.entries(poisons)) {
      codes[kind] = run(await machineChain(), poison(), { gasLimit: 200_000_000n }).code;
    }
    expect(codes).toMatchObject({
      memory: 5003,
      "grown memory": 5003,
      globals: 5003,
      "the stack meter": 5007,
      "the gas meter": 5001,
      "refused pages": 5008,
      "revert data": 5002,
      "a thread left behind": 5009,
    });
    expect(Object.values(codes)).not.toContain(0);
  });

  /** Runs the poison and then the probe with a reset that was broken in between. */
  async function withBroken(kind: string, breakReset: () => unknown): Promise<() => void> {
    const chain = await machineChain();
    run(chain, probe(), rich);
    run(chain, poisons[kind]!(), { gasLimit: 200_000_000n });
    breakReset();
    return () => void run(chain, probe(), rich);
  }

  test("an assertion notices globals that were not reset", async () => {
    const broken = await withBroken("globals", () => {
      jest.spyOn(LinkedModule.prototype, "writeGlobals").mockImplementation(() => undefined);
    });
    expect(broken).toThrow(/global of an earlier frame/);
  });

  test("an assertion notices memory that was not zeroed", async () => {
    const broken = await withBroken("memory", () => {
      jest.spyOn(Uint8Array.prototype, "fill").mockImplementation(function (this: Uint8Array) {
        return this;
      });
    });
    expect(broken).toThrow(/byte of an earlier frame/);
  });

  test("an assertion notices an image that was not written", async () => {
    const chain = await machineChain();
    const forks = (): unknown => run(chain, new Program().spawn((thread) => thread.burn(1)).join(0), rich);
    // An instance of that size is there to be used again.
    forks();
    // What `copyBytes` copies with.
    jest.spyOn(Buffer.prototype, "fill").mockImplementation(function (this: Buffer) {
      return this;
    });
    expect(forks).toThrow(/byte of an earlier frame/);
  });

  test("an assertion notices meters that were not reset", async () => {
    const broken = await withBroken("the stack meter", () => {
      const begin = LinkedModule.prototype.begin;
      jest.spyOn(LinkedModule.prototype, "begin").mockImplementation(function (this: LinkedModule, ...meters) {
        const left = this.exhausted.value as number;
        begin.apply(this, meters);
        this.exhausted.value = left;
      });
    });
    expect(broken).toThrow(/meter of an earlier frame/);
  });
});
