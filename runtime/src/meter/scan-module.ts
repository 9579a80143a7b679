import { buildCallGraph, callNodes, stronglyConnected } from "@threaded-contract/transform";
import type { CallGraph, CallNodes, WasmModule } from "@threaded-contract/transform";
import { MODULE_COMPLEXITY_MAXIMUM } from "../limits";
import type { HostEntry } from "./check-exports";
import { checkCount } from "./refuse";
import { scanFunction, type FunctionScan } from "./scan-function";
import { planStack } from "./stack-plan";

/**
 * Checks and measures every function of a module.
 *
 * @returns by place of the body
 * @throws as `scanFunction`, and TC6005 if the functions are too complex together
 */
export function scanFunctions(module: WasmModule): FunctionScan[] {
  let complexity = 0;
  return module.bodies.map((body) => {
    const scan = scanFunction(module, body);
    complexity += scan.complexity;
    checkCount("values × branching points of the module", complexity, MODULE_COMPLEXITY_MAXIMUM);
    return scan;
  });
}

/** Who calls whom in a module, and what follows from it for the meters. */
export interface CallPlan {
  readonly graph: CallGraph;
  readonly nodes: CallNodes;
  /** Strongly connected nodes, callees first. */
  readonly components: readonly (readonly number[])[];
  /** Bytes of logical stack that each function charges on entry, by function index. */
  readonly stackCharges: Int32Array;
}

/** Finds out who calls whom. */
export function planCalls(module: WasmModule, scans: readonly FunctionScan[], entries: readonly HostEntry[]): CallPlan {
  const graph = buildCallGraph(module);
  const nodes = callNodes(graph);
  const components = stronglyConnected(nodes.count, nodes.successors);
  return { graph, nodes, components, stackCharges: planStack(module, nodes, components, scans, entries) };
}
