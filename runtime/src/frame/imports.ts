import { findHostImport, type Capability } from "@threaded-contract/transform";
import { invariant } from "../errors";
import type { AdmittedModule } from "../meter/admit";
import { threadHosts } from "../threads/hosts";
import { refusal } from "./capabilities";
import type { Frame } from "./frame";
import type { HostExtension, HostFactory, HostFunction, HostTable } from "./host";
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

/** What is known of one import of a module before there is a frame. */
export interface PlannedImport {
  readonly module: "env" | "debug";
  readonly field: string;
  readonly capability: Capability | undefined;
  readonly factory: HostFactory | undefined;
}

/** Where an import stands in a module, and how many parameters it has. */
export interface ImportPlace {
  readonly module: "env" | "debug";
  readonly field: string;
  readonly parameters: number;
}

interface ImportPlan {
  readonly extensions: readonly HostExtension[];
  readonly imports: readonly PlannedImport[];
}

/** Plans depend on the module and the extensions alone, and every frame of a contract needs the same one. */
const plans = new WeakMap<AdmittedModule, ImportPlan>();

function sourceOf(field: string): "env" | "debug" {
  return field === "log" ? "debug" : "env";
}

function planOf(module: AdmittedModule, extensions: readonly HostExtension[]): ImportPlan {
  const known = plans.get(module);
  if (known !== undefined && known.extensions === extensions) return known;
  const imports = module.imports.map((field): PlannedImport => {
    const source = sourceOf(field);
    let factory = everyContract[`${source}.${field}`];
    for (const extension of extensions) factory = extension.functions[`${source}.${field}`] ?? factory;
    return { module: source, field, capability: findHostImport(source, field)?.capability, factory };
  });
  const plan: ImportPlan = { extensions, imports };
  plans.set(module, plan);
  return plan;
}

/** Where a module expects its host functions, in the order in which `makeImport` numbers them. */
export function importPlaces(module: AdmittedModule): readonly ImportPlace[] {
  return module.imports.map((field) => {
    const source = sourceOf(field);
    const parameters = findHostImport(source, field)?.signature.match(/^\((.*)\) ->/)?.[1] ?? "";
    return { module: source, field, parameters: parameters === "" ? 0 : parameters.split(",").length };
  });
}

/** One of the host functions a module imports, made for one frame; what the frame may not do is a function that traps. */
export function makeImport(frame: Frame, index: number): HostFunction {
  const planned = planOf(frame.contract.module, frame.execution.world.extensions).imports[index];
  invariant(planned !== undefined, "a frame has a function for every import");
  return refusal(frame, planned) ?? planned.factory!(frame);
}
