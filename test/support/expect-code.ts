import { isThreadedContractError, type Code, type ThreadedContractError } from "@threaded-contract/transform";

/** Runs `action`, demands that it throws an error of the product with that code, and returns the error. */
export function expectCode(code: Code, action: () => unknown): ThreadedContractError {
  try {
    action();
  } catch (error) {
    if (!isThreadedContractError(error)) throw error;
    expect({ code: error.code, message: error.shortMessage }).toMatchObject({ code });
    return error;
  }
  throw new Error(`${code} was expected, but nothing was thrown`);
}
