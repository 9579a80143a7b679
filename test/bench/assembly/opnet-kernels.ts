import { execute as run } from "./kernel-contract";

@external("env", "calldata")
declare function calldata(offset: u32, length: u32, pointer: usize): void;

const request = memory.data(4);

/** Runs the kernel that the calldata names: OP_NET gives `execute` the length of the calldata and nothing else. */
export function execute(length: i32): i32 {
  calldata(0, length, request);
  return run(load<i32>(request));
}
