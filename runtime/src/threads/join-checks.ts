import type { Frame } from "../frame/frame";
import type { MainExecution } from "../frame/main-execution";
import type { ThreadRow } from "./ledger";

/** The live thread of this frame that a handle stands for; anything else traps, each in its own way (H-2). */
export function rowOfHandle(execution: MainExecution, frame: Frame, handle: bigint, tag: number): ThreadRow {
  const { ledger } = execution;
  const { kind, ticket, generation } = ledger.mint.read(handle);
  const text = (): string => "0x" + BigInt.asUintN(64, handle).toString(16).padStart(16, "0");
  if (kind === "otherTransaction") frame.trap("TC5012", { handle: text() }, "It was made in another transaction.");
  const row = ledger.rows[ticket - 1];
  if (kind === "forged" || row === undefined || row.handle !== BigInt.asUintN(64, handle)) {
    return frame.trap("TC5010", { handle: text() });
  }
  if (row.frame !== frame) frame.trap("TC5012", { handle: text() }, `It is thread ${ledger.name(ticket)}.`);
  if (row.state !== "live") {
    const expired = frame.generation !== null && frame.generation.id !== generation;
    const detail = expired ? [`Its generation ${generation} is over.`] : [];
    frame.trap("TC5011", { thread: ledger.name(ticket) }, ...detail);
  }
  if (row.thread.tag !== tag >>> 0) {
    frame.trap("TC2007", { spawned: row.thread.result, joined: typeOfTag(frame, tag) });
  }
  return row;
}

/** The result type a tag stands for, as far as this contract's threads say. */
function typeOfTag(frame: Frame, tag: number): string {
  const found = frame.contract.module.threads.find((thread) => thread.tag === tag >>> 0);
  return found?.result ?? `type 0x${(tag >>> 0).toString(16).padStart(8, "0")}`;
}
