import { ByteWriter, Section, ValueType, type FunctionBody, type FunctionType } from "@threaded-contract/transform";
import { MeterCode } from "../meter-code";
import { HOST_HELPER_COUNT, ModuleRewriter } from "../module-rewriter";
import type { Convention } from "./convention";
import { MergedCode } from "./merged-code";
import { planMerge, type MergePlan, type MergeRequest } from "./plan-module";
import { FunctionWriter, type MergedContext } from "./write-function";

const I32 = ValueType.i32;
const I64 = ValueType.i64;
const END = 0x0b;

class ModuleMerger extends ModuleRewriter {
  private readonly plan: MergePlan;
  private readonly code: MergedCode;
  /** By function index: where the function is that is called by its convention. */
  private readonly callIndices: Int32Array;
  /** Functions with code that come after the shipped ones: those that have a wrapper in their place, by body. */
  private readonly moved: FunctionBody[] = [];
  /** Imports that are called with the gas as a parameter, by index. */
  private readonly carriers: number[] = [];
  private readonly growHelper: number;
  private readonly instructions = new ByteWriter(4_096);

  constructor(private readonly request: MergeRequest) {
    super(request.module, request.entries);
    const { module } = request;
    this.plan = planMerge(request);
    this.code = new MergedCode(this.globals);
    this.callIndices = Int32Array.from(module.functions, (_, index) => index);
    let next = module.functions.length;
    for (const body of module.bodies) {
      if (this.plan.isWrapped[body.index] === 0) continue;
      this.moved.push(body);
      this.callIndices[body.index] = next++;
    }
    for (let index = 0; index < module.importedFunctionCount; index++) {
      this.carriers.push(index);
      this.callIndices[index] = next++;
    }
    this.growHelper = next;
  }

  merge(): Uint8Array<ArrayBuffer> {
    return this.rewrite();
  }

  private convention(index: number): Convention {
    return this.plan.functions[index]!;
  }

  /** The type of a function under its convention. */
  private carryingType({ parameters, results }: FunctionType, stack: Convention["stack"]): number {
    const added = stack === "parameter" ? [I64, I64] : [I64];
    return this.type([...parameters, ...added], [...results, I64]);
  }

  private conventionType(body: FunctionBody): number {
    const { carries, stack } = this.convention(body.index);
    return carries ? this.carryingType(body.type, stack) : this.module.functions[body.index]!;
  }

  protected functionTypes(): readonly number[] {
    const { functions, types, bodies } = this.module;
    for (const body of bodies) this.resultBlockType(body);
    return [
      ...bodies.map((body) => (this.isMoved(body) ? functions[body.index]! : this.conventionType(body))),
      ...this.moved.map((body) => this.conventionType(body)),
      ...this.carriers.map((index) => this.carryingType(types[functions[index]!]!, "none")),
      this.type([I32], [I32]),
    ];
  }

  private isMoved(body: FunctionBody): boolean {
    return this.plan.isWrapped[body.index] === 1;
  }

  protected writeCode(): void {
    const { module, request } = this;
    const context: MergedContext = {
      bytes: module.bytes,
      code: this.code,
      conventions: this.plan,
      importCount: module.importedFunctionCount,
      prices: request.gas.prices,
      growHelper: this.growHelper,
      callIndex: (shipped) => this.callIndices[shipped]!,
      resultBlockType: (body) => this.resultBlockType(body),
    };
    const span = this.span(Section.code);
    const section = new ByteWriter(span === undefined ? 512 : Math.ceil((span.end - span.start) * 1.5) + 512);
    section.u32(module.bodies.length + this.moved.length + this.carriers.length + 1 + HOST_HELPER_COUNT);
    const content = new ByteWriter(4_096);
    for (const body of module.bodies) {
      if (this.isMoved(body)) this.writeWrapper(body, content);
      else this.writeFunction(context, body, content);
      section.sized(content);
      content.clear();
    }
    for (const body of this.moved) {
      this.writeFunction(context, body, content);
      section.sized(content);
      content.clear();
    }
    for (const index of this.carriers) {
      this.writeCarrier(index, content);
      section.sized(content);
      content.clear();
    }
    const helpers = new MeterCode(this.globals);
    helpers.growHelper(content, request.gas.prices.memoryGrowPerPage);
    section.sized(content);
    this.writeHostHelpers(helpers, section);
    this.out.section(Section.code, section);
  }

  private writeFunction(context: MergedContext, body: FunctionBody, content: ByteWriter): void {
    const convention = this.convention(body.index);
    const plan = this.plan.plans[body.index - context.importCount]!;
    if (this.isUnchanged(body, convention)) content.copy(context.bytes, body.start, body.end);
    else new FunctionWriter(context, body, plan, convention, this.instructions).write(content);
  }

  /** Whether a function needs no gas, and calls only such functions. */
  private isUnchanged(body: FunctionBody, convention: Convention): boolean {
    if (convention.carries || convention.stack !== "none") return false;
    const position = body.index - this.module.importedFunctionCount;
    return (
      this.plan.plans[position]!.charges.length === 0 &&
      this.request.scans[position]!.calls.every(
        ({ callee }) => callee < 0 || (this.callIndices[callee] === callee && !this.convention(callee).carries),
      )
    );
  }

  /** A function in the place and of the type of a shipped one, which calls it with the gas that the global holds. */
  private writeWrapper({ index, type }: FunctionBody, content: ByteWriter): void {
    const { code } = this;
    const { carries, entryGas, stack, stackCharge } = this.convention(index);
    content.u32(0);
    if (stack === "parameter") {
      code.getGlobalStack(content);
      code.subtract(content, stackCharge);
      code.giveUpBelowZero(content);
    }
    if (!carries) {
      code.getGlobalGas(content);
      code.subtract(content, entryGas);
      code.setGlobalGas(content);
    }
    type.parameters.forEach((_, parameter) => code.getLocal(content, parameter));
    if (carries) {
      code.getGlobalGas(content);
      code.subtract(content, entryGas);
    }
    if (stack === "parameter") {
      code.getGlobalStack(content);
      code.subtract(content, stackCharge);
    }
    code.call(content, this.callIndices[index]!);
    if (carries) code.setGlobalGas(content);
    content.byte(END);
  }

  /** Calls an imported function with exact gas where the host reads it, and gives back what the host left. */
  private writeCarrier(index: number, content: ByteWriter): void {
    const { code } = this;
    const type = this.module.types[this.module.functions[index]!]!;
    const gasLocal = type.parameters.length;
    content.u32(0);
    code.spillGas(content, gasLocal);
    code.checkGas(content, gasLocal);
    type.parameters.forEach((_, parameter) => code.getLocal(content, parameter));
    code.call(content, index);
    code.getGlobalGas(content);
    content.byte(END);
  }
}

/**
 * Meters an admitted module with as few charges as possible.
 *
 * A run that completes uses exactly the gas of the unmerged meter, and every host function sees exactly the gas that it
 * would see there. Whatever else happens, the run gives up with a trap and must be repeated with the unmerged meter,
 * which says what it was: a trap, no gas, no stack, or nothing at all, since the merged meter may give up too early.
 */
export function mergeModule(request: MergeRequest): Uint8Array<ArrayBuffer> {
  return new ModuleMerger(request).merge();
}
