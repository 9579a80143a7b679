import type { Frame } from "../frame/frame";
import { TRAP_EXIT_STATUS, type Ending } from "../frame/signals";
import { Status } from "../threads/backend";
import { decodeRevert } from "../frame/revert-data";
import { frameNotes } from "./notes";

const REVERTED = 5002;

/**
 * The main network's node lets no frame succeed in which a nested call failed, even if the contract went on: under the
 * policy `roswell` such a frame fails with the nested frame's data.
 */
export function stickFailure(frame: Frame, ending: Ending): Ending {
  if (frame.execution.world.schedule.storagePolicy !== "roswell" || ending.status !== Status.success) return ending;
  const { nestedFailure: data, refusal } = frameNotes(frame);
  if (data === null) return ending;
  const message = decodeRevert(data) ?? refusal ?? "a nested call failed";
  return { status: Status.reverted, code: REVERTED, message, data, ticket: 0, exitStatus: TRAP_EXIT_STATUS };
}
