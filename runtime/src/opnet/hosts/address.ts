import type { HostTable } from "../../frame/host";
import { judgeAddress } from "../bitcoin-address";
import { networkOf } from "../networks";
import { refuse, unsigned } from "./arguments";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** `validateBitcoinAddress`: 1 for an address of the chain's network, 0 for one of another, a trap for no address. */
export const addressHosts: HostTable = {
  "env.validateBitcoinAddress":
    (frame) =>
    (pointer: number, length: number): number => {
      const name = "validateBitcoinAddress";
      const { base, perUnit } = frame.execution.world.schedule.host.validateBitcoinAddress;
      frame.charge(base);
      const bytes = frame.guest.read(name, pointer, unsigned(length));
      frame.charge(perUnit * BigInt(bytes.length));
      let text: string;
      try {
        text = utf8.decode(bytes);
      } catch {
        return refuse(frame, name, "the address is not UTF-8");
      }
      const verdict = judgeAddress(text, networkOf(frame.context.transaction.block.chainId));
      if (verdict === "malformed") refuse(frame, name, "that is no Bitcoin address");
      return verdict === "valid" ? 1 : 0;
    },
};
