import { isThreadedContractError } from "@threaded-contract/transform";
import { invariant } from "../errors";
import { MEMORY_PAGES_MAXIMUM, STACK_BYTES_MAXIMUM } from "../limits";
import type { AdmittedModule } from "../meter/admit";
import { classifyTrap } from "../meter/classify-trap";
import { exactModule, MERGED_GAS_MAXIMUM } from "../meter/exact-module";
import { noBytes } from "../storage/words";
import { NO_OFFSET, Status, type ThreadJob } from "../threads/backend";
import type { ContractRecord } from "../world";
import type { CallContext } from "./context";
import type { Execution } from "./execution";
import { checkUntouched } from "./check-clean";
import { Frame, describe, outOfGas, sentences, trapped, type FrameEntry, type FrameRole } from "./frame";
import { makeImport } from "./imports";
import { Instance } from "./instance";
import { LEAVE, REPEAT, type Ending, type FrameResult } from "./signals";

/** What a frame is made of. */
export interface FrameSpec {
  readonly execution: Execution;
  readonly contract: ContractRecord;
  readonly context: CallContext;
  readonly role: FrameRole;
  readonly depth: number;
  readonly gas: bigint;
  readonly stackBytes: number;
  /** The export to call, or the thread to run as a fork. */
  readonly entry: FrameEntry | ThreadJob;
}

interface Place {
  readonly functionIndex: number;
  readonly offset: number;
}

const nowhere: Place = { functionIndex: NO_OFFSET, offset: NO_OFFSET };
const succeeded: Ending = { status: Status.success, code: 0, message: "", data: noBytes, ticket: 0, exitStatus: 0 };

/**
 * Runs one frame to its end. A contract's failure is a result; only a failure of the host throws.
 *
 * The instance is new, or entirely overwritten, so nothing of an earlier frame can be seen.
 * @throws TC6017, TC6018
 */
export function runFrame(spec: FrameSpec): FrameResult {
  const { execution, contract } = spec;
  const job = typeof spec.entry === "object" ? spec.entry : null;
  const { instance: prices } = execution.world.schedule;
  const creation = job === null ? prices.creation : 0n;
  if (job === null && (spec.gas < prices.gasMinimum || spec.gas < creation)) {
    return finish(outOfGas(), nowhere, spec.gas);
  }
  const imagePages = job === null ? null : job.pages;
  const pages = imagePages ?? contract.module.memory.initialPages;
  // OP_NET's host does not learn what a frame used that never began, and takes everything.
  const takesAll = execution.world.schedule.hostCharge === "saturating";
  const pagesFree = execution.pagesFree;
  if (pages > pagesFree) return finish(outOfPagesAtStart(pagesFree, pages), nowhere, takesAll ? spec.gas : creation);
  const module = meteredModule(execution, contract, spec.gas);
  const instance = new Instance(execution.world, module, imagePages);
  const frame = new Frame(execution, contract, spec.context, spec.role, spec.depth, instance);
  if (typeof spec.entry === "string") frame.entry = spec.entry;
  frame.reserves = job !== null && job.reservation.length > 0;
  const gas = creation === 0n ? spec.gas : spec.gas - creation;
  instance.begin((index) => makeImport(frame, index), gas, spec.stackBytes, pagesFree);
  checkUntouched(frame);
  const { ending, place } = enter(frame, spec.entry);
  const left = frame.gas;
  if (module.trapMap === null && left > MERGED_GAS_MAXIMUM) repeat(frame);
  invariant(left <= spec.gas, "a frame uses gas, it makes none");
  // To op-vm a trap without gas left is out of gas, whatever trapped; but not what its host refuses of an answer.
  const spent = takesAll && ending.status === Status.trapped && left === 0n && !frame.answers;
  const final = execution.close(frame, spent ? outOfGas() : ending);
  const neverBegan = takesAll && frame.phase === "start";
  const used = final.status === Status.outOfGas || neverBegan ? spec.gas : spec.gas - left;
  instance.release();
  return finish(final, place, used);
}

/** The contract's module with the merged meter, or with the unmerged one where only that will do. */
function meteredModule(execution: Execution, { module }: ContractRecord, gas: bigint): AdmittedModule {
  if (!execution.exact && gas <= MERGED_GAS_MAXIMUM) return module;
  return exactModule(module, execution.world.schedule);
}

/** Ends the attempt that the frame belongs to. */
function repeat(frame: Frame): never {
  frame.instance.release();
  throw REPEAT;
}

function finish(ending: Ending, { functionIndex, offset }: Place, gasUsed: bigint): FrameResult {
  const { status, code, message, data, ticket, exitStatus } = ending;
  return { status, code, message, data, ticket, exitStatus, functionIndex, offset, gasUsed };
}

function enter(frame: Frame, entry: FrameSpec["entry"]): { ending: Ending; place: Place } {
  try {
    return { ending: typeof entry === "object" ? runBody(frame, entry) : runExport(frame, entry), place: nowhere };
  } catch (error) {
    if (error === LEAVE) {
      invariant(frame.ending !== null, "who leaves a frame says why");
      return { ending: frame.ending, place: nowhere };
    }
    if (isThreadedContractError(error)) throw error;
    if (error === REPEAT || frame.instance.module.trapMap === null) return repeat(frame);
    return explainTrap(frame, error);
  }
}

function runExport(frame: Frame, entry: FrameEntry): Ending {
  const { instance, contract, context } = frame;
  const { start } = contract.module.exports;
  if (start !== null) {
    invariant(frame.generation === null, "nothing was spawned before the module starts");
    frame.phase = "start";
    instance.call(start);
    invariant(frame.generation === null, "nothing is spawned while the module starts");
    frame.phase = "run";
  }
  if (!contract.module.exports[entry]) {
    // A contract that needs no set-up has no `onDeploy`; one without `execute` cannot be called.
    return entry === "onDeploy" ? succeeded : trapped("TC5020", describe("TC5020", { what: `The method ${entry}` }));
  }
  const status = Number(instance.call(entry, context.calldata.length));
  if (status === 0) return succeeded;
  return {
    status: Status.reverted,
    code: 5002,
    message: `exit ${status >>> 0}`,
    data: noBytes,
    ticket: 0,
    exitStatus: status,
  };
}

/** The body of a thread: a fork of the instance that spawned it. */
function runBody(frame: Frame, job: ThreadJob): Ending {
  const thread = frame.contract.module.threads.find((listed) => listed.entry === job.entry);
  invariant(thread !== undefined, "a thread's entry is in the manifest");
  frame.instance.fork(job.image, job.globals);
  frame.instance.call(thread.export, job.environment);
  return { ...succeeded, data: frame.threadResult ?? noBytes };
}

/** A trap of the code itself, in our words: the engine's differ between versions (N7). */
function explainTrap(frame: Frame, error: unknown): { ending: Ending; place: Place } {
  if (error instanceof Error) frame.execution.tracer?.failed(frame, error);
  const { code, functionIndex, offset } = classifyTrap(frame.instance.module, error, frame.instance.exhausted);
  const place = { functionIndex, offset };
  if (code === "TC5001") return { ending: outOfGas(), place };
  if (code === "TC5007") return { ending: trapped(code, describe(code, { limit: STACK_BYTES_MAXIMUM })), place };
  // What an allocator does when it gets no memory.
  if (code === "TC5003" && frame.instance.refused) return { ending: outOfPages(frame), place };
  return { ending: trapped(code, describe(code, {})), place };
}

function outOfPages({ execution, instance }: Frame): Ending {
  const limit = Math.min(execution.pagesFree, instance.module.memory.maximumPages);
  return trapped("TC5008", describe("TC5008", { limit }));
}

/** A frame that cannot even begin: the frames that wait for it, and live threads, have the pages. */
function outOfPagesAtStart(limit: number, pages: number): Ending {
  const others = `frames that wait for it and live threads have the others of the transaction's ${MEMORY_PAGES_MAXIMUM}`;
  return trapped("TC5008", sentences(describe("TC5008", { limit }), `It starts with ${pages}; ${others}.`));
}
