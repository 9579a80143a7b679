/** Calls of other contracts. From a thread they are read-only, for everything below them too. */
import "./abi-reader";
import "./abi-writer";
import { Address } from "./address";
import { selectorOf } from "./calldata";
import { host_call, host_callResult } from "./host";
import { Outcome } from "./outcome";
import { revert } from "./revert";

/** Revert data begins with the selector of `Error(string)`, 0x63739d5c, when it is a message. */
const ERROR_STRING_SELECTOR: u32 = 0x63739d5c;

// @ts-ignore: decorator
@lazy const lengthWord: usize = memory.data(4, 4);

/** What a raw call brought back. */
@final
export class RawCallResult {
  /**
   * @param status 0 for success, anything else for a failure
   * @param data what the callee returned, or its revert data
   */
  constructor(readonly status: u32, readonly data: Uint8Array) {}

  get ok(): bool { return this.status == 0; }

  /** The callee's message, when it failed with one. */
  get message(): string {
    if (this.ok) return "";
    const start = this.data.dataStart;
    const length = this.data.length;
    if (length < 8 || bswap<u32>(load<u32>(start)) != ERROR_STRING_SELECTOR) return "status " + this.status.toString();
    return String.UTF8.decodeUnsafe(start + 8, length - 8);
  }
}

/** What `tryCall` returns: the callee's value, or why there is none. */
@final
export class CallResult<T> extends Outcome<T> {
  /** @param data what the callee returned, or its revert data */
  constructor(ok: bool, message: string, readonly data: Uint8Array) { super(ok, message); }
}

/**
 * Calls a contract with calldata as it is on the wire.
 *
 * @example
 * const answer = call(oracle, calldata);
 * if (!answer.ok) revert(answer.message);
 */
export function call(address: Address, calldata: Uint8Array): RawCallResult {
  const status = host_call(address.pointer, calldata.dataStart, calldata.length, lengthWord);
  const data = new Uint8Array(bswap<u32>(load<u32>(lengthWord)));
  if (data.length != 0) host_callResult(0, data.length, data.dataStart);
  return new RawCallResult(status, data);
}

/**
 * A contract at an address, for typed calls.
 *
 * @example
 * const reserve = contract(pool).method("getReserve").add<u32>(1).call<u64>();
 * const price = contract(feed).method("price").add<string>("BTC").tryCall<u64>();
 * if (!price.ok) revert("no price: " + price.message);
 */
export function contract(address: Address): ContractReference { return new ContractReference(address); }

/** What `contract` returns. */
@final
export class ContractReference {
  constructor(readonly address: Address) {}

  /** Starts a call of the function with this name. */
  method(name: string): MethodCall { return new MethodCall(this.address, name); }
}

/** A call that is being put together. */
@final
export class MethodCall {
  private readonly writer: __tc_AbiWriter = new __tc_AbiWriter();

  constructor(readonly address: Address, readonly name: string) { this.writer.write<u32>(selectorOf(name)); }

  /** Adds an argument; its type must be the type of the parameter. */
  add<T>(argument: T): MethodCall {
    this.writer.write<T>(argument);
    return this;
  }

  /** Calls and returns the callee's value; reverts when the callee failed, or when its result is not a `T`. */
  call<T = void>(): T {
    const answer = this.send();
    if (!answer.ok) revert(this.name + " of " + this.address.toString() + " failed: " + answer.message);
    if (isVoid<T>()) return;
    return this.parse<T>(answer.data);
  }

  /** Calls, and returns the callee's value or its failure. */
  tryCall<T = void>(): CallResult<T> {
    const answer = this.send();
    const result = new CallResult<T>(answer.ok, answer.message, answer.data);
    if (!isVoid<T>()) {
      if (answer.ok) result.keep(this.parse<T>(answer.data));
    }
    return result;
  }

  private send(): RawCallResult {
    return call(this.address, this.writer.toBytes());
  }

  private parse<T>(data: Uint8Array): T {
    const reader = new __tc_AbiReader(data.buffer, "result of " + this.name);
    const value = reader.read<T>();
    reader.finish();
    return value;
  }
}
