/** What fixtures are written in: short forms of everything that has a usual value. */
import type { BlockInput, Fact, Hex } from "./fixture";
import { sha256, toHex } from "./hex";

/** Where a module of a fixture comes from. */
export type ModuleSource = string | AlteredModule | (() => Uint8Array);

/** A compiled source of which something was changed by hand. */
export interface AlteredModule {
  readonly source: string;
  alter(bytes: Uint8Array): Uint8Array;
}

/** What a transaction may set. */
export interface TransactionOptions {
  /** Key of `modules`; the contract called. */
  readonly contract?: string;
  readonly gas?: bigint;
  readonly sender?: Hex;
  readonly origin?: Hex;
  readonly readOnly?: boolean;
  readonly block?: Partial<BlockInput>;
}

export interface TransactionDefinition extends TransactionOptions {
  readonly kind: "deploy" | "call";
  readonly calldata: Uint8Array;
}

export interface SlotDefinition {
  readonly contract?: string;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

export interface ExecutionDefinition {
  readonly kind: "execution";
  readonly name: string;
  readonly rulings: readonly string[];
  readonly title: string;
  readonly schedule: string;
  readonly modules: Readonly<Record<string, ModuleSource>>;
  readonly state: readonly SlotDefinition[];
  readonly transactions: readonly TransactionDefinition[];
  readonly shows: readonly Fact[];
}

export interface CompilationDefinition {
  readonly kind: "compilation";
  readonly name: string;
  readonly rulings: readonly string[];
  readonly title: string;
  readonly source: string;
  readonly shows: readonly Fact[];
}

export type Definition = ExecutionDefinition | CompilationDefinition;

interface ExecutionParts {
  readonly schedule?: string;
  /** Deployed in this order before the first transaction, unless the transactions deploy for themselves. */
  readonly modules?: Readonly<Record<string, ModuleSource>>;
  readonly state?: readonly SlotDefinition[];
  readonly run: readonly TransactionDefinition[];
  /** Paths into the outcomes of `run`, and what is there. */
  readonly shows: Readonly<Record<string, unknown>>;
}

/** A fixture of transactions. `rulings` is a list of ids with spaces between them. */
export function execution(name: string, rulings: string, title: string, parts: ExecutionParts): ExecutionDefinition {
  const modules = parts.modules ?? { program: "program.ts" };
  const deploys = parts.run.some(({ kind }) => kind === "deploy") ? [] : Object.keys(modules).map((key) => deploy(key));
  const shows = Object.entries(parts.shows).map(([path, is]) => {
    // Facts are about the transactions of `run`, wherever they stand.
    const [first, ...rest] = path.split(".");
    const index = Number(first) + deploys.length;
    return { path: ["outcomes", index, ...rest].join("."), is };
  });
  return {
    kind: "execution",
    name,
    rulings: rulings.split(" ").filter(Boolean),
    title,
    schedule: parts.schedule ?? "oip0002/1",
    modules,
    state: parts.state ?? [],
    transactions: [...deploys, ...parts.run],
    shows,
  };
}

/** A fixture of a program that the compiler judges; `codes` are those of its diagnostics, in their order. */
export function compilation(name: string, rulings: string, title: string, codes: string[]): CompilationDefinition {
  const shows = [{ path: "diagnostics.code", is: codes }];
  return { kind: "compilation", name, rulings: rulings.split(" ").filter(Boolean), title, source: "program.ts", shows };
}

/** Deploys a module. */
export function deploy(contract = "program", options: TransactionOptions = {}): TransactionDefinition {
  return { kind: "deploy", contract, calldata: new Uint8Array(0), ...options };
}

/** Calls a function of a plain contract with arguments made by {@link u32} and its like. */
export function call(
  method: string,
  args: readonly Uint8Array[] = [],
  options: TransactionOptions = {},
): TransactionDefinition {
  return { kind: "call", calldata: Buffer.concat([selector(method), ...args]), ...options };
}

/** Calls with bytes as they are. */
export function send(calldata: Uint8Array, options: TransactionOptions = {}): TransactionDefinition {
  return { kind: "call", calldata, ...options };
}

export function selector(method: string): Uint8Array {
  return sha256(Buffer.from(method)).subarray(0, 4);
}

export function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

export function u64(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

/** The address of the contract that a module of the fixture becomes, by its place in `modules`. */
export function contractAddress(index = 0): Uint8Array {
  return Buffer.alloc(32, 0xa0 + index);
}

/** 32 bytes with a number at the end: a storage value as the SDK writes one. */
export function cell(value: bigint | number): Uint8Array {
  const bytes = Buffer.alloc(32);
  bytes.writeBigUInt64BE(BigInt(value), 24);
  return bytes;
}

/** The key of a slot that the SDK names by strings. */
export function slotKey(...segments: string[]): Uint8Array {
  return sha256(Buffer.concat(segments.flatMap((text) => [u32(Buffer.byteLength(text)), Buffer.from(text)])));
}

/** The text of a key or a value, for `shows`. */
export function hex(bytes: Uint8Array): Hex {
  return toHex(bytes);
}

/** `returns(7)`: what a function of type `u32` gives back. */
export function returned32(value: number): Hex {
  return toHex(u32(value));
}

export function returned64(value: bigint | number): Hex {
  return toHex(u64(BigInt(value)));
}

/** A string as calldata. */
export function text(value: string): Uint8Array {
  return Buffer.concat([u32(Buffer.byteLength(value)), Buffer.from(value)]);
}
