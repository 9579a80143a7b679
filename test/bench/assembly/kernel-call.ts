import { require } from "@threaded-contract/sdk";
import { sha256 } from "./kernels";

/** Compresses `times` blocks: a contract function that computes and never spawns. */
export function digest(times: u32): u32 {
  require(times > 0, "there is something to do");
  return sha256(times);
}
