import { compile } from "./support/compile";
import { TestContract } from "./support/contract";

describe("a thread's result that no encoder wrote", () => {
  let bytes: Uint8Array;
  let valid: Uint8Array;
  beforeAll(async () => {
    bytes = await compile("malformed", { runtime: "incremental" });
    const contract = new TestContract(bytes);
    contract.call("recode");
    valid = contract.host.threads[0]!.result;
  });

  /** Whether the bytes were read; fails the test when reading them damaged memory. */
  function reads(result: Uint8Array): boolean {
    const contract = new TestContract(bytes, { alterResult: (encoded, index) => (index === 0 ? result : encoded) });
    const failure = contract.failure("recode");
    const decoded = contract.host.storage.size > 0;
    if (decoded && failure !== "") throw new Error(`it was decoded to something broken: ${failure}`);
    if (contract.call("sound")[0] !== 1) throw new Error("memory was damaged");
    return decoded;
  }

  it("is told from one that an encoder wrote", () => {
    expect(reads(valid)).toBe(true);
    const contract = new TestContract(bytes);
    contract.call("recode");
    expect(contract.host.threads[1]!.result).toEqual(valid);
  });

  it("traps at every length but the right one", () => {
    for (let length = 0; length < valid.length; length++) {
      expect([length, reads(valid.subarray(0, length))]).toEqual([length, false]);
    }
    expect(reads(Buffer.concat([valid, Buffer.alloc(1)]))).toBe(false);
  });

  it("traps or is read as a sound value, whichever byte was changed", () => {
    const outcomes = { read: 0, trapped: 0 };
    for (let position = 0; position < valid.length; position++) {
      for (const change of [0x01, 0x80, 0xff, valid[position]!, 0x04, 0x10]) {
        if (change === 0) continue;
        const altered = Buffer.from(valid);
        altered[position]! ^= change;
        try {
          outcomes[reads(altered) ? "read" : "trapped"]++;
        } catch (error) {
          throw new Error(`byte ${position} xor ${change}: ${(error as Error).message}`);
        }
      }
    }
    expect(outcomes.trapped).toBeGreaterThan(valid.length);
    expect(outcomes.read).toBeGreaterThan(0);
  });

  it("traps or is read as a sound value, whatever object stands in another's place", () => {
    const outcomes = { read: 0, trapped: 0 };
    for (let position = 0; position + 4 <= valid.length; position++) {
      for (let number = 1; number <= 8; number++) {
        const altered = Buffer.from(valid);
        altered.writeUInt32LE(number, position);
        try {
          outcomes[reads(altered) ? "read" : "trapped"]++;
        } catch (error) {
          throw new Error(`object ${number} at byte ${position}: ${(error as Error).message}`);
        }
      }
    }
    expect(outcomes.trapped).toBeGreaterThan(valid.length);
  });
});
