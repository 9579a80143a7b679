import { opcodeOf, type OperatorReader } from "@threaded-contract/transform";

const CALL = opcodeOf("call");
const UNREACHABLE = opcodeOf("unreachable");

/** What is the same for all calls of a module. */
export interface CallPlace {
  readonly bytes: Uint8Array;
  /** Index of the imported function `exit`, which ends successful frames too; -1 if there is none. */
  readonly exitImport: number;
}

/**
 * Whether a call never returns, as the compiler says by what it writes after it.
 *
 * Functions that call the host nowhere else give up instead of making such a call, and the run is repeated with the
 * unmerged meter; otherwise every access of an array would be a possible call of the host.
 *
 * @param operators at a call
 */
export function isColdCall({ bytes, exitImport }: CallPlace, operators: OperatorReader): boolean {
  return operators.opcode === CALL && bytes[operators.end] === UNREACHABLE && operators.immediate !== exitImport;
}
