import { findLies, ThreadedContractError, verifyDecodedModule } from "@threaded-contract/transform";
import type { CallGraph, Manifest, WasmModule } from "@threaded-contract/transform";

/**
 * Checks that the manifest says the truth about the module.
 *
 * @throws TC6007 with the first lie, and the others as details
 */
export function checkManifest(module: WasmModule, manifest: Manifest): void {
  const [first, ...others] = findLies(module, manifest);
  if (first !== undefined) throw new ThreadedContractError("TC6007", { reason: first }, { details: others });
}

/**
 * Runs the verifier: no thread may reach what threads may not do.
 *
 * @throws the code of the first finding, with the way through the call graph as details
 */
export function checkThreads(module: WasmModule, manifest: Manifest, graph: CallGraph): void {
  const { findings } = verifyDecodedModule(module, manifest, graph);
  const [first] = findings;
  if (first === undefined) return;
  const way = first.entry === null ? [] : [`Reached by ${first.entry}: ${first.path.join(" → ")}.`];
  const more = findings.slice(1).map((finding) => `Also ${finding.code}: ${finding.message}`);
  throw new ThreadedContractError(first.code, first.args, { details: [...way, ...more] });
}
