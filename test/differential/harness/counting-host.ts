import type { HostExtension, HostFactory } from "../../../runtime/src/frame/host";
import { callHosts } from "../../../runtime/src/frame/hosts/call";
import { contextHosts } from "../../../runtime/src/frame/hosts/context";
import { cryptoHosts } from "../../../runtime/src/frame/hosts/crypto";
import { eventHosts } from "../../../runtime/src/frame/hosts/event";
import { exitHosts } from "../../../runtime/src/frame/hosts/exit";
import { storageHosts } from "../../../runtime/src/frame/hosts/storage";
import { opnetExtension } from "../../../runtime/src/opnet/extension";
import type { HostUse, Uses } from "./host-use";

const ours = {
  ...contextHosts,
  ...storageHosts,
  ...callHosts,
  ...eventHosts,
  ...exitHosts,
  ...cryptoHosts,
  ...opnetExtension.functions,
};

/** The functions of OP_NET, counted. */
export function countingExtension(uses: HostUse): HostExtension {
  const functions = Object.entries(ours).map(([name, factory]) => [name, counting(usesOf(uses, name), name, factory)]);
  return { name: opnetExtension.name, functions: Object.fromEntries(functions) as HostExtension["functions"] };
}

function usesOf(uses: HostUse, name: string): Uses {
  const known = uses.get(name) ?? { called: 0, answered: 0 };
  uses.set(name, known);
  return known;
}

function counting(uses: Uses, name: string, factory: HostFactory): HostFactory {
  return (frame) => {
    const run = factory(frame);
    return (...values: unknown[]) => {
      uses.called++;
      // Its answer is the end of the frame.
      if (name === "env.exit") uses.answered++;
      const answer = run(...values);
      uses.answered++;
      return answer;
    };
  };
}
