import type { Receipt } from "../../src/receipt";
import type { Program } from "../core/support/machine";
import { compileMachine } from "../core/support/machine";
import { TestChain, type TestCall } from "../core/support/test-chain";

/** A chain with the machine twice, at 0xa0… and 0xa1…; modules that break the rules for threads are let in. */
export async function machineChain(chain = new TestChain()): Promise<TestChain> {
  const wasm = await compileMachine();
  chain.add(wasm, false);
  chain.add(wasm, false);
  return chain;
}

/** Runs a program in both serial orders and commits it. */
export function run(chain: TestChain, program: Program, options: TestCall = {}): Receipt {
  return chain.send(program.bytes(), options).receipt;
}
