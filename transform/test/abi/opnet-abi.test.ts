import { createHash } from "node:crypto";
import { readOpnetAbi, type OpnetAbi, type OpnetType } from "../../src/abi/opnet-abi";

const parameter = (name: string, type = "UINT256") => ({ name, type });
const transferred = [
  ...[parameter("from", "ADDRESS"), parameter("to", "ADDRESS"), parameter("amount")],
  ...[parameter("from", "ADDRESS"), parameter("to", "ADDRESS"), parameter("tokenId")],
];
const abiOf = (input: string, values = transferred): OpnetAbi => ({
  functions: [{ name: "transfer", inputs: [parameter("to", "ADDRESS"), parameter(input)], outputs: [] }],
  events: [{ name: "Transferred", values }],
});
const fieldsIn = (abi: OpnetAbi) => readOpnetAbi([abi]).types["Transferred"]?.fields.map(({ name }) => name);

describe("an event whose name another class of the runtime has too, and whose fields are listed with that one's", () => {
  test.each(["amount", "tokenId"])("has the fields that the contract's methods speak of: %s", (input) => {
    expect(fieldsIn(abiOf(input))).toEqual(["from", "to", input]);
  });

  test("has its fields once where both are alike", () => {
    const minted = [parameter("to", "ADDRESS"), parameter("amount")];
    expect(fieldsIn(abiOf("value", [...minted, ...minted]))).toEqual(["to", "amount"]);
  });

  test("is not described where nothing tells which are its own", () => {
    expect(fieldsIn(abiOf("value"))).toBeUndefined();
  });
});

describe("the types of a method", () => {
  const typed = (type: OpnetType, name = "pay") => {
    return readOpnetAbi([{ functions: [{ name, inputs: [{ name: "value", type }], outputs: [] }] }]).functions[0]!;
  };
  const selector = (text: string) => `0x${createHash("sha256").update(text).digest("hex").slice(0, 8)}`;

  test.each<[OpnetType, string]>([
    ["INT128", "pay(int128)"],
    [["ADDRESS", "UINT8"], "pay(tuple(address,uint8)[])"],
    [["UINT64"], "pay(uint64[])"],
    [{ to: "ADDRESS", amount: "UINT256" }, "pay(tuple(address,uint256))"],
    ["ADDRESS_UINT256_TUPLE", "pay(tuple(address,uint256)[])"],
    ["ARRAY_OF_BUFFERS", "pay(buffer[])"],
  ])("%j are what its selector hashes: %s", (type, text) => {
    expect(typed(type).selector).toBe(selector(text));
  });

  test.each<OpnetType>(["UINT7", "INT512", "ARRAY_OF_UINT7", ["UINT256", "NUMBER"], { to: "NOBODY" }])(
    "that are not known are refused: %j",
    (type) => {
      expect(() => typed(type)).toThrow(expect.objectContaining({ code: "TC6014" }) as Error);
    },
  );
});
