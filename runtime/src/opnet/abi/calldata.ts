import { readOpnetAbi, ThreadedContractError } from "@threaded-contract/transform";
import { ByteWriter } from "../../abi/byte-writer";
import { ValueEncoder } from "../../abi/encode";
import { ValueMismatch } from "../../abi/mismatch";
import { parseType } from "../../abi/type-expression";

/**
 * Values in the wire format of OP_NET's runtime, for what has no ABI: the calldata of a deployment or an update.
 *
 * @param types names of opnet-transform's `ABIDataTypes`, such as `"UINT256"` or `"ARRAY_OF_ADDRESSES"`
 * @throws TC6008 for a value that is not of its type, TC6014 for a type that does not exist
 * @example
 * ```ts
 * await chain.deploy("build/token.wasm", { args: opnetCalldata(["STRING", "UINT256"], ["Token", 1_000n]) });
 * ```
 */
export function opnetCalldata(types: readonly string[], values: readonly unknown[]): Uint8Array {
  const inputs = types.map((type, index) => ({ name: `value ${index + 1}`, type }));
  const described = readOpnetAbi([{ functions: [{ name: "calldata", inputs, outputs: [] }] }]);
  const { params } = described.functions[0]!;
  const refuse = (reason: string): never => {
    throw new ThreadedContractError("TC6008", { function: "opnetCalldata", reason, expected: `(${types.join(", ")})` });
  };
  if (values.length !== types.length) refuse(`it takes ${types.length} values, got ${values.length}`);
  const writer = new ByteWriter();
  const encoder = new ValueEncoder(writer, described.types);
  params.forEach(({ name, type }, index) => {
    try {
      encoder.encode(parseType(type), values[index], name);
    } catch (error) {
      if (error instanceof ValueMismatch) refuse(error.message);
      throw error;
    }
  });
  return writer.finish();
}
