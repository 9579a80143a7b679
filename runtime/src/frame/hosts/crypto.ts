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
      const prices = frame.execution.world.schedule.host;
      // In two parts, since op-vm takes the second one only for bytes that are there.
      const first = sha256Charge(prices, 0) / 2n;
      frame.charge(first);
      const bytes = guest.length("sha256", length, HOST_COPY_BYTES_MAXIMUM);
      const start = guest.check("sha256", pointer, bytes);
      frame.charge(sha256Charge(prices, bytes) - first);
      const digest = createHash("sha256")
        .update(guest.bytes.subarray(start, start + bytes))
        .digest();
      guest.write("sha256", outPointer, digest);
    },
};
