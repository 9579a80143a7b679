import type { Frame } from "../frame/frame";
import type { MainExecution } from "../frame/main-execution";
import { ticketOf } from "./handle";
import type { ThreadRow } from "./ledger";

/** The live thread of this frame that a handle stands for; anything else traps, each in its own way (H-2). */
export function rowOfHandle(execution: MainExecution, frame: Frame, handle: bigint, tag: number): ThreadRow {
  const unsigned = BigInt.asUintN(64, handle);
  const row = execution.ledger.rows[ticketOf(unsigned) - 1];
  const isJoinable = row?.handle === unsigned && row.frame === frame && row.state === "live";
  if (!isJoinable) return refuse(execution, frame, row, unsigned);
  if (row.thread.tag !== tag >>> 0) {
    frame.trap("TC2007", { spawned: row.thread.result, joined: typeOfTag(frame, tag) });
  }
  return row;
}

/** Says why a handle cannot be joined. @param row with its ticket, if there is one */
function refuse({ ledger }: MainExecution, frame: Frame, row: ThreadRow | undefined, handle: bigint): never {
  const { kind, generation } = ledger.mint.read(handle);
  const text = "0x" + handle.toString(16).padStart(16, "0");
  if (kind === "otherTransaction") return frame.trap("TC5012", { handle: text }, "It was made in another transaction.");
  if (kind === "forged" || row === undefined || row.handle !== handle) return frame.trap("TC5010", { handle: text });
  const name = ledger.name(row.ticket);
  if (row.frame !== frame) return frame.trap("TC5012", { handle: text }, `It is thread ${name}.`);
  const expired = frame.generation !== null && frame.generation.id !== generation;
  return frame.trap("TC5011", { thread: name }, ...(expired ? [`Its generation ${generation} is over.`] : []));
}

/** The result type a tag stands for, as far as this contract's threads say. */
function typeOfTag(frame: Frame, tag: number): string {
  const found = frame.contract.module.threads.find((thread) => thread.tag === tag >>> 0);
  return found?.result ?? `type 0x${(tag >>> 0).toString(16).padStart(8, "0")}`;
}
