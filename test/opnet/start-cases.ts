import { hostImports } from "@threaded-contract/transform";
import { manifestText, plainContract, withManifest } from "../support/wasm/contracts";

/** A module that calls a host function while it starts, with zeros for all arguments. */
export interface StartCase {
  readonly name: string;
  readonly wasm: Uint8Array;
  /** Whether op-vm lets it be called then. */
  readonly allowed: boolean;
}

/** `validateBitcoinAddress` and `verifySignature` may be called too, but zeros are no address and no key. */
const ALLOWED: ReadonlySet<string> = new Set(["sha256", "ripemd160"]);

/** A case for each function of the virtual machine that takes part in transactions. */
export function startCases(): StartCase[] {
  const own = hostImports.filter(({ module, name, dialects }) => {
    return module === "env" && dialects.includes("opnet") && !name.startsWith("thread_");
  });
  return own.map(({ name, signature }) => ({ name, wasm: moduleOf(name, signature), allowed: ALLOWED.has(name) }));
}

function moduleOf(name: string, signature: string): Uint8Array {
  const [parameters = "", results = ""] = signature.split(" -> ").map((list) => list.replace(/[(),]/g, " ").trim());
  const builder = plainContract({ code: "i32.const 0" }, (empty) => empty.import(name, { parameters, results }));
  const zeros = parameters.split(/ +/).filter(Boolean);
  const call = [...zeros.map((type) => `${type}.const 0`), "call 0", ...(results === "" ? [] : ["drop"])];
  builder.function({ code: call.join(" "), exported: "start" });
  for (const exported of ["onDeploy", "onUpdate"]) {
    builder.function({ parameters: "i32", results: "i32", code: "i32.const 0", exported });
  }
  return withManifest(builder, manifestText([], { kind: "opnet" }));
}
