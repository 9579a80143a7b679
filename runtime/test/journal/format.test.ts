import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readJournal } from "../../src";
import { JournalWriter } from "../../src/journal/framing";
import { JOURNAL_KINDS } from "../../src/journal/records";
import { JOURNAL_RECORD_BYTES_MAXIMUM } from "../../src/limits";
import { oip0002 } from "../../src/gas/oip0002";
import { scheduleHash } from "../../src/gas/schedule-hash";
import { StateElement, stateElement, StateRoot } from "../../src/storage/state-root";
import { cellWords, slotKey } from "../../src/storage/words";
import { filled } from "../core/support/test-chain";
import { exampleJournal, exampleRecords, showJournal } from "./support/example";
import { refusal } from "./support/journals";

const page = join(__dirname, "../../docs/journal.md");
const block = /(## Example[\s\S]*```\n)([\s\S]*?)\n?```/;

describe("the page on journals", () => {
  test("shows the bytes that are written", () => {
    const shown = showJournal(exampleJournal());
    // To be written anew with `UPDATE_EXAMPLE=1 npx jest runtime/test/journal/format`.
    if (process.env["UPDATE_EXAMPLE"] === "1") {
      writeFileSync(page, readFileSync(page, "utf8").replace(block, `$1${shown}\n\`\`\``));
    }
    const text = block.exec(readFileSync(page, "utf8"))?.[2] ?? "";
    const bytes = Buffer.from(text.replace(/#.*|\s/g, ""), "hex");
    expect(bytes.equals(exampleJournal())).toBe(true);
    expect(text).toBe(shown);
  });

  test("names every kind with its number", () => {
    const text = readFileSync(page, "utf8");
    for (const [number, kind] of JOURNAL_KINDS.entries()) expect(text).toContain(`| ${number} | ${kind} |`);
  });
});

test("what is written is read", () => {
  const read = readJournal(exampleJournal());
  expect(read.map(({ kind, body }) => ({ kind, body }))).toEqual(exampleRecords);
  expect(read.map(({ sequence, lane }) => [sequence, lane])).toEqual(exampleRecords.map((_, index) => [index, 0]));
});

test("a record has its greatest length, and not one byte more", async () => {
  const withCalldata = (bytes: number): JournalWriter => {
    const writer = new JournalWriter();
    const [opened] = exampleRecords;
    writer.append(opened!);
    writer.appendBody(JOURNAL_KINDS.indexOf("keyRegistered"), keyBody(bytes));
    return writer;
  };
  const journal = withCalldata(JOURNAL_RECORD_BYTES_MAXIMUM).finish();
  expect(readJournal(journal)[1]!.kind).toBe("keyRegistered");
  expect(await refusal(() => withCalldata(JOURNAL_RECORD_BYTES_MAXIMUM + 1))).toBe("TC6017");
  const longer = Uint8Array.from(journal);
  const at = journal.length - (13 + 4 + 32) - 32 - JOURNAL_RECORD_BYTES_MAXIMUM - 4;
  new DataView(longer.buffer).setUint32(at, JOURNAL_RECORD_BYTES_MAXIMUM + 1);
  expect(await refusal(() => readJournal(longer))).toBe("TC6024 1");
});

/** The content of a record of that many bytes. */
function keyBody(bytes: number): Uint8Array {
  const body = new Uint8Array(bytes);
  new DataView(body.buffer).setUint32(32, bytes - 36 - 32);
  return body;
}

describe("the state root", () => {
  const [key, value, other] = [slotKey(3, filled(1)), cellWords(filled(2)), cellWords(filled(9))];
  const absent = new Uint32Array(8);

  test("does not depend on the way to a state", () => {
    const root = new StateRoot();
    const empty = root.digest();
    root.replaceSlot(key, absent, other);
    root.add(stateElement(StateElement.contract, 0, filled(1), filled(2), filled(3)));
    root.replaceSlot(key, other, value);
    const direct = new StateRoot();
    direct.add(stateElement(StateElement.contract, 0, filled(1), filled(2), filled(3)));
    direct.replaceSlot(key, absent, value);
    expect(root.digest()).toEqual(direct.digest());
    expect(new StateRoot(root.bytes()).digest()).toEqual(root.digest());
    direct.replaceSlot(key, value, absent);
    direct.remove(stateElement(StateElement.contract, 0, filled(1), filled(2), filled(3)));
    expect(direct.digest()).toEqual(empty);
    expect(root.digest()).not.toEqual(empty);
  });

  test("is what the page says, from other code", () => {
    const elements = [
      Buffer.concat([Buffer.from([0, 0, 0, 0, 3]), filled(1), filled(2)]),
      Buffer.concat([Buffer.from([2, 0, 0, 0, 7]), filled(4)]),
    ];
    const sums = Buffer.alloc(2_048);
    for (const element of elements) {
      const numbers = createHash("shake128", { outputLength: 2_048 }).update(element).digest();
      for (let at = 0; at < 2_048; at += 2) {
        sums.writeUInt16LE((sums.readUInt16LE(at) + numbers.readUInt16LE(at)) & 0xffff, at);
      }
    }
    const expected = createHash("sha256").update("threaded-contract/state/1").update(sums).digest("hex");
    const root = new StateRoot();
    root.replaceSlot(key, absent, value);
    root.add(stateElement(StateElement.update, 7, filled(4)));
    expect(Buffer.from(root.digest()).toString("hex")).toBe(expected);
  });
});

test("a schedule's hash depends on every price and not on their order", () => {
  const hex = (schedule: typeof oip0002) => Buffer.from(scheduleHash(schedule)).toString("hex");
  const reordered = Object.fromEntries(Object.entries(oip0002).reverse()) as unknown as typeof oip0002;
  expect(hex(reordered)).toBe(hex(oip0002));
  const dearer = { ...oip0002, threads: { ...oip0002.threads, join: oip0002.threads.join + 1n } };
  expect(hex(dearer)).not.toBe(hex(oip0002));
});
