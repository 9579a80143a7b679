import { judgeEffect, type Verdict } from "../rules/capability-rules";
import { findHostImport } from "./host-imports";
import type { ThreadKind } from "./manifest";

/**
 * Whether a thread may reach an import; null if it may.
 *
 * The rules are those of the compiler's check, so that what compiles also passes here. They are an allow-list: what is not known
 * to be harmless in a thread is refused.
 *
 * @param kind what the thread was spawned for
 */
export function judgeImport(module: string, name: string, kind: ThreadKind): Verdict | null {
  const capability = findHostImport(module, name)?.capability ?? null;
  return judgeEffect({ kind: "import", import: `${module}.${name}`, capability }, kind);
}
