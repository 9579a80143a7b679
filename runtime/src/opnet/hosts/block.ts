import { blockHash } from "../../chain/block";
import type { Frame } from "../../frame/frame";
import type { HostTable } from "../../frame/host";
import { CELL_BYTES, CELL_WORDS } from "../../storage/words";

/** Stands for an account that no address can be, so that block numbers and addresses share the list of what is warm. */
const BLOCK_MARK = 0x626c_6f63;

function isWarm(frame: Frame, number: bigint): boolean {
  const { warmth } = frame.execution;
  if (warmth === null) return true;
  if (warmth.policy === "roswell") return false;
  if (number === frame.context.transaction.block.number) return true;
  const words = new Uint32Array(CELL_WORDS);
  words.set([
    BLOCK_MARK,
    BLOCK_MARK,
    BLOCK_MARK,
    BLOCK_MARK,
    BLOCK_MARK,
    BLOCK_MARK,
    Number(number & 0xffff_ffffn),
    Number(number >> 32n),
  ]);
  return warmth.touchAccount(words);
}

/** `blockHash`: of this block or an earlier one; zeros for one to come. */
export const blockHosts: HostTable = {
  "env.blockHash":
    (frame) =>
    (height: bigint, outPointer: number): void => {
      frame.requireRunning("blockHash");
      const { block } = frame.context.transaction;
      const number = BigInt.asUintN(64, height);
      const { warm, cold } = frame.execution.world.schedule.host.blockHash;
      frame.charge(isWarm(frame, number) ? warm : cold);
      const hash =
        number > block.number ? new Uint8Array(CELL_BYTES) : number === block.number ? block.hash : blockHash(number);
      frame.guest.write("blockHash", outPointer, hash);
    },
};
