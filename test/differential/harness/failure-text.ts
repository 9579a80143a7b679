import { ThreadedContractError } from "../../../transform/src/errors";
import { STACK_BYTES_MAXIMUM } from "../../../runtime/src/limits";

type Sentence = (found: RegExpExecArray) => string;

const badArgument = (name: string, reason: string) =>
  new ThreadedContractError("TC5015", { import: name, reason }).shortMessage;
const eventLimit = (reason: string) => new ThreadedContractError("TC5018", { reason }).shortMessage;

/**
 * The virtual machine's words for a trap, and ours. A contract that catches a failed call reads ours, so both sides of the
 * comparison have to hand them out; and it is a check that traps are told apart as the machine tells them.
 */
const sentences: readonly [RegExp, Sentence][] = [
  [/out of gas|too little gas/, () => new ThreadedContractError("TC5001", {}).shortMessage],
  [/out of memory|unreachable/, () => new ThreadedContractError("TC5003", {}).shortMessage],
  [/integer divide by zero|integer overflow/, () => new ThreadedContractError("TC5004", {}).shortMessage],
  [
    /undefined element|uninitialized element|indirect call type mismatch/,
    () => new ThreadedContractError("TC5006", {}).shortMessage,
  ],
  [/out of bounds memory access/, () => new ThreadedContractError("TC5005", {}).shortMessage],
  [
    /Missing export (\w+)/,
    (found) => new ThreadedContractError("TC5020", { what: `The method ${found[1]}` }).shortMessage,
  ],
  [/call stack exhausted/, () => new ThreadedContractError("TC5007", { limit: STACK_BYTES_MAXIMUM }).shortMessage],
  [/Invalid address|Invalid OP_NET/, () => badArgument("validateBitcoinAddress", "that is no Bitcoin address")],
  [/Invalid Schnorr public key/, () => badArgument("verifySignature", "the Schnorr key is no point of the curve")],
  [/answer of (\d+) bytes/, (found) => badArgument("exit", `${found[1]} bytes are more than 2048`)],
  [/event name of (\d+) bytes/, (found) => eventLimit(`the name has ${found[1]} bytes, more than 64`)],
];

/** Our sentence for the machine's; its own if there is none, which the comparison then reports. */
export function failureText(reason: string): string {
  for (const [pattern, sentence] of sentences) {
    const found = pattern.exec(reason);
    if (found) return sentence(found);
  }
  return reason;
}
