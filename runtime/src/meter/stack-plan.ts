import { ValueType, type CallNodes, type FunctionBody, type WasmModule } from "@threaded-contract/transform";
import { STACK_FRAME_BYTES } from "../limits";
import type { HostEntry } from "./check-exports";
import type { FunctionScan } from "./scan-function";

/** The largest charge, far beyond any limit: such a function can never be entered. */
const CHARGE_BYTES_MAXIMUM = 0x7fff_ffff;

/** Logical stack bytes of one call of a function: a frame, its values, and its deepest operand stack. */
export function frameBytes(body: FunctionBody, scan: FunctionScan): number {
  const bytesOf = (type: number) => (type === ValueType.i32 ? 4 : 8);
  let bytes = STACK_FRAME_BYTES + scan.operandsMaximum * 8;
  for (const type of body.type.parameters) bytes += bytesOf(type);
  for (const group of body.locals) bytes += group.count * bytesOf(group.type);
  return bytes;
}

/**
 * Decides which functions meter the stack, and how much each charges.
 *
 * Functions on a cycle of the call graph charge when they are entered, and so do the entries that the host calls. What
 * they charge includes the deepest chain of other functions they can be in the middle of, which therefore need no code
 * of their own. So whenever anything runs, the charges in force are at least the logical size of the stack.
 *
 * @param components strongly connected nodes, callees first
 * @param scans of the module's bodies, in their order
 * @param entries functions that the host calls
 * @returns by function index the bytes to charge on entry; 0 for a function that charges nothing
 */
export function planStack(
  module: WasmModule,
  nodes: CallNodes,
  components: readonly (readonly number[])[],
  scans: readonly FunctionScan[],
  entries: readonly HostEntry[],
): Int32Array {
  const functionCount = module.functions.length;
  const weights = new Float64Array(nodes.count);
  module.bodies.forEach((body, position) => (weights[body.index] = frameBytes(body, scans[position]!)));
  // What a caller must set aside for a callee: nothing if the callee charges for itself.
  const needs = new Float64Array(nodes.count);
  const charges = new Int32Array(functionCount);
  const isEntry = new Set(entries.map((entry) => entry.index));
  for (const component of components) {
    const first = component[0]!;
    const isCycle = component.length > 1 || nodes.successors(first).includes(first);
    // Type nodes first: the functions of the same cycle look at what they need.
    for (const node of [...component].sort((a, b) => b - a)) {
      let deepest = 0;
      for (const next of nodes.successors(node)) deepest = Math.max(deepest, needs[next]!);
      const depth = weights[node]! + deepest;
      const isMetered = node < functionCount && (isCycle || isEntry.has(node));
      if (isMetered) charges[node] = Math.min(depth, CHARGE_BYTES_MAXIMUM);
      needs[node] = isMetered ? 0 : depth;
    }
  }
  return charges;
}
