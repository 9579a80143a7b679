import type { Program } from "assemblyscript" with { "resolution-mode": "import" };
import { isSdkPath } from "./thread-functions";

/** Whether the program contains our SDK at all; when it does not, there is nothing for us to do. */
export function usesSdk(program: Program): boolean {
  return program.sources.some((source) => isSdkPath(source.internalPath));
}

/** Whether the program is built on OP_NET's runtime. */
export function isOpnetProgram(program: Program): boolean {
  return program.sources.some((source) => source.internalPath.startsWith("~lib/@btc-vision/btc-runtime/runtime/"));
}
