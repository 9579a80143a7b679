/** A contract's kind: which imports it may have. */
export type Dialect = "plain" | "opnet";

/**
 * What a host function does, as far as threads are concerned.
 *
 * `pure` computes or reads the context, `read` looks at storage, `call` runs another contract, `exit` ends the execution,
 * `result` hands a thread's result over; the others change something.
 */
export type Capability =
  "pure" | "read" | "call" | "exit" | "result" | "write" | "event" | "deployment" | "transient" | "spawn" | "join";

/** A function of the host that a contract may import. */
export interface HostImport {
  readonly module: string;
  readonly name: string;
  /** As `formatFunctionType` writes it. */
  readonly signature: string;
  readonly capability: Capability;
  readonly dialects: readonly Dialect[];
}

const both: readonly Dialect[] = ["plain", "opnet"];

function shape(parameters: string, results = ""): string {
  const list = (letters: string) => [...letters].map((letter) => (letter === "l" ? "i64" : "i32")).join(", ");
  return `(${list(parameters)}) -> ${results.length === 1 ? list(results) : `(${list(results)})`}`;
}

function row(
  name: string,
  signature: string,
  capability: Capability,
  dialects: readonly Dialect[] = both,
  module = "env",
): HostImport {
  return Object.freeze({ module, name, signature, capability, dialects });
}

/**
 * Every host function a contract can import, with its exact signature: op-vm 1.0.0's functions, the thread functions of
 * OIP-0002, and for plain modules AssemblyScript's `abort`. `tload` and `tstore` are named so that a checker can explain
 * them; no dialect has them.
 */
export const hostImports: readonly HostImport[] = Object.freeze([
  row("exit", shape("iii"), "exit"),
  row("abort", shape("iiii"), "exit", ["plain"]),
  row("environment", shape("iii"), "pure"),
  row("calldata", shape("iii"), "pure"),
  row("load", shape("ii"), "read"),
  row("store", shape("ii"), "write"),
  row("tload", shape("ii"), "transient", []),
  row("tstore", shape("ii"), "transient", []),
  row("call", shape("iiii", "i"), "call"),
  row("callResult", shape("iii"), "pure"),
  row("deployFromAddress", shape("iiiii", "i"), "deployment"),
  row("updateFromAddress", shape("iii", "i"), "deployment"),
  row("emit", shape("ii"), "event"),
  row("inputs", shape("i"), "pure"),
  row("outputs", shape("i"), "pure"),
  row("inputsSize", shape("", "i"), "pure"),
  row("outputsSize", shape("", "i"), "pure"),
  row("sha256", shape("iii"), "pure"),
  row("ripemd160", shape("iii"), "pure"),
  row("accountType", shape("i", "i"), "read"),
  row("blockHash", shape("li"), "read"),
  row("validateBitcoinAddress", shape("ii", "i"), "pure"),
  row("verifySignature", shape("iii", "i"), "pure"),
  row("loadMLDSA", shape("ii"), "read"),
  row("log", shape("ii"), "pure", both, "debug"),
  row("thread_spawn", shape("iiliiiii", "l"), "spawn"),
  row("thread_join", shape("lii", "i"), "join"),
  row("thread_result_length", shape("", "i"), "join"),
  row("thread_result", shape("i"), "join"),
  row("thread_result_code", shape("", "i"), "join"),
  row("thread_committed", shape("ii", "i"), "join"),
  row("thread_return", shape("ii"), "result"),
  row("thread_context", shape("", "i"), "pure"),
  row("thread_seed", shape("i"), "pure"),
]);

const byName = new Map(hostImports.map((found) => [`${found.module}.${found.name}`, found]));

/**
 * The host function of that module and name, in whatever dialect, or undefined.
 *
 * @example
 * ```ts
 * findHostImport("env", "emit")?.capability; // "event"
 * ```
 */
export function findHostImport(module: string, name: string): HostImport | undefined {
  return byName.get(`${module}.${name}`);
}
