import { ThreadedContractError } from "@threaded-contract/transform";
import type { HostExtension } from "../frame/host";

/** Name of the extension with OP_NET's host functions. */
export const OPNET_EXTENSION = "opnet";

/**
 * Host extensions by name. Functions cannot be sent to a worker, so both sides look them up here; each is loaded when a
 * chain needs it, since workers have to start fast.
 */
const known: Readonly<Record<string, () => HostExtension>> = {
  [OPNET_EXTENSION]: () =>
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded late, and synchronously
    (require("../opnet/extension") as typeof import("../opnet/extension")).opnetExtension,
};

/** @throws TC6014 for a name that does not exist */
export function extensionsNamed(names: readonly string[]): readonly HostExtension[] {
  return names.map((name) => {
    const load = Object.hasOwn(known, name) ? known[name] : undefined;
    if (load !== undefined) return load();
    throw new ThreadedContractError("TC6014", { option: "extensions", reason: `there is no extension "${name}"` });
  });
}
