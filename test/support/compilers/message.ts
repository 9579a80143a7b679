import type { Socket } from "node:net";
import type { CompilerRequest } from "./pool";

/** What a test asks: JSON until it ends its side of the connection. The answer is JSON, too. */
export interface Message {
  readonly module: string;
  readonly request: CompilerRequest;
  /** Whether the request holds everything that decides the answer, beside the toolchain. */
  readonly isWhole: boolean;
}

export type Reply = { readonly answer: unknown } | { readonly failed: string };

/** All that the other side sends. Unlike iteration, it leaves this side of the connection open. */
export function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => (text += chunk));
    socket.once("end", () => resolve(text));
    socket.once("error", reject);
  });
}
