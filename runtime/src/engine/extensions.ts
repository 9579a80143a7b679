import { ThreadedContractError } from "@threaded-contract/transform";
import type { HostExtension } from "../frame/host";

/** Host extensions by name. Functions cannot be sent to a worker, so both sides look them up here. */
const known: Readonly<Record<string, () => HostExtension>> = {};

/** @throws TC6014 for a name that does not exist */
export function extensionsNamed(names: readonly string[]): readonly HostExtension[] {
  return names.map((name) => {
    const make = Object.hasOwn(known, name) ? known[name] : undefined;
    if (make !== undefined) return make();
    throw new ThreadedContractError("TC6014", { option: "extensions", reason: `there is no extension "${name}"` });
  });
}
