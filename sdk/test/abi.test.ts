import { compile, compilers } from "./support/compile";
import { TestContract } from "./support/contract";

/** Bytes from a number of given width, a text with its length, or hexadecimal digits. */
const u = (bits: number, value: bigint | number): string =>
  BigInt.asUintN(bits, BigInt(value))
    .toString(16)
    .padStart(bits / 4, "0");
const s = (text: string): string => u(32, Buffer.byteLength(text)) + Buffer.from(text).toString("hex");
const bytesOf = (...parts: string[]): Buffer => Buffer.from(parts.join(""), "hex");

const all = (digit: string, bytes: number): string => digit.repeat(bytes * 2);
const point = (x: number, y: number): string => u(16, x) + u(16, y);

/** Function, arguments, result: both directions as bytes on the wire. */
const vectors: readonly (readonly [name: string, args: string, result: string])[] = [
  [
    "integers",
    u(8, 255) + u(8, -1) + u(16, 65535) + u(16, -2) + u(32, 4294967295) + u(32, -3) + u(64, 2n ** 64n - 1n) + u(64, -4),
    s("255 -1 65535 -2 4294967295 -3 18446744073709551615 -4"),
  ],
  ["sizes", u(32, 10) + u(32, -15), u(32, -5)],
  ["flip", "01", "00"],
  ["flip", "00", "01"],
  ["level", u(32, 3), u(32, 3)],
  ["text", s("grüße 🎉"), s("grüße 🎉!")],
  ["text", s(""), s("!")],
  ["big", u(128, 2n ** 127n + 1n) + u(256, 2n ** 255n), u(256, 2n ** 255n + 2n ** 127n + 1n)],
  ["smallBig", "000102030405060708090a0b0c0d0e0f", "000102030405060708090a0b0c0d0e0f"],
  ["address", all("a", 31) + "01", all("a", 31) + "01"],
  ["hash", "01" + all("b", 31), "01" + all("b", 31)],
  ["buffer", u(32, 3) + "00ff10", u(32, 3) + "00ff10"],
  ["bytes", u(32, 3) + "010203", u(32, 3) + "030201"],
  ["view", u(32, 4) + "01020304", u(32, 2) + "0203"],
  ["shorts", u(32, 2) + u(16, -1) + u(16, 258), u(32, 2) + u(16, -1) + u(16, 258)],
  ["longs", u(32, 1) + "0102030405060708", u(32, 1) + "0102030405060708"],
  ["list", u(32, 3) + u(32, 1) + u(32, 2) + u(32, 300), u(32, 303)],
  ["list", u(32, 0), u(32, 0)],
  ["grown", u(32, 1) + s("a"), u(32, 2) + s("a") + s("end")],
  ["flags", u(32, 2) + "0100", u(32, 2) + "0100"],
  ["fixed", u(32, 2) + "01020304", u(32, 2) + "01020304"],
  ["points", u(32, 1) + point(3, -4), u(32, 1) + point(3, -4)],
  [
    "map",
    u(32, 2) + s("b") + u(32, 1) + "0102" + s("a") + u(32, 0),
    u(32, 2) + s("b") + u(32, 1) + "0102" + s("a") + u(32, 0),
  ],
  ["numbers", u(32, 2) + "01" + u(64, 5) + "02" + u(64, -6), u(64, -6)],
  ["set", u(32, 2) + u(16, 5) + u(16, 4), u(32, 3) + u(16, 5) + u(16, 4) + u(16, 9)],
  ["maybe", "00", "00"],
  ["maybe", "01" + point(1, 2), "01" + point(1, 2)],
  ["maybeText", "00", s("null")],
  ["maybeText", "01" + s("x"), s("x")],
  ["point", point(3, -4), u(32, 2996)],
  ["point3", point(1, 2) + u(16, 3) + s("z"), point(1, 2) + u(16, 3) + s("z")],
  ["marked", point(1, 2) + "09", point(1, 2) + "09"],
  ["sliced", "", point(1, 2)],
  ["inPlace", "", point(1, 2) + "05"],
  ["pair", "07" + s("p") + "01", "07" + s("p") + "01"],
  ["chain", "01" + "01" + "02" + "01" + "03" + "00", "01" + "01" + "02" + "01" + "03" + "00"],
  ["empty", u(32, 3), u(32, 3)],
  ["nothing", "", ""],
];

/** Function, arguments that do not fit it, and what the revert says. */
const malformed: readonly (readonly [name: string, args: string, message: RegExp])[] = [
  ["flip", "", /malformed calldata: it is too short/],
  ["flip", "02", /a flag is neither 0 nor 1/],
  ["flip", "0100", /it has 1 byte too many/],
  ["nothing", "00", /it has 1 byte too many/],
  ["text", u(32, 5) + "61", /too short for a list of 5/],
  ["text", u(32, 2) + "c0af", /a string is not UTF-8/],
  ["text", u(32, 3) + "e080af", /a string is not UTF-8/],
  ["text", u(32, 4) + "f08080af", /a string is not UTF-8/],
  ["text", u(32, 3) + "eda080", /a string is not UTF-8/],
  ["text", u(32, 4) + "f4908080", /a string is not UTF-8/],
  ["text", u(32, 1) + "80", /a string is not UTF-8/],
  ["text", u(32, 2) + "e282", /a string is not UTF-8/],
  ["list", u(32, 4294967295), /too short for a list of 4294967295/],
  ["list", u(32, 2) + u(32, 1), /too short for a list of 2/],
  ["maybe", "03", /a flag is neither 0 nor 1/],
  ["numbers", u(32, 2) + "01" + u(64, 5) + "01" + u(64, 6), /a map has the same key twice/],
  ["set", u(32, 2) + u(16, 5) + u(16, 5), /a set has the same value twice/],
  ["address", all("a", 31), /it is too short/],
  ["chain", "0101".repeat(70) + "0100", /objects are nested too deeply/],
];

const compiled = compilers.map((compiler) => compile("abi", { compiler, runtime: "incremental" }));

describe.each(compilers.map((compiler, index) => ({ compiler, index })))(
  "the wire format on $compiler",
  ({ index }) => {
    let contract: TestContract;
    beforeAll(async () => {
      contract = new TestContract(await compiled[index]!);
    });

    it.each(vectors)("%s(%s)", (name, args, result) => {
      expect(contract.call(name, bytesOf(args)).toString("hex")).toBe(result);
    });

    it.each(malformed)("%s refuses %s", (name, args, message) => {
      const { status, data } = contract.tryCall(name, bytesOf(args));
      expect(status).toBe(1);
      expect(data.toString("hex", 0, 4)).toBe("63739d5c");
      expect(data.readUInt32BE(4)).toBe(data.length - 8);
      expect(data.toString("utf8", 8)).toMatch(message);
    });

    it("refuses an unknown selector and calldata that is too short for one", () => {
      expect(contract.failure("nobody")).toMatch(/no function with the selector 0x[0-9a-f]{8}/);
      const { status, data } = contract.host.execute(bytesOf("0102"));
      expect(status).toBe(1);
      expect(Buffer.from(data).toString("utf8", 8)).toMatch(/too short/);
    });

    it("refuses to write objects that refer to each other", () => {
      expect(contract.failure("cycle")).toMatch(/refer to each other/);
    });
  },
);
