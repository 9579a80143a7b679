import { Blockchain } from "@btc-vision/btc-runtime/runtime";
import { revertOnError } from "@btc-vision/btc-runtime/runtime/abort/abort";
import { Token } from "./Token";

// DO NOT TOUCH THIS: what OP_NET needs of every contract.
Blockchain.contract = () => new Token();

export * from "@btc-vision/btc-runtime/runtime/exports";

export function abort(message: string, fileName: string, line: u32, column: u32): void {
  revertOnError(message, fileName, line, column);
}
