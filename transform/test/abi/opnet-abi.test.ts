import { readOpnetAbi, type OpnetAbi } from "../../src/abi/opnet-abi";

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
