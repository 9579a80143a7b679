import type { HostExtension } from "../frame/host";
import { accountHosts } from "./hosts/account";
import { addressHosts } from "./hosts/address";
import { blockHosts } from "./hosts/block";
import { opnetCallHosts } from "./hosts/call";
import { coinHosts } from "./hosts/coins";
import { deploymentHosts } from "./hosts/deployment";
import { opnetExitHosts } from "./hosts/exit";
import { hashHosts } from "./hosts/hash";
import { signatureHosts } from "./hosts/signature";

/** What op-vm offers beyond the functions every contract has, and what it does differently under OP_NET's prices. */
export const opnetExtension: HostExtension = {
  name: "opnet",
  functions: {
    ...hashHosts,
    ...addressHosts,
    ...signatureHosts,
    ...coinHosts,
    ...accountHosts,
    ...blockHosts,
    ...opnetCallHosts,
    ...opnetExitHosts,
    ...deploymentHosts,
  },
};
