import { createHash } from "node:crypto";
import type { Random } from "../../fuzz/random";
import type { AbiMethod, CompiledContract } from "./compile";
import { fromHex, toHex, type Hex } from "./scenario";

/** Values that campaigns draw from, so that calls meet each other's state. */
export interface Pool {
  readonly accounts: readonly Hex[];
  /** Deployed contracts by address, for calls within calls. */
  readonly contracts: readonly { readonly address: Hex; readonly contract: CompiledContract }[];
  readonly names: readonly string[];
  /** Key, signature and hash of checks that hold or nearly hold. */
  readonly signatures: readonly { readonly key: Hex; readonly signature: Hex; readonly hash: Hex }[];
}

const SELECTOR_TYPES: Record<string, string> = {
  ADDRESS: "address",
  BOOL: "bool",
  BYTES: "bytes",
  BYTES32: "bytes32",
  BYTES4: "bytes4",
  STRING: "string",
  UINT8: "uint8",
  UINT16: "uint16",
  UINT32: "uint32",
  UINT64: "uint64",
  UINT128: "uint128",
  UINT256: "uint256",
  INT8: "int8",
  INT16: "int16",
  INT32: "int32",
  INT64: "int64",
  INT128: "int128",
  ADDRESS_UINT256_TUPLE: "tuple(address,uint256)[]",
  ARRAY_OF_ADDRESSES: "address[]",
  ARRAY_OF_BYTES: "bytes[]",
  ARRAY_OF_STRING: "string[]",
  ARRAY_OF_UINT8: "uint8[]",
  ARRAY_OF_UINT16: "uint16[]",
  ARRAY_OF_UINT32: "uint32[]",
  ARRAY_OF_UINT64: "uint64[]",
  ARRAY_OF_UINT128: "uint128[]",
  ARRAY_OF_UINT256: "uint256[]",
};

/** Names of arguments that say how many calls a call makes; one byte each. */
const REPEATED: ReadonlySet<string> = new Set(["levels", "times"]);

/** First four bytes of the hash of `name(types)`. */
export function selector(method: AbiMethod): Buffer {
  const types = method.inputs.map(({ type }) => SELECTOR_TYPES[type] ?? type);
  return createHash("sha256")
    .update(`${method.name}(${types.join(",")})`)
    .digest()
    .subarray(0, 4);
}

/** Calldata for a random method with random arguments; one call in ten is malformed. */
export function randomCalldata(random: Random, pool: Pool, contract: CompiledContract, depth = 0): Uint8Array {
  const method = random.pick(contract.methods);
  const data = Buffer.concat([selector(method), ...randomArguments(random, pool, method, depth)]);
  switch (random.below(40)) {
    case 0:
      return data.subarray(0, random.below(data.length));
    case 1:
      return randomBytes(random, random.below(40));
    case 2:
      return Buffer.concat([data, randomBytes(random, random.below(20))]);
    case 3:
      return mutate(random, data);
    default:
      return data;
  }
}

function randomArguments(random: Random, pool: Pool, method: AbiMethod, depth: number): Uint8Array[] {
  if (method.name === "verify") {
    const { key, signature, hash } = random.pick(pool.signatures);
    const bent = (bytes: Hex) => (random.oneIn(4) ? mutate(random, Buffer.from(bytes, "hex")) : fromHex(bytes));
    return [withLength(bent(key)), withLength(bent(signature)), bent(hash)];
  }
  return method.inputs.map(({ type, name }) => randomValue(random, pool, type, name, depth));
}

function randomValue(random: Random, pool: Pool, type: string, name: string, depth: number): Uint8Array {
  // So many calls in a call tell no more than a few, and take as long as fifty other steps.
  if (REPEATED.has(name) && !random.oneIn(10)) return Uint8Array.of(random.below(6));
  const width = /^U?INT(\d+)$/.exec(type);
  if (width) return randomInteger(random, Number(width[1]) / 8);
  const element = /^ARRAY_OF_(UINT\d+|ADDRESS|BYTES|STRING)(?:ES)?$/.exec(type);
  if (element) return counted(random, random.below(12), () => randomValue(random, pool, element[1]!, name, depth));
  switch (type) {
    case "ADDRESS":
      return randomAddress(random, pool);
    case "BOOL":
      return Uint8Array.of(random.oneIn(20) ? random.below(256) : random.below(2));
    case "BYTES32":
      return randomBytes(random, 32);
    case "BYTES4":
      return randomBytes(random, 4);
    case "STRING":
      return withLength(Buffer.from(random.oneIn(5) ? randomText(random) : random.pick(pool.names)));
    case "BYTES":
      return withLength(
        name === "data" && depth < 3 && !random.oneIn(4)
          ? randomCalldata(random, pool, random.pick(pool.contracts).contract, depth + 1)
          : randomBytes(random, random.oneIn(12) ? random.below(6_000) : random.below(80)),
      );
    case "ADDRESS_UINT256_TUPLE":
      return counted(random, random.below(8), () =>
        Buffer.concat([randomAddress(random, pool), randomInteger(random, 32)]),
      );
    default:
      throw new Error(`no random values for ${type}`);
  }
}

/** Small, full-width and extreme numbers in equal parts. */
function randomInteger(random: Random, bytes: number): Uint8Array {
  const value = Buffer.alloc(bytes);
  switch (random.below(5)) {
    case 0:
      return randomBytes(random, bytes);
    case 1:
      return value.fill(random.oneIn(2) ? 0xff : 0);
    case 2:
      value.fill(0xff, 0, Math.max(0, bytes - 1));
      value[bytes - 1] = random.below(256);
      return value;
    case 3:
      value.set(randomBytes(random, Math.min(bytes, 4)), bytes - Math.min(bytes, 4));
      return value;
    default:
      value[bytes - 1] = random.below(256);
      return value;
  }
}

function randomAddress(random: Random, pool: Pool): Uint8Array {
  if (random.oneIn(8)) return randomBytes(random, 32);
  return fromHex(random.oneIn(2) ? random.pick(pool.accounts) : random.pick(pool.contracts).address);
}

function randomText(random: Random): string {
  return Array.from({ length: random.below(300) }, () =>
    String.fromCodePoint(random.pick([0x61, 0x7a, 0x20, 0xe9, 0x20ac, 0x1f600])),
  ).join("");
}

function counted(random: Random, count: number, element: () => Uint8Array): Uint8Array {
  const claimed = random.oneIn(25) ? random.below(65_536) : count;
  return Buffer.concat([Uint8Array.of(claimed >> 8, claimed & 255), ...Array.from({ length: count }, element)]);
}

function withLength(bytes: Uint8Array): Uint8Array {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.length);
  return Buffer.concat([head, bytes]);
}

function mutate(random: Random, bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  if (copy.length > 0) copy[random.below(copy.length)]! ^= 1 << random.below(8);
  return copy;
}

function randomBytes(random: Random, length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, () => random.below(256)));
}

export function randomHex(random: Random, length: number): Hex {
  return toHex(randomBytes(random, length));
}
