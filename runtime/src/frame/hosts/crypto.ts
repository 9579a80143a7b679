import { createHash } from "node:crypto";
import { sha256Charge } from "../../gas/host-charges";
import { HOST_COPY_BYTES_MAXIMUM } from "../../limits";
import type { HostTable } from "../host";

/** `sha256`; further functions of this kind come with the OP_NET extension. */
export const cryptoHosts: HostTable = {
  "env.sha256":
    (frame) =>
    (pointer: number, length: number, outPointer: number): void => {
      const { guest } = frame;
      frame.charge(sha256Charge(frame.execution.world.schedule.host, length >>> 0));
      const bytes = guest.length("sha256", length, HOST_COPY_BYTES_MAXIMUM);
      const start = guest.check("sha256", pointer, bytes);
      const digest = createHash("sha256")
        .update(guest.bytes.subarray(start, start + bytes))
        .digest();
      guest.write("sha256", outPointer, digest);
    },
};
