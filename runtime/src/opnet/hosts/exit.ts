import { exitHosts } from "../../frame/hosts/exit";
import type { HostTable } from "../../frame/host";
import { OPNET_ANSWER_BYTES_MAXIMUM } from "../limits";
import { refuse, unsigned } from "./arguments";

/** `exit`: what a frame of OP_NET answers is short, and it cannot end while its module starts. */
export const opnetExitHosts: HostTable = {
  "env.exit": (frame) => {
    const exit = exitHosts["env.exit"]!(frame);
    if (frame.execution.world.schedule.name !== "opnet") return exit;
    return (status: number, pointer: number, length: number): void => {
      frame.guest.check("exit", pointer, unsigned(length));
      frame.requireRunning("exit");
      if (unsigned(length) > OPNET_ANSWER_BYTES_MAXIMUM) {
        refuse(frame, "exit", `${unsigned(length)} bytes are more than ${OPNET_ANSWER_BYTES_MAXIMUM}`);
      }
      exit(status, pointer, length);
    };
  },
};
