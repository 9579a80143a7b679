import { createHash } from "node:crypto";
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Chain, createChain, replay } from "../../src";
import {
  checkExportBytes,
  decodeExport,
  encodeExport,
  EXPORT_CHECKSUM_BYTES,
  EXPORT_HEADER_BYTES,
  type ExportedChain,
} from "../../src/chain/export-codec";
import { EXPORT_BYTES_MAXIMUM } from "../../src/limits";
import { Random, reproduction, testSeed } from "../../../test/support/wasm/random";
import { filled } from "../core/support/test-chain";
import { engineContract, type EngineContract } from "../engine/support/engine-contract";
import { refusal, splitRecords, reseal } from "../journal/support/journals";

let folder: string;
let empty: Uint8Array;
let whole: Uint8Array;
let chain: ExportedChain;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "threaded-contract-damage-"));
  await using bare = await createChain();
  empty = await bare.export();
  await using grown = await createChain({ journal: true });
  const contract = await grown.deploy<EngineContract>(await engineContract());
  await contract.mixed(9, 0);
  await contract.setNumber(5n);
  await grown.mine();
  whole = await grown.export();
  chain = decodeExport(whole, "the test's");
});
afterAll(() => rmSync(folder, { recursive: true }));

const decode = (bytes: Uint8Array): Promise<string> => refusal(() => decodeExport(bytes, "damaged"));

describe("an export", () => {
  test("with any byte changed is refused", async () => {
    for (let at = 0; at < empty.length; at++) {
      const damaged = Uint8Array.from(empty);
      damaged[at]! ^= 1 << (at % 8);
      expect([at, await decode(damaged)]).toEqual([at, at < 12 ? "TC6029" : "TC6028"]);
    }
  });

  test("cut off anywhere, or with more at its end, is refused", async () => {
    for (let length = 0; length < empty.length; length++) {
      expect([length, await decode(empty.slice(0, length))]).toEqual([length, length === 0 ? "TC6029" : "TC6028"]);
    }
    expect(await decode(new Uint8Array([...empty, 0]))).toBe("TC6028");
    expect(await decode(empty)).toBe("none");
  });

  test("is refused as a file, as bytes and as the start of a replay", async () => {
    const damaged = Uint8Array.from(whole);
    damaged[damaged.length >> 1]! ^= 1;
    const path = join(folder, "damaged");
    writeFileSync(path, damaged);
    expect(await refusal(() => Chain.import(path))).toBe("TC6028");
    expect(await refusal(() => Chain.import(damaged))).toBe("TC6028");
    expect(await refusal(() => replay(chain.journal!, {}, { state: path }))).toBe("TC6028");
    writeFileSync(path, "{}");
    expect(await refusal(() => Chain.import(path))).toBe("TC6029");
    writeFileSync(path, "");
    expect(await refusal(() => Chain.import(path))).toBe("TC6029");
    expect(await refusal(() => Chain.import(chain.journal!))).toBe("TC6029");
  });

  test("with random damage is always refused", async () => {
    const seed = testSeed();
    const random = new Random(seed);
    const repeat = reproduction("runtime/test/export/damage", seed);
    for (let i = 0; i < 300; i++) {
      const damaged = Uint8Array.from(whole);
      for (let places = 1 + random.below(3); places > 0; places--) {
        damaged[random.below(whole.length)]! ^= 1 + random.below(255);
      }
      const end = random.below(4) === 0 ? random.below(whole.length) : whole.length;
      const found = await decode(damaged.subarray(0, end));
      expect({ repeat, i, found }).toEqual({ repeat, i, found: expect.stringMatching(/^TC602[89]$/) as string });
    }
  });
});

/** A body with the right header and checksum. */
function seal(body: Uint8Array): Uint8Array {
  const header = Uint8Array.from(whole.subarray(0, EXPORT_HEADER_BYTES));
  new DataView(header.buffer).setBigUint64(12, BigInt(body.length));
  const checksum = createHash("sha256").update(header).update(body).digest();
  return new Uint8Array(Buffer.concat([header, body, checksum]));
}

describe("an export that was changed and sealed again", () => {
  const importing = (bytes: Uint8Array): Promise<string> => refusal(async () => (await Chain.import(bytes)).close());
  const changed = (change: Partial<ExportedChain>): Promise<string> => importing(encodeExport({ ...chain, ...change }));

  test("is refused where it contradicts itself", async () => {
    const { slots, contracts, modules, transactions } = chain;
    expect(slots.length).toBeGreaterThan(68);
    const withSlot = (at: number, byte: number): Uint8Array => {
      const copy = Uint8Array.from(slots);
      copy[at] = byte;
      return copy;
    };
    const zeroed = Uint8Array.from(slots).fill(0, 36, 68);
    const cases: Record<string, Partial<ExportedChain>> = {
      "half a slot": { slots: slots.slice(1) },
      "a slot of another contract": { slots: withSlot(3, 9) },
      "a slot twice": { slots: new Uint8Array([...slots.subarray(0, 68), ...slots]) },
      "slots in another order": { slots: new Uint8Array([...slots.subarray(68), ...slots.subarray(0, 68)]) },
      "a slot without value": { slots: zeroed },
      "another value": { slots: withSlot(67, slots[67]! ^ 1) },
      "a slot less": { slots: slots.slice(68) },
      "a contract twice": { contracts: [...contracts, ...contracts] },
      "another address": { contracts: [{ ...contracts[0]!, address: filled(1) }] },
      "another deployer": { contracts: [{ ...contracts[0]!, deployer: filled(1) }] },
      "a missing module": { modules: [] },
      "a module twice": { modules: [...modules, ...modules] },
      "a receipt that is none": { contracts: [{ ...contracts[0]!, receipt: filled(1) }] },
      "a manifest that is none": { contracts: [{ ...contracts[0]!, manifest: "{" }] },
      "an update of nothing": { updates: [{ contract: 1, module: 0 }] },
      "an update that the journal lacks": { updates: [{ contract: 0, module: 0 }] },
      "updates out of order": {
        updates: [
          { contract: 0, module: 0 },
          { contract: 0, module: 0 },
        ],
      },
      "another number of transactions": { transactions: transactions + 1n },
      "too many transactions": { transactions: 1n << 60n },
      "another block": { block: { ...chain.block, number: 99n } },
      "no network": { network: "moon" },
      "no gas": { gas: 0n },
      "no journal": { journal: new Uint8Array(0) },
      "half a journal": { journal: chain.journal!.slice(0, -1) },
      "a shorter journal": { journal: reseal(chain.journal!, splitRecords(chain.journal!).slice(-1)) },
      "a journal without its last block": {
        journal: reseal(
          chain.journal!,
          splitRecords(chain.journal!).filter((_, at, all) => at !== all.length - 2),
        ),
      },
    };
    for (const [name, change] of Object.entries(cases)) expect([name, await changed(change)]).toEqual([name, "TC6028"]);
    expect(await changed({})).toBe("none");
  });

  test("is refused when its modules are not", async () => {
    expect(await changed({ modules: [Uint8Array.of(0, 97, 115, 109)], journal: null })).toBe("TC6001");
  });

  test("is refused for other prices", async () => {
    expect(await changed({ schedule: "unknown" })).toBe("TC6029");
    expect(await changed({ scheduleHash: filled(1) })).toBe("TC6029");
  });

  test("never makes a chain that differs, and never fails in another way", async () => {
    const seed = testSeed();
    const random = new Random(seed);
    const repeat = reproduction("runtime/test/export/damage", seed);
    const body = whole.slice(EXPORT_HEADER_BYTES, whole.length - EXPORT_CHECKSUM_BYTES);
    for (let i = 0; i < 400; i++) {
      const damaged = Uint8Array.from(body);
      // The places that decide how the rest is read are at the start.
      const at = random.below(random.below(2) === 0 ? 400 : body.length);
      damaged[at]! ^= 1 << random.below(8);
      const found = await decode(seal(damaged));
      expect({ repeat, at, found }).toEqual({ repeat, at, found: expect.stringMatching(/^(none|TC6028)$/) as string });
    }
  });
});

describe("the size of an export", () => {
  test("is limited when it is written", async () => {
    expect(await refusal(() => checkExportBytes(EXPORT_BYTES_MAXIMUM))).toBe("none");
    expect(await refusal(() => checkExportBytes(EXPORT_BYTES_MAXIMUM + 1))).toBe("TC6030");
  });

  test("is limited when it is read, before it is read", async () => {
    const path = join(folder, "huge");
    const file = openSync(path, "w");
    writeSync(file, whole.subarray(0, EXPORT_HEADER_BYTES));
    // Sparse files: they take no room.
    ftruncateSync(file, EXPORT_BYTES_MAXIMUM);
    expect(await refusal(() => Chain.import(path))).toBe("TC6028");
    ftruncateSync(file, EXPORT_BYTES_MAXIMUM + 1);
    expect(await refusal(() => Chain.import(path))).toBe("TC6029");
    closeSync(file);
  });
});
