import { readJournal, replay } from "../../src";
import { RECORD_HASH_BYTES, RECORD_HEADER_BYTES } from "../../src/journal/framing";
import { Random, reproduction, testSeed } from "../../../test/support/wasm/random";
import { joinRecords, record, recordOffsets, refusal, reseal, splitRecords, type Recorded } from "./support/journals";

let small: Recorded;
let large: Recorded;
beforeAll(async () => {
  small = await record(async (contract) => [await contract.rounds(1, 2)]);
  large = await record(async (contract) => [
    await contract.mixed(14, 0),
    await contract.rounds(3, 6),
    await contract.abandon(100, 10_000_000n),
    await contract.fillRegion(3, 64),
  ]);
});

/** The record that holds a byte, or -1 for the header. */
function recordAt(offsets: readonly number[], at: number): number {
  return offsets.findLastIndex((offset) => offset <= at);
}

const read = (journal: Uint8Array): Promise<string> => refusal(() => readJournal(journal));

describe("a small journal", () => {
  test("with any byte changed is refused, and the record that was changed is named", async () => {
    const { journal } = small;
    const offsets = recordOffsets(journal);
    for (let at = 0; at < journal.length; at++) {
      const damaged = Uint8Array.from(journal);
      damaged[at]! ^= 1 << (at % 8);
      const found = await read(damaged);
      const index = recordAt(offsets, at);
      if (index < 0) expect([at, found]).toEqual([at, "TC6025"]);
      else expect([at, found]).toEqual([at, expect.stringMatching(new RegExp(`^TC602[234] ${index}$`))]);
    }
  });

  test("cut off anywhere is refused, and the record that is missing is named", async () => {
    const { journal } = small;
    const offsets = recordOffsets(journal);
    for (let length = 0; length < journal.length; length++) {
      const index = recordAt(offsets, length);
      const expected = index < 0 ? "TC6025" : `TC6022 ${index}`;
      expect([length, await read(journal.slice(0, length))]).toEqual([length, expected]);
    }
    expect(await read(new Uint8Array([...journal, 0]))).toBe(`TC6025 ${offsets.length - 1}`);
  });

  test("with records swapped, left out or repeated is refused, and the first place is named", async () => {
    const records = splitRecords(small.journal);
    for (let left = 0; left < records.length; left++) {
      for (let right = left + 1; right < records.length; right++) {
        const swapped = [...records];
        [swapped[left], swapped[right]] = [records[right]!, records[left]!];
        expect(await read(joinRecords(small.journal, swapped))).toBe(`TC6023 ${left}`);
      }
      const without = records.filter((_, index) => index !== left);
      const expected = left === records.length - 1 ? `TC6022 ${left}` : `TC6023 ${left}`;
      expect(await read(joinRecords(small.journal, without))).toBe(expected);
      const twice = records.flatMap((bytes, index) => (index === left ? [bytes, bytes] : [bytes]));
      const repeated = left === records.length - 1 ? "TC6025" : "TC6023";
      expect(await read(joinRecords(small.journal, twice))).toBe(`${repeated} ${left + 1}`);
    }
  });
});

describe("a forged journal", () => {
  /** The journal with a byte of a record's content changed and all hashes made right again. */
  function forge({ journal }: Recorded, index: number, at: number, bits: number): Uint8Array {
    const records = splitRecords(journal).map((bytes) => Uint8Array.from(bytes));
    records[index]![RECORD_HEADER_BYTES + at]! ^= bits;
    return reseal(journal, records);
  }

  test("is found by its replay at the record that was forged, whatever was changed", async () => {
    const { modules, journal } = small;
    const records = splitRecords(journal);
    expect(await refusal(() => replay(reseal(journal, records), modules))).toBe("none");
    for (const [index, bytes] of records.entries()) {
      const kind = readJournal(journal)[index]?.kind ?? "closed";
      const length = bytes.length - RECORD_HEADER_BYTES - RECORD_HASH_BYTES;
      // Each kind at a few places; inputs of a transaction are for a test of their own.
      if (kind === "transactionBegun" || kind === "closed") continue;
      // The block at the start is an input too, and ends the content.
      const last = kind === "opened" ? length - 17 : length - 1;
      for (const at of new Set([0, 3, Math.floor(length / 2), last])) {
        const found = await refusal(() => replay(forge(small, index, at, 1), modules));
        expect([kind, index, at, found]).toEqual([
          kind,
          index,
          at,
          expect.stringMatching(new RegExp(`^TC60(12|25|27) ${index}$`)),
        ]);
      }
    }
  });

  test("with another input is found at the first record that comes out differently, or makes no difference", async () => {
    const { modules, journal } = small;
    const begun = readJournal(journal).flatMap(({ kind, sequence }) => (kind === "transactionBegun" ? [sequence] : []));
    for (const index of begun) {
      const length = splitRecords(journal)[index]!.length - RECORD_HEADER_BYTES - RECORD_HASH_BYTES;
      const random = new Random(index + testSeed());
      for (let i = 0; i < 12; i++) {
        const at = random.below(length);
        let receipts: readonly Uint8Array[] = [];
        const found = await refusal(async () => {
          const { transactions } = await replay(forge(small, index, at, 1), modules);
          receipts = transactions.map(({ receipt }) => receipt);
        });
        if (found === "none") {
          // An input that no contract looked at, such as the time of the block.
          expect(receipts).toEqual(small.receipts);
          continue;
        }
        const [code, place] = found.split(" ");
        expect([at, code]).toEqual([at, expect.stringMatching(/^TC60(12|25|26)$/)]);
        expect(Number(place)).toBeGreaterThanOrEqual(index);
      }
    }
  });

  test("in which a record is left out or repeated is found", async () => {
    const { modules, journal } = small;
    const records = splitRecords(journal);
    for (let index = 0; index < records.length - 1; index++) {
      const without = reseal(
        journal,
        records.filter((_, other) => other !== index),
      );
      const twice = reseal(
        journal,
        records.flatMap((bytes, other) => (other === index ? [bytes, bytes] : [bytes])),
      );
      for (const forged of [without, twice]) {
        const [code, place] = (await refusal(() => replay(forged, modules))).split(" ");
        // Without the whole end of a chain's history nothing is wrong, but there is no such case here.
        expect([index, code]).toEqual([index, expect.stringMatching(/^TC60(12|25)$/)]);
        expect([index, index + 1]).toContain(Number(place));
      }
    }
  });
});

test("random damage of a larger journal is always refused", async () => {
  const seed = testSeed();
  const random = new Random(seed);
  const repeat = reproduction("runtime/test/journal/damage", seed);
  const { journal } = large;
  expect(await read(journal)).toBe("none");
  const offsets = recordOffsets(journal);
  for (let i = 0; i < 2_000; i++) {
    const damaged = Uint8Array.from(journal);
    const places = Array.from({ length: 1 + random.below(4) }, () => random.below(journal.length));
    for (const at of places) damaged[at] = random.below(256);
    const end = random.below(8) === 0 ? random.below(journal.length) : journal.length;
    const cut = damaged.slice(0, end);
    if (Buffer.compare(cut, journal) === 0) continue;
    const changed = Array.from(journal.keys()).find((at) => cut[at] !== journal[at]) ?? 0;
    const index = recordAt(offsets, changed);
    const expected = index < 0 ? /^TC6025$/ : new RegExp(`^TC602[234] ${index}$`);
    expect({ repeat, places, end, found: await read(cut) }).toEqual({
      repeat,
      places,
      end,
      found: expect.stringMatching(expected) as string,
    });
  }
});

describe("modules", () => {
  const firstUse = async (modules: Parameters<typeof replay>[1]) => refusal(() => replay(small.journal, modules));

  test("that are missing or wrong are refused where they are needed", async () => {
    const [[hash, bytes]] = [...small.modules] as [[string, Uint8Array]];
    expect(await firstUse(new Map())).toBe("TC6026 1");
    expect(await firstUse({ [hash]: bytes.slice(1) })).toBe("TC6026 1");
    expect(await firstUse({ ["0x" + hash.toUpperCase()]: bytes })).toBe("none");
    expect(await firstUse({ nonsense: bytes })).toBe("TC6014");
    expect(await firstUse({ [hash]: "bytes" as unknown as Uint8Array })).toBe("TC6014");
    expect(await firstUse(null as unknown as Map<string, Uint8Array>)).toBe("TC6014");
    expect(await refusal(() => replay("x" as unknown as Uint8Array, {}))).toBe("TC6014");
  });
});
