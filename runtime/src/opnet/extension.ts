import type { HostExtension } from "../frame/host";
import { accountHosts } from "./hosts/account";
import { addressHosts } from "./hosts/address";
import { blockHosts } from "./hosts/block";
import { coinHosts } from "./hosts/coins";
import { hashHosts } from "./hosts/hash";
import { signatureHosts } from "./hosts/signature";

/** What op-vm offers beyond the functions every contract has. */
export const opnetExtension: HostExtension = {
  name: "opnet",
  functions: { ...hashHosts, ...addressHosts, ...signatureHosts, ...coinHosts, ...accountHosts, ...blockHosts },
};
