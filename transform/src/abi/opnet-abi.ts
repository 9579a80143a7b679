import { createHash } from "node:crypto";
import { ThreadedContractError } from "../errors";
import type { Manifest, ManifestFunction, ManifestParameter, ManifestType } from "../verify/manifest";

/** A type as opnet-transform writes it: a name, a tuple's list of names, or a structure's names by field. */
export type OpnetType = string | readonly string[] | Readonly<Record<string, string>>;

export interface OpnetParameter {
  readonly name: string;
  readonly type: OpnetType;
}

/** The content of an `abis/<Class>.abi.json` that opnet-transform writes. */
export interface OpnetAbi {
  readonly functions: readonly {
    readonly name: string;
    readonly inputs: readonly OpnetParameter[];
    readonly outputs: readonly OpnetParameter[];
  }[];
  readonly events?: readonly { readonly name: string; readonly values: readonly OpnetParameter[] }[];
}

/** Functions and classes of an ABI in the terms of a manifest. */
export type OpnetInterface = Pick<Manifest, "functions" | "types">;

interface TypeNames {
  /** As it stands in the text that a selector hashes. */
  readonly canonical: string;
  /** As it stands in a manifest. */
  readonly manifest: string;
}

const EXTENDED_ADDRESS = "opnet.ExtendedAddress";
const EXTENDED_AMOUNT = "opnet.ExtendedAddressAmount";
const SIGNATURE = "opnet.SchnorrSignature";

const scalars: Readonly<Record<string, TypeNames>> = {
  ADDRESS: { canonical: "address", manifest: "Address" },
  EXTENDED_ADDRESS: { canonical: "extendedAddress", manifest: EXTENDED_ADDRESS },
  SCHNORR_SIGNATURE: { canonical: "schnorrSignature", manifest: SIGNATURE },
  BOOL: { canonical: "bool", manifest: "bool" },
  STRING: { canonical: "string", manifest: "string" },
  BYTES: { canonical: "bytes", manifest: "Uint8Array" },
  BYTES4: { canonical: "bytes4", manifest: "opnet.Bytes4" },
  BYTES32: { canonical: "bytes32", manifest: "opnet.Bytes32" },
  ADDRESS_UINT256_TUPLE: { canonical: "tuple(address,uint256)[]", manifest: "opnet.Map<Address,u256>" },
  EXTENDED_ADDRESS_UINT256_TUPLE: {
    canonical: "tuple(extendedAddress,uint256)[]",
    manifest: `opnet.List<${EXTENDED_AMOUNT}>`,
  },
};

const arrayElements: Readonly<Record<string, string>> = {
  ARRAY_OF_ADDRESSES: "ADDRESS",
  ARRAY_OF_EXTENDED_ADDRESSES: "EXTENDED_ADDRESS",
  ARRAY_OF_STRING: "STRING",
  ARRAY_OF_BYTES: "BYTES",
};

/** Classes that the names above refer to. */
const classes: Readonly<Record<string, ManifestType>> = {
  [EXTENDED_ADDRESS]: {
    base: null,
    fields: [
      { name: "tweakedKey", type: "opnet.Bytes32" },
      { name: "address", type: "Address" },
    ],
  },
  [EXTENDED_AMOUNT]: {
    base: null,
    fields: [
      { name: "address", type: EXTENDED_ADDRESS },
      { name: "amount", type: "u256" },
    ],
  },
  [SIGNATURE]: {
    base: null,
    fields: [
      { name: "signer", type: EXTENDED_ADDRESS },
      { name: "signature", type: "opnet.Bytes64" },
    ],
  },
};

/**
 * Reads the ABI files of one contract, its base classes' included, as an interface whose functions can be called.
 *
 * @param abis contents of `abis/<Class>.abi.json`, the contract's own first: it hides functions of its base classes
 * @throws TC6014 when one is no ABI, or has a type that is not known
 * @example
 * ```ts
 * const abi = readOpnetAbi([JSON.parse(readFileSync("abis/Token.abi.json", "utf8"))]);
 * ```
 */
export function readOpnetAbi(abis: readonly unknown[]): OpnetInterface {
  const functions = new Map<string, ManifestFunction>();
  const types: Record<string, ManifestType> = { ...classes };
  for (const content of abis) {
    const abi = checkAbi(content);
    for (const { name, inputs, outputs } of abi.functions) {
      if (functions.has(name)) continue;
      const params = inputs.map((input) => ({ name: input.name, type: typeNames(input.type, types).manifest }));
      const canonical = inputs.map((input) => typeNames(input.type, types).canonical);
      const digest = createHash("sha256")
        .update(`${name}(${canonical.join(",")})`)
        .digest("hex");
      functions.set(name, {
        name,
        selector: `0x${digest.slice(0, 8)}`,
        params,
        returns: returnType(name, outputs, types),
      });
    }
    for (const { name, values } of abi.events ?? []) {
      const own = ownFields(values, abi);
      if (own !== null) types[name] ??= { base: null, fields: fieldsOf(own, types) };
    }
  }
  return { functions: [...functions.values()], types };
}

/** Nothing, the one output, or a class with a field for each. */
function returnType(method: string, outputs: readonly OpnetParameter[], types: Record<string, ManifestType>): string {
  if (outputs.length === 0) return "void";
  const [only] = outputs;
  if (outputs.length === 1) return typeNames(only!.type, types).manifest;
  const name = `${method}Result`;
  types[name] = { base: null, fields: fieldsOf(outputs, types) };
  return name;
}

/**
 * The fields of an event. opnet-transform knows events by name alone: where two classes have the name, as OP_20 and OP_721
 * have `Transferred`, it lists the fields of one after those of the other, in both contracts' files.
 *
 * @returns null if nothing tells which of them are this contract's
 */
function ownFields(values: readonly OpnetParameter[], abi: OpnetAbi): readonly OpnetParameter[] | null {
  const candidates: OpnetParameter[][] = [];
  for (const value of values) {
    const current = candidates.at(-1);
    if (current === undefined || current.some(({ name }) => name === value.name)) candidates.push([value]);
    else current.push(value);
  }
  const [first = []] = candidates;
  if (candidates.every((each) => JSON.stringify(each) === JSON.stringify(first))) return first;
  // A contract whose events speak of a `tokenId` has methods that take one.
  const spoken = new Set(abi.functions.flatMap(({ inputs }) => inputs.map(({ name }) => name)));
  const score = (fields: readonly OpnetParameter[]) => fields.filter(({ name }) => spoken.has(name)).length;
  const best = Math.max(...candidates.map(score));
  const fitting = candidates.filter((each) => score(each) === best);
  return fitting.length === 1 ? fitting[0]! : null;
}

function fieldsOf(parameters: readonly OpnetParameter[], types: Record<string, ManifestType>): ManifestParameter[] {
  return parameters.map(({ name, type }) => ({ name, type: typeNames(type, types).manifest }));
}

function typeNames(type: OpnetType, types: Record<string, ManifestType>): TypeNames {
  if (typeof type !== "string") return structureNames(type, types);
  const scalar = scalars[type] ?? integerNames(type);
  if (scalar !== undefined) return scalar;
  if (type === "ARRAY_OF_BUFFERS") return { canonical: "buffer[]", manifest: "opnet.List<Uint8Array>" };
  const element = arrayElements[type] ?? /^ARRAY_OF_(UINT\d+)$/.exec(type)?.[1];
  const inner = element === undefined ? undefined : (scalars[element] ?? integerNames(element));
  if (inner === undefined) return refuse(`there is no type ${type}`);
  return { canonical: `${inner.canonical}[]`, manifest: `opnet.List<${inner.manifest}>` };
}

function integerNames(type: string): TypeNames | undefined {
  const found = /^(U?)INT(8|16|32|64|128|256)$/.exec(type);
  if (found === null) return undefined;
  const [, unsigned, bits] = found;
  return { canonical: type.toLowerCase(), manifest: `${unsigned === "U" ? "u" : "i"}${bits}` };
}

/** A list of tuples, whose parts have no names, or a structure, whose parts have. A tuple of one part is that part. */
function structureNames(type: Exclude<OpnetType, string>, types: Record<string, ManifestType>): TypeNames {
  const isTuple = Array.isArray(type);
  if (isTuple && type.length === 1) {
    const only = typeNames(type[0] as string, types);
    return { canonical: `${only.canonical}[]`, manifest: `opnet.List<${only.manifest}>` };
  }
  const entries = isTuple ? type.map((part, index) => [`part${index}`, part] as const) : Object.entries(type);
  const parts = entries.map(([name, part]) => ({ name, ...typeNames(part as string, types) }));
  const canonical = `tuple(${parts.map((part) => part.canonical).join(",")})`;
  const digest = createHash("sha256").update(JSON.stringify(type)).digest("hex").slice(0, 8);
  const name = `opnet.Tuple${digest}`;
  types[name] ??= { base: null, fields: parts.map((part) => ({ name: part.name, type: part.manifest })) };
  return isTuple ? { canonical: `${canonical}[]`, manifest: `opnet.List<${name}>` } : { canonical, manifest: name };
}

function checkAbi(content: unknown): OpnetAbi {
  const abi = content as Partial<OpnetAbi> | null;
  if (typeof abi !== "object" || abi === null || !Array.isArray(abi.functions)) {
    return refuse("that is not what opnet-transform writes to abis/*.abi.json");
  }
  if ("threads" in abi && "kind" in abi) {
    return refuse(
      "that is the ABI that `threaded-contract abi` writes; the one of opnet-transform is in abis/<Class>.abi.json",
    );
  }
  const whole = abi.functions.every((each) => {
    return typeof each?.name === "string" && Array.isArray(each.inputs) && Array.isArray(each.outputs);
  });
  return whole ? (abi as OpnetAbi) : refuse("a function has no name, inputs or outputs");
}

function refuse(reason: string): never {
  throw new ThreadedContractError("TC6014", { option: "abi", reason });
}
