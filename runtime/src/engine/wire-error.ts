import { isCode, isThreadedContractError, ThreadedContractError } from "@threaded-contract/transform";
import type { WireError } from "../protocol";

/** An error as it crosses from a worker to the event loop. */
export function toWireError(error: unknown): WireError {
  if (isThreadedContractError(error)) return { code: error.code, message: error.shortMessage, details: error.details };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: null, message, details: [] };
}

/** The error again, made by this realm, so that `instanceof Error` holds for whoever catches it. */
export function fromWireError({ code, message, details }: WireError): ThreadedContractError {
  if (code !== null && isCode(code)) return new ThreadedContractError(code, message, { details });
  return new ThreadedContractError("TC6011", { reason: "it met an unexpected error" }, { details: [message] });
}

/** Whether an error is the host's own failure, after which the workers' memory is not to be trusted. */
export function isHostFault(error: ThreadedContractError): boolean {
  return error.code === "TC6011" || error.code === "TC6017" || error.code === "TC6018";
}
