import type { Code, CodeArguments } from "../diagnostics/catalogue";
import { findHostImport, type Capability } from "./host-imports";
import type { ThreadKind } from "./manifest";

/** What is wrong, as a code of the catalogue with the values its texts need. */
export interface Verdict<C extends Code = Code> {
  readonly code: C;
  readonly args: CodeArguments<C>;
}

/** Functions of AssemblyScript's standard library whose results differ between machines. */
const nondeterministic: Readonly<Record<string, string>> = {
  seed: "random numbers",
  "Date.now": "the clock",
  "performance.now": "the clock",
};

function verdict<C extends Code>(code: C, args: CodeArguments<C>): Verdict {
  return { code, args: args as CodeArguments<Code> };
}

function judgeCapability(capability: Capability, name: string, kind: ThreadKind): Verdict | null {
  switch (capability) {
    case "pure":
    case "read":
    case "call":
    case "exit":
    case "result":
      return null;
    case "write":
      return kind === "reservation" ? null : verdict("TC3003", {});
    case "event":
      return verdict("TC3001", {});
    case "spawn":
      return verdict("TC3002", {});
    case "join":
      return verdict("TC2008", {});
    case "deployment":
      return verdict("TC3004", {});
    case "transient":
      return verdict("TC3005", {});
    default:
      return verdict("TC3007", { import: name });
  }
}

/**
 * Whether a thread may reach an import; null if it may.
 *
 * It is an allow-list: what is not known to be harmless in a thread is refused.
 *
 * @param kind what the thread was spawned for
 */
export function judgeImport(module: string, name: string, kind: ThreadKind): Verdict | null {
  const qualified = `${module}.${name}`;
  const known = findHostImport(module, name);
  if (known !== undefined) return judgeCapability(known.capability, qualified, kind);
  const what = Object.hasOwn(nondeterministic, name) ? nondeterministic[name] : undefined;
  if (what === undefined) return verdict("TC3007", { import: qualified });
  return verdict("TC3006", {
    what,
    remedy: "Pass the value to the contract as an argument, or use the thread's seed.",
  });
}
