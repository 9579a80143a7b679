import { formatFunctionType, type CallGraph, type CallNodes, type WasmModule } from "@threaded-contract/transform";
import type { GasPlan } from "../gas-plan";
import type { HostEntry } from "../check-exports";
import type { FunctionScan } from "../scan-function";
import type { Convention, Conventions, IndirectConvention } from "./convention";
import { FlowAnalysis } from "./flow";
import type { FunctionPlan } from "./function-plan";
import { Potentials } from "./potentials";

/**
 * Bytes of code that may run, callees included, before the gas is looked at. Without a limit a thousand functions that
 * call the next one twice each would run for ever.
 */
const UNCHECKED_CODE_BYTES_MAXIMUM = 131_072;

/** The most that a caller pays for a function, far below what remaining gas can be. */
const ENTRY_GAS_MAXIMUM = 2 ** 32;

/**
 * Whether callers can pay that much. If a function paid for its callers instead, a loop around it might take nothing at
 * all from the gas, and never look at it.
 */
function isPayable(entryGas: number): boolean {
  return Number.isSafeInteger(entryGas) && entryGas >= 0 && entryGas <= ENTRY_GAS_MAXIMUM;
}

/** Host functions that read how much logical stack is left. */
const stackReaders: ReadonlySet<string> = new Set(["call", "deployFromAddress", "updateFromAddress", "thread_spawn"]);

/** What the plan is made from. */
export interface MergeRequest {
  readonly module: WasmModule;
  readonly gas: GasPlan;
  readonly scans: readonly FunctionScan[];
  readonly graph: CallGraph;
  readonly nodes: CallNodes;
  /** Strongly connected nodes, callees first. */
  readonly components: readonly (readonly number[])[];
  readonly stackCharges: Int32Array;
  readonly entries: readonly HostEntry[];
}

/** How every function of a module is called and charged in the merged module. */
export interface MergePlan extends Conventions {
  readonly functions: readonly (Convention | undefined)[];
  /** By place of the body. */
  readonly plans: readonly FunctionPlan[];
  /** Whether a function needs a second one that is called as the shipped one was, by function index. */
  readonly isWrapped: Uint8Array;
}

const noIndirect: IndirectConvention = { uniformGas: null };

class MergePlanner implements MergePlan {
  readonly functions: (Convention | undefined)[];
  readonly plans: FunctionPlan[] = [];
  readonly isWrapped: Uint8Array;
  private readonly importCount: number;
  private readonly exitImport: number;
  private readonly indirectByName = new Map<string, IndirectConvention>();
  private readonly typeNames: readonly string[];
  /** The node of each type, by index; -1 for one that nothing calls through the table. */
  private readonly typeNodes: Int32Array;
  /** By node. */
  private readonly reachesHost: Uint8Array;
  private readonly usesStack: Uint8Array;
  /** Bytes of code that a call runs before the gas is looked at, by node. */
  private readonly unchecked: Float64Array;
  private readonly isEntry: Uint8Array;
  private readonly potentials = new Potentials();

  constructor(private readonly request: MergeRequest) {
    const { module, nodes, entries } = request;
    this.importCount = module.importedFunctionCount;
    this.functions = new Array<Convention | undefined>(module.functions.length).fill(undefined);
    this.isWrapped = new Uint8Array(module.functions.length);
    this.isEntry = new Uint8Array(module.functions.length);
    for (const { index } of entries) this.isEntry[index] = 1;
    this.reachesHost = new Uint8Array(nodes.count);
    this.usesStack = new Uint8Array(nodes.count);
    this.unchecked = new Float64Array(nodes.count);
    this.typeNames = module.types.map(formatFunctionType);
    const nodeByName = new Map(nodes.types.map((name, place) => [name, module.functions.length + place]));
    this.typeNodes = Int32Array.from(this.typeNames, (name) => nodeByName.get(name) ?? -1);
    const names = module.imports.map((found) => found.name);
    this.exitImport = names.indexOf("exit");
    names.forEach((name, index) => {
      this.reachesHost[index] = 1;
      this.usesStack[index] = stackReaders.has(name) ? 1 : 0;
    });
  }

  plan(): MergePlan {
    for (const component of this.request.components) this.planComponent(component);
    for (const { index } of this.request.entries) this.wrap(index);
    // Functions in the table keep their types even where nothing calls such a type: another type's call must trap.
    // eslint-disable-next-line threaded-contract/determinism -- marks are the same in any order
    this.request.graph.tableFunctions.forEach((members) => {
      for (const index of members) if (this.functions[index]?.carries === true) this.isWrapped[index] = 1;
    });
    return this;
  }

  indirect(type: number): IndirectConvention {
    return this.indirectByName.get(this.typeNames[type]!) ?? noIndirect;
  }

  private planComponent(component: readonly number[]): void {
    const { nodes, module } = this.request;
    const functionCount = module.functions.length;
    const [first] = component;
    const isRecursive = component.length > 1 || nodes.successors(first!).includes(first!);
    const bodies = component.filter((node) => node >= this.importCount && node < functionCount);
    this.summarise(component, bodies);
    if (isRecursive) this.planRecursion(component, bodies);
    else for (const index of bodies) this.planFunction(index);
    for (const node of component) if (node >= functionCount) this.planType(node, isRecursive);
  }

  /** What a component does follows from what its functions do themselves and what the components below it do. */
  private summarise(component: readonly number[], bodies: readonly number[]): void {
    const { nodes, stackCharges, scans, module } = this.request;
    let host = 0;
    let stack = 0;
    for (const node of component) {
      if (node >= module.functions.length) {
        for (const next of nodes.successors(node)) host |= this.reachesHost[next]!;
      }
      for (const next of nodes.successors(node)) stack |= this.usesStack[next]!;
    }
    for (const index of bodies) {
      if (stackCharges[index]! > 0) stack = 1;
      for (const { callee, returns } of scans[index - this.importCount]!.calls) {
        if (callee < 0 || returns || callee === this.exitImport) host |= this.reachesHost[this.nodeOf(callee)]!;
      }
    }
    for (const node of component) {
      if (node < this.importCount) continue;
      this.reachesHost[node] = host;
      this.usesStack[node] = stack;
    }
  }

  private nodeOf(callee: number): number {
    return callee >= 0 ? callee : this.typeNodes[~callee]!;
  }

  private analyse(index: number, entryGas: number | null): FunctionPlan {
    const { module, gas } = this.request;
    const request = {
      bytes: module.bytes,
      exitImport: this.exitImport,
      body: module.bodies[index - this.importCount]!,
      gas,
      conventions: this,
      importCount: this.importCount,
      reachesHost: this.reachesHost[index] === 1,
      entryGas,
    };
    return new FlowAnalysis(request, this.potentials).analyse();
  }

  /** Bytes of code that a call of a function may run before it, or a callee, looks at the gas. */
  private uncheckedBytes(index: number): number {
    const position = index - this.importCount;
    const body = this.request.module.bodies[position]!;
    let bytes = body.end - body.start;
    for (const { callee } of this.request.scans[position]!.calls) bytes += this.unchecked[this.nodeOf(callee)]!;
    return bytes;
  }

  private settle(index: number, plan: FunctionPlan, isRecursive: boolean, stack: Convention["stack"]): void {
    const bytes = this.uncheckedBytes(index);
    const checksOnEntry = bytes > UNCHECKED_CODE_BYTES_MAXIMUM;
    this.unchecked[index] = checksOnEntry ? 0 : bytes;
    this.functions[index] = {
      carries: plan.needsGas || isRecursive || checksOnEntry,
      entryGas: plan.entryGas,
      reachesHost: this.reachesHost[index] === 1,
      stack,
      stackCharge: this.request.stackCharges[index]!,
      checksOnEntry,
    };
    this.plans[index - this.importCount] = plan;
  }

  private planFunction(index: number): void {
    let plan = this.analyse(index, null);
    if (!isPayable(plan.entryGas)) plan = this.analyse(index, 0);
    this.settle(index, plan, false, this.request.stackCharges[index]! > 0 ? "global" : "none");
  }

  /**
   * The functions of a recursion need one another's price. It is found on the ways through them on which they do not
   * call one another; there must be such ways if they are ever to end.
   */
  private planRecursion(component: readonly number[], bodies: readonly number[]): void {
    const prices = bodies.map((index) => {
      const { entryGas } = this.analyse(index, null);
      return isPayable(entryGas) ? entryGas : 0;
    });
    const stack = this.passesStack(component) ? "parameter" : "global";
    const noCharges: FunctionPlan = { charges: [], entryGas: 0, needsGas: true, branchesToEnd: false };
    bodies.forEach((index, place) => this.settle(index, { ...noCharges, entryGas: prices[place]! }, true, stack));
    bodies.forEach((index, place) => (this.plans[index - this.importCount] = this.analyse(index, prices[place]!)));
  }

  /** Whether nobody outside the recursion has to know how deep it is. */
  private passesStack(component: readonly number[]): boolean {
    const { nodes, module } = this.request;
    const members = new Set(component);
    return component.every(
      (node) =>
        node < module.functions.length &&
        nodes.successors(node).every((next) => members.has(next) || this.usesStack[next] === 0),
    );
  }

  private planType(node: number, isRecursive: boolean): void {
    const { nodes, module } = this.request;
    const members = nodes.successors(node);
    const name = nodes.types[node - module.functions.length]!;
    const conventions = members.map((index) => this.functions[index]);
    const price = conventions[0]?.entryGas ?? 0;
    const isUniform =
      !isRecursive &&
      members.every((index, place) => {
        const convention = conventions[place];
        if (convention === undefined || convention.carries || convention.stack === "parameter") return false;
        return convention.entryGas === price && (this.isEntry[index] === 0 || price === 0);
      });
    this.unchecked[node] = members.reduce((most, index) => Math.max(most, this.unchecked[index]!), 0);
    this.indirectByName.set(name, { uniformGas: isUniform ? price : null });
    if (!isUniform) for (const index of members) this.wrap(index);
  }

  /** A function that the host or the table calls is called as it was shipped. */
  private wrap(index: number): void {
    if (index < this.importCount) return;
    const { carries, entryGas, stack } = this.functions[index]!;
    if (carries || entryGas !== 0 || stack === "parameter") this.isWrapped[index] = 1;
  }
}

/** Decides how the functions of a module are called in its merged form, and where they take gas. */
export function planMerge(request: MergeRequest): MergePlan {
  return new MergePlanner(request).plan();
}
