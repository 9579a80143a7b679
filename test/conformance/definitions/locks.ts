import { plainContract, withManifest } from "../../support/wasm/contracts";
import { compilation, deploy, execution, type Definition, type ModuleSource } from "../define";

const NAMES = ["thread_lock", "thread_unlock", "thread_try_lock", "thread_acquire", "acquire_lock", "release_lock"];

function importing(name: string): ModuleSource {
  return () => withManifest(plainContract({}, (empty) => void empty.import(name, { parameters: "i64" })));
}

/** Rulings L: there are no locks, and who asks for one is told so. */
export const locks: readonly Definition[] = [
  compilation("l-01-no-locks", "L-1 L-2 L-3 L-4", "A program that asks for a lock is refused", ["TC3009", "TC3009"]),
  execution("l-01-no-lock-is-imported", "L-1 L-2 L-3 L-4", "A module that imports a lock function is refused", {
    modules: Object.fromEntries(NAMES.map((name) => [name.replaceAll("_", "-"), importing(name)])),
    run: NAMES.map((name) => deploy(name.replaceAll("_", "-"))),
    shows: Object.fromEntries(NAMES.map((_, i) => [`${i}.refused`, "TC3009"])),
  }),
];
