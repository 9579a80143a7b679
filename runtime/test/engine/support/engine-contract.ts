import type { Receipt } from "../../../src/chain/call-receipt";
import { compileContract } from "../../core/support/compile";

/** The contract that the engine's tests run; its source is `contracts/engine.ts`. */
export interface EngineContract {
  nothing(): Promise<Receipt<number>>;
  spawnAndJoin(pairs: number, gas: bigint): Promise<Receipt<number>>;
  spread(threads: number, iterations: number, gas: bigint): Promise<Receipt<number>>;
  inSequence(threads: number, iterations: number): Promise<Receipt<number>>;
  forever(): Promise<Receipt<number>>;
  foreverInThread(gas: bigint): Promise<Receipt<number>>;
  abandon(iterations: number, gas: bigint): Promise<Receipt<number>>;
  mixed(threads: number, zero: number): Promise<Receipt<{ sum: bigint; failures: Map<number, number> }>>;
  largeResults(threads: number, bytes: number): Promise<Receipt<bigint>>;
  fillRegion(threads: number, bytesEach: number): Promise<Receipt<bigint>>;
  rounds(count: number, width: number): Promise<Receipt<bigint>>;
  trace(kind: number): Promise<Receipt<bigint>>;
  traceInThread(kind: number): Promise<Receipt<bigint>>;
  lookAround(): Promise<Receipt<bigint>>;
  lookAroundInThread(): Promise<Receipt<bigint>>;
  setNumber(value: bigint): Promise<Receipt<void>>;
  setAndAbort(value: bigint): Promise<Receipt<void>>;
  getNumber(): Promise<Receipt<bigint>>;
}

/** The compiled contract. */
export function engineContract(): Promise<Uint8Array> {
  return compileContract("../../engine/contracts/engine.ts");
}
