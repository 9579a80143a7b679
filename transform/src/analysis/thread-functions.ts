import type { JoinName, SpawnName } from "../rules/rule";

/** The SDK's functions that the compiler must see called. */
export type ThreadFunction = SpawnName | JoinName;

const spawns: ReadonlySet<string> = new Set<SpawnName>([
  "thread_spawn",
  "thread_spawn_with_reservation",
  "thread_spawn_with_memory",
]);
const joins: ReadonlySet<string> = new Set<JoinName>([
  "thread_join",
  "thread_join_with_refund",
  "thread_join_with_storage_commit",
  "thread_try_join",
]);

export function isSpawnName(name: string): name is SpawnName {
  return spawns.has(name);
}

export function isThreadFunction(name: string): name is ThreadFunction {
  return spawns.has(name) || joins.has(name);
}

/** All of them, in a fixed order. */
export const threadFunctions: readonly ThreadFunction[] = [...spawns, ...joins] as ThreadFunction[];

/** Whether a source with this internal path belongs to our SDK, or to its adapter that btc-runtime's users import. */
export function isSdkPath(internalPath: string): boolean {
  return /^(?:.*\/)?@threaded-contract\/sdk\/|^~lib\/@btc-vision\/btc-runtime\/threading(?:\/|$)/.test(internalPath);
}
