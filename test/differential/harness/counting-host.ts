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

/** The functions of OP_NET, counted. @param onFailure gets what a failed call said */
export function countingExtension(uses: HostUse, onFailure: (data: Uint8Array) => void): HostExtension {
  const table = { ...ours, "env.call": noting(ours["env.call"]!, onFailure) };
  const functions = Object.entries(table).map(([name, factory]) => [name, counting(usesOf(uses, name), name, factory)]);
  return { name: opnetExtension.name, functions: Object.fromEntries(functions) as HostExtension["functions"] };
}

function noting(call: HostFactory, onFailure: (data: Uint8Array) => void): HostFactory {
  return (frame) => {
    const run = call(frame);
    return (...values: unknown[]) => {
      const status = run(...values);
      if (status !== 0) onFailure(frame.callResult);
      return status;
    };
  };
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
