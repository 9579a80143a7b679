import { createHash } from "node:crypto";
import { compile, compilers } from "./support/compile";
import { TestContract } from "./support/contract";

const hex = (text: string): Buffer => Buffer.from(text, "hex");
const fill = (byte: string): string => byte.repeat(32);
const owner = `${"ab".repeat(31)}01`;
const target = fill("77");
const u32 = (value: number): Buffer => hex(value.toString(16).padStart(8, "0"));
const word = (value: bigint): string => BigInt.asUintN(256, value).toString(16).padStart(64, "0");
const text = (value: string): Buffer => Buffer.concat([u32(Buffer.byteLength(value)), Buffer.from(value)]);
const sha = (...parts: Buffer[]): string => createHash("sha256").update(Buffer.concat(parts)).digest("hex");
const slot = (...segments: string[]): string => sha(...segments.map(text));
const child = (key: string, index: number): string => sha(u32(32), hex(key), text(String(index)));
const selector = (name: string): Buffer => hex(sha(Buffer.from(name))).subarray(0, 4);

/** A contract to call: `lookup(key, "x")` answers ten times the key and fails for 0; `ping()` answers nothing. */
function callee(calldata: Uint8Array): { status: number; data: Uint8Array } {
  const data = Buffer.from(calldata);
  if (data.subarray(0, 4).equals(selector("ping"))) return { status: 0, data: new Uint8Array(0) };
  if (!data.subarray(0, 4).equals(selector("lookup")) || !data.subarray(8).equals(text("x"))) {
    return { status: 1, data: hex("ff") };
  }
  const key = data.readUInt32BE(4);
  if (key === 0) return { status: 1, data: Buffer.concat([hex("63739d5c"), text("no zero")]) };
  return { status: 0, data: hex((key * 10).toString(16).padStart(16, "0")) };
}

const options = {
  address: hex(fill("c0")),
  sender: hex(fill("aa")),
  origin: hex(fill("bb")),
  blockNumber: 900_000n,
  medianTime: 1_700_000_123n,
  contracts: new Map([[target, callee]]),
};

const compiled = compilers.map((compiler) => compile("world", { compiler, runtime: "incremental" }));

describe.each(compilers.map((compiler, index) => ({ compiler, index })))(
  "the world of a contract on $compiler",
  ({ index }) => {
    let bytes: Uint8Array;
    let contract: TestContract;
    const call = (name: string, ...args: Buffer[]): string => contract.call(name, Buffer.concat(args)).toString("hex");
    const failure = (name: string, ...args: Buffer[]): string => contract.failure(name, Buffer.concat(args));

    beforeAll(async () => {
      bytes = await compiled[index]!;
    });
    beforeEach(() => {
      contract = new TestContract(bytes, options);
    });

    it("S-11, S-12: derives storage keys from segments", () => {
      const keys = [
        slot("total"),
        slot("balance", `0x${owner}`),
        slot("n", "7"),
        slot("a", "b", "c"),
        slot("x", "", "y"),
        child(slot("total"), 2),
      ];
      expect(call("slotKeys", hex(owner))).toBe(u32(6).toString("hex") + keys.join(""));
      expect(call("slotEquality")).toBe("01");
    });

    it("stores values as right aligned big endian words", () => {
      call("writeWords", hex(owner));
      const expected: [string, string][] = [
        ["bool", word(1n)],
        ["u8", word(200n)],
        ["i8", word(-2n)],
        ["i16", word(-300n)],
        ["u32", word(0xffffffffn)],
        ["u64", word(0x0102030405060708n)],
        ["i64", word(-1n)],
        ["u128", word(5n * (2n ** 64n - 1n))],
        ["i128", word(-(2n ** 127n))],
        ["i256", word(-5n)],
        ["u256", word(2n ** 256n - 1n)],
        ["address", owner],
      ];
      for (const [name, value] of expected) {
        expect([name, contract.host.storage.get(slot(name))]).toEqual([name, value]);
      }
      expect(contract.host.storage.get(slot("balance", `0x${owner}`))).toBe(word(77n));
      expect(call("readWords", hex(owner))).toBe("01");
    });

    it("reads absent slots as zero and removes slots by writing zero", () => {
      expect(call("absent")).toBe("01");
      expect(call("removed")).toBe("01");
      expect(contract.host.storage.size).toBe(0);
    });

    it("keeps values, maps and lists in storage", () => {
      expect(call("stored", hex(owner))).toBe("01");
      expect(call("storedArray")).toBe("01");
      expect(contract.host.storage.get(child(slot("list"), 3))).toBe(word(-3n));
      expect(failure("pastTheEnd")).toMatch(/element 0 of a stored list of 0/);
      expect(failure("popEmpty")).toMatch(/the stored list is empty/);
    });

    it("keeps texts in storage, and nothing of a longer one before", () => {
      expect(call("getText")).toBe(text("").toString("hex"));
      const long = "ü".repeat(50);
      call("setText", text(long));
      expect(contract.host.storage.size).toBe(5);
      expect(call("getText")).toBe(text(long).toString("hex"));
      call("setText", text("short"));
      expect(contract.host.storage.size).toBe(2);
      expect(call("getText")).toBe(text("short").toString("hex"));
      call("setText", text(""));
      expect(contract.host.storage.size).toBe(0);
      expect(failure("setText", text("x".repeat(101)))).toMatch(/101 bytes do not fit into 100/);
      expect(call("textSlots")).toBe(u32(5).toString("hex"));
      expect(call("nestedBytes", hex(owner))).toBe("01");
    });

    it("reserves slots by name, by key and by stored object", () => {
      expect(call("reserved", hex(owner))).toBe("01");
      expect(contract.host.threads.map((thread) => [...thread.slots])).toEqual([
        [slot("plain"), slot(`text:0x${owner}`)],
        [slot("reserved", `0x${owner}`)],
        [slot("s", `0x${owner}`), slot("s", "2")],
        [slot("note"), child(slot("note"), 0), child(slot("note"), 1)],
        [slot("raw")],
      ]);
    });

    it.each(["context", "contextInThread"])("sees the block, the transaction and the call in %s", (name) => {
      const older = sha(Buffer.from("block 5"));
      const seen = [
        word(900_000n).slice(48),
        word(1_700_000_123n).slice(48),
        fill("01"),
        older,
        fill("02"),
        fill("03"),
        fill("bb"),
        fill("aa"),
        fill("c0"),
        fill("04"),
        fill("05"),
      ];
      expect(call(name)).toBe(seen.join("") + (name === "context" ? "00" : "01"));
    });

    it("gives every thread a seed of its own", () => {
      expect(call("seeds")).toBe("01");
    });

    it("reads, prints and compares addresses", () => {
      expect(call("addresses", hex(owner))).toBe("01");
      expect(call("addressText", hex(owner))).toBe(text(`0x${owner}`).toString("hex"));
      expect(call("parseAddress", text(`0x${owner.toUpperCase()}`))).toBe(owner);
      expect(call("parseAddress", text(owner))).toBe(owner);
      expect(failure("parseAddress", text("0x12"))).toMatch(/64 hexadecimal digits are needed/);
      expect(failure("parseAddress", text(`0x${"g".repeat(64)}`))).toMatch(/not a hexadecimal digit/);
    });

    it("calls other contracts", () => {
      expect(call("ask", hex(target), u32(4))).toBe("0000000000000028");
      expect(call("askVoid", hex(target))).toBe("01");
      expect(call("askFromThread", hex(target))).toBe("0000000000000014");
      expect(call("tryAsk", hex(target), u32(3))).toBe(text("ok 30").toString("hex"));
      expect(call("tryAsk", hex(target), u32(0))).toBe(text("failed no zero 9").toString("hex"));
      const raw = Buffer.concat([selector("lookup"), u32(1), text("x")]);
      expect(call("askRaw", hex(target), u32(raw.length), raw)).toBe("00000008000000000000000a");
      expect(call("askRaw", hex(target), u32(0))).toBe("00000000");
    });

    it("says which call failed and why", () => {
      expect(failure("ask", hex(target), u32(0))).toBe(`lookup of 0x${target} failed: no zero`);
      expect(failure("askVoid", hex(fill("01")))).toMatch(/^ping of 0x(01){32} failed: status 1$/);
      expect(failure("wrongResultType", hex(target))).toMatch(/malformed result of lookup/);
      expect(failure("valueOfFailure", hex(target))).toMatch(/there is no value: no zero/);
    });

    it("emits events with raw and with typed data", () => {
      call("events", hex(owner));
      const event = (name: string, data: string) =>
        Buffer.concat([text(name), u32(data.length / 2), hex(data)]).toString("hex");
      expect(contract.host.events.map((payload) => Buffer.from(payload).toString("hex"))).toEqual([
        event("Ping", Buffer.from("pong").toString("hex")),
        event("Transfer", owner + word(1n)),
        event("List", "00000002" + "00000001" + "00000002"),
      ]);
    });

    it("hashes", () => {
      const digest = (name: string) => createHash(name).update("abc").digest("hex");
      expect(call("hashes", text("abc"))).toBe(digest("sha256"));
      expect(call("shortHash", text("abc"))).toBe(u32(20).toString("hex") + digest("ripemd160"));
    });

    it("reverts with a message", () => {
      expect(failure("fail", text("grüße"))).toBe("grüße");
      expect(failure("need", hex("00"))).toBe("it was needed");
      expect(call("need", hex("01"))).toBe("01");
    });
  },
);

it("is the same for a contract that has hooks and no functions", async () => {
  const contract = new TestContract(await compile("hook-only"), options);
  expect(contract.host.call("onDeploy", 0)).toBe(0);
  expect(contract.host.storage.get(slot("supply"))).toBe(word(1n));
  expect(Buffer.from(contract.host.events[0]!).toString("hex")).toContain(word(1n));
});
