import { ripemd160 } from "@noble/hashes/legacy";
import type { HostTable } from "../../frame/host";
import { unsigned } from "./arguments";

/** `ripemd160`; Node's own is missing where OpenSSL 3 comes without its legacy part. */
export const hashHosts: HostTable = {
  "env.ripemd160":
    (frame) =>
    (pointer: number, length: number, outPointer: number): void => {
      const { base, perUnit } = frame.execution.world.schedule.host.ripemd160;
      frame.charge(base);
      const bytes = frame.guest.read("ripemd160", pointer, unsigned(length));
      frame.charge(perUnit * BigInt(bytes.length));
      frame.guest.write("ripemd160", outPointer, ripemd160(bytes));
    },
};
