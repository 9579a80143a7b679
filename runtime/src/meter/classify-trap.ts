import { OperatorReader, opcodes, ThreadedContractError, type TrapKind } from "@threaded-contract/transform";
import type { AdmittedModule } from "./admit";
import { trapFrame, type TrapFrame } from "./engine-stack";
import { Exhausted } from "./meter-exports";
import { findShippedOffset } from "./trap-map";

/** The codes with which an execution can trap by itself. */
export type TrapCode = "TC5001" | "TC5003" | "TC5004" | "TC5005" | "TC5006" | "TC5007" | "TC5025";

/** What a trap was and where, in terms of the shipped module only. */
export interface TrapClassification {
  readonly code: TrapCode;
  /** Imports counted. */
  readonly functionIndex: number;
  /** The byte offset in the shipped module of the instruction that trapped, or before which the meter did. */
  readonly offset: number;
}

const codeOfKind: Readonly<Record<TrapKind, TrapCode | null>> = {
  unreachable: "TC5003",
  division: "TC5004",
  memory: "TC5005",
  "indirect-call": "TC5006",
  table: "TC5006",
  conversion: null,
};

const codeOfExhausted: Readonly<Record<Exhausted, TrapCode | null>> = {
  [Exhausted.none]: null,
  [Exhausted.gas]: "TC5001",
  [Exhausted.stack]: "TC5007",
  [Exhausted.machine]: null,
  [Exhausted.bulkLength]: "TC5025",
};

function machineFailed(resource: string, cause: unknown): never {
  throw new ThreadedContractError("TC6018", { resource }, { cause });
}

function unexplained(cause: unknown): never {
  throw new ThreadedContractError("TC6017", { what: "a trap has a place that can trap" }, { cause });
}

function codeAt(bytes: Uint8Array, offset: number): TrapCode | null {
  const operators = new OperatorReader(bytes, offset, bytes.length);
  operators.next();
  const kind = opcodes[operators.opcode]?.trap ?? null;
  return kind === null ? null : codeOfKind[kind];
}

/** Where the shipped module trapped, or undefined if the engine's place makes no sense. */
function place(admitted: AdmittedModule, frame: TrapFrame | undefined): TrapFrame | undefined {
  if (frame === undefined || admitted.trapMap === null) return undefined;
  const offset = findShippedOffset(admitted.trapMap, frame.offset);
  return offset === undefined ? undefined : { functionIndex: frame.functionIndex, offset };
}

/**
 * Says what a trap was, from the meter's own state and from the instruction that trapped; the engine's words decide
 * nothing.
 *
 * The engine's stack overflow, a memory it could not grow inside the page limit, and whatever cannot be explained are
 * failures of the machine and thrown as such, so that they never reach a receipt.
 *
 * @param admitted from `exactModule`
 * @param error what the call of the instance threw
 * @param exhausted the value of the instance's global `tc:exhausted` afterwards
 * @throws TC6018 if the machine failed; TC6017 if the engine reports what cannot be
 */
export function classifyTrap(admitted: AdmittedModule, error: unknown, exhausted: number): TrapClassification {
  // The engine's own stack ended: it depends on the tier, the thread and the process.
  if (error instanceof Error && error.name === "RangeError") return machineFailed("stack", error);
  if (exhausted === Exhausted.machine) return machineFailed("memory", error);
  const found = place(admitted, trapFrame(error));
  if (found === undefined) return unexplained(error);
  const code = codeOfExhausted[exhausted as Exhausted] ?? codeAt(admitted.bytes, found.offset);
  if (code === null) return unexplained(error);
  return { code, ...found };
}
