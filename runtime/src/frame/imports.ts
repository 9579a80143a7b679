import { threadHosts } from "../threads/hosts";
import { refusal } from "./capabilities";
import type { Frame } from "./frame";
import type { HostFunction, HostTable } from "./host";
import { callHosts } from "./hosts/call";
import { contextHosts } from "./hosts/context";
import { cryptoHosts } from "./hosts/crypto";
import { debugHosts } from "./hosts/debug";
import { eventHosts } from "./hosts/event";
import { exitHosts } from "./hosts/exit";
import { storageHosts } from "./hosts/storage";

const everyContract: HostTable = Object.freeze({
  ...contextHosts,
  ...storageHosts,
  ...callHosts,
  ...eventHosts,
  ...exitHosts,
  ...cryptoHosts,
  ...debugHosts,
  ...threadHosts,
});

/** The host functions a module imports, made for one frame; what the frame may not do is a function that traps. */
export function bindImports(frame: Frame): Record<string, Record<string, HostFunction>> {
  const { extensions } = frame.execution.world;
  const imports: Record<string, Record<string, HostFunction>> = { env: {}, debug: {} };
  for (const field of frame.contract.module.imports) {
    const module = field === "log" ? "debug" : "env";
    const name = `${module}.${field}`;
    let factory = everyContract[name];
    for (const extension of extensions) factory = extension.functions[name] ?? factory;
    imports[module]![field] = refusal(frame, name, factory !== undefined) ?? factory!(frame);
  }
  return imports;
}
