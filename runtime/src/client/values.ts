import { ThreadedContractError } from "@threaded-contract/transform";
import type { Manifest, ManifestFunction } from "@threaded-contract/transform";
import { ByteReader } from "../abi/byte-reader";
import { ByteWriter } from "../abi/byte-writer";
import { ValueDecoder } from "../abi/decode";
import { ValueEncoder } from "../abi/encode";
import { ValueMismatch } from "../abi/mismatch";
import { parseType } from "../abi/type-expression";

/**
 * The calldata of a call: the selector and the arguments, big endian.
 *
 * @throws TC6008 naming the parameter, the expected type and what was given
 */
export function encodeCall(manifest: Manifest, target: ManifestFunction, args: readonly unknown[]): Uint8Array {
  const { params } = target;
  if (args.length !== params.length) refuse(target, `it takes ${count(params.length)}, got ${args.length}`);
  const writer = new ByteWriter().bytes(Buffer.from(target.selector.slice(2), "hex"));
  const encoder = new ValueEncoder(writer, manifest.types);
  params.forEach(({ name, type }, index) => {
    try {
      encoder.encode(parseType(type), args[index], name);
    } catch (error) {
      if (error instanceof ValueMismatch) refuse(target, `argument ${index + 1} ${error.message}`);
      throw error;
    }
  });
  return writer.finish();
}

/** The value that a successful call returned. @throws TC6007 when the bytes are not of the declared type */
export function decodeReturn(manifest: Manifest, target: ManifestFunction, data: Uint8Array): unknown {
  return decodeValue(manifest, target.returns, data, `the result of ${target.name}`);
}

/** The data of an event as a value of the class with the event's name; undefined if there is none, or the data is not one. */
export function decodeEvent(manifest: Manifest, name: string, data: Uint8Array): unknown {
  if (!Object.hasOwn(manifest.types, name)) return undefined;
  try {
    return decodeValue(manifest, name, data, `the event ${name}`);
  } catch {
    return undefined; // the contract named something else alike; the bytes are there to be read
  }
}

/** A value of a type in the manifest. @throws TC6007 when the bytes are not of that type */
function decodeValue(manifest: Manifest, type: string, data: Uint8Array, what: string): unknown {
  try {
    const reader = new ByteReader(data);
    const value = new ValueDecoder(reader, manifest.types).decode(parseType(type));
    if (reader.remaining > 0) throw new RangeError(`${reader.remaining} bytes are left over`);
    return value;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ThreadedContractError("TC6007", { reason: `${what} is not of type ${type}: ${error.message}` });
  }
}

/** A function of a contract by name. @throws TC6009 */
export function findFunction(manifest: Manifest, contract: string, name: string): ManifestFunction {
  const found = manifest.functions.find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  throw new ThreadedContractError("TC6009", { contract, function: name, available: availableFunctions(manifest) });
}

/** The functions that can be called, and where others of an OP_NET contract could come from. */
export function availableFunctions({ kind, functions }: Manifest): string {
  const names = functions.map(({ name }) => name).join(", ") || "no functions";
  if (kind === "plain") return names;
  return functions.length === 0
    ? `${names}, since \`deploy\` was not given the files that opnet-transform writes, as in { abi: ["abis/<Class>.abi.json"] }`
    : `${names}; functions of a base class come from its own file, as in { abi: ["abis/<Class>.abi.json", "abis/<Base>.abi.json"] }`;
}

function refuse(target: ManifestFunction, reason: string): never {
  const expected = target.params.map(({ name, type }) => `${name}: ${type}`).join(", ");
  throw new ThreadedContractError("TC6008", { function: target.name, reason, expected: `(${expected})` });
}

function count(parameters: number): string {
  return parameters === 1 ? "1 argument" : `${parameters} arguments`;
}
