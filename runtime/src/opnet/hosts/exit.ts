import { exitHosts, revert } from "../../frame/hosts/exit";
import type { HostTable } from "../../frame/host";
import { OPNET_ANSWER_BYTES_MAXIMUM } from "../limits";
import { frameNotes } from "../notes";
import { refuse, unsigned } from "./arguments";

const nothing = new Uint8Array(0);

/** `exit`: what a frame of OP_NET answers is short, and it cannot end while its module starts. */
export const opnetExitHosts: HostTable = {
  "env.exit": (frame) => {
    const exit = exitHosts["env.exit"]!(frame);
    if (frame.execution.world.schedule.name !== "opnet") return exit;
    return (status: number, pointer: number, length: number): void => {
      frame.answers = frame.phase === "run";
      frame.guest.check("exit", pointer, unsigned(length));
      frame.requireRunning("exit");
      if (unsigned(length) > OPNET_ANSWER_BYTES_MAXIMUM) {
        refuse(frame, "exit", `${unsigned(length)} bytes are more than ${OPNET_ANSWER_BYTES_MAXIMUM}`);
      }
      const { refusal } = frameNotes(frame);
      // btc-runtime hands on the empty answer of a call that was not made; the receipt says why.
      if (status !== 0 && length === 0 && refusal !== null) revert(frame, refusal, nothing, status);
      exit(status, pointer, length);
    };
  },
};
