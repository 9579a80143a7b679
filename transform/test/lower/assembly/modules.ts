import { thread_spawn as fork, thread_join } from "@threaded-contract/sdk";
import * as threads from "@threaded-contract/sdk";
import { spawnNamed, thread_spawn as again } from "./modules/named";
import { anotherName } from "./modules/renamed";
import { thread_spawn as starred } from "./modules/star";
import * as wrapped from "./modules/star";
import { work } from "./modules/first";
import { work as otherWork } from "./modules/second";

const GAS: u64 = 1_000_000;

type Result = i32;
type Handle = threads.ThreadHandle;

/** = 1 */
export function renamedImport(): i64 { const x = 1; return thread_join<i32>(fork<i32>(GAS, (): i32 => x)); }

/** = 2 */
export function namespaceImport(): i64 { const x = 2; return threads.thread_join<i32>(threads.thread_spawn<i32>(GAS, (): i32 => x)); }

/** = 3 */
export function namedReexport(): i64 { const x = 3; return thread_join<i32>(again<i32>(GAS, (): i32 => x)); }

/** = 4 */
export function renamedReexport(): i64 { const x = 4; return thread_join<i32>(anotherName<i32>(GAS, (): i32 => x)); }

/** = 5 */
export function starReexport(): i64 { const x = 5; return thread_join<i32>(starred<i32>(GAS, (): i32 => x)); }

/** = 6 */
export function namespaceReexport(): i64 { const x = 6; return thread_join<i32>(wrapped.thread_spawn<i32>(GAS, (): i32 => x)); }

/** = 7 */
export function typeAliases(): i64 {
  const x: Result = 7, h: Handle = fork<Result>(GAS, (): Result => x);
  return thread_join<Result>(h);
}

/** = 8 */
export function spawnElsewhere(): i64 { return thread_join<i32>(spawnNamed(8)); }

/** = 21 */
export function equalNames(): i64 { return work(1) + otherWork(2); }
