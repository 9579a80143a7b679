import type { BlockContext } from "../frame/context";
import { bytesOfHex } from "../abi/encode";
import { PROTOCOL_ID, type Network } from "../opnet/networks";
import { numberBytes, taggedHash } from "./address";
import { RECENT_BLOCKS_MAXIMUM, type BlockLoad } from "../gas/discount-dynamic";
import { invalidOption } from "./invalid-option";
import { DEFAULT_BLOCK_GAS_MAXIMUM, readUnsigned, type BlockOptions } from "./options";

const FIRST_BLOCK_NUMBER = 1n;
/** An arbitrary constant, so that no run depends on the day it happens on. */
const FIRST_MEDIAN_TIME_SECONDS = 1_700_000_000n;
/** Between two mined blocks. */
export const BLOCK_INTERVAL_SECONDS = 600n;
const UNSIGNED_64_MAXIMUM = 0xffff_ffff_ffff_ffffn;

const PROTOCOL_BYTES = bytesOfHex(PROTOCOL_ID);

const chainIds = new WeakMap<Network, Uint8Array>();

/** What a chain's blocks have in common. */
export interface ChainRules {
  readonly network: Network;
  readonly consensusFlags: bigint;
}

/** Number and time of a block. */
export interface BlockState {
  readonly number: bigint;
  /** Seconds. */
  readonly medianTime: bigint;
  /** How full the blocks before it were, if the options said. */
  readonly load?: BlockLoad | undefined;
}

/** The block a chain starts with, or another one with some fields replaced. @throws TC6014 */
export function readBlock(options: BlockOptions | undefined, base?: BlockState): BlockState {
  const { number, medianTime } = base ?? { number: FIRST_BLOCK_NUMBER, medianTime: FIRST_MEDIAN_TIME_SECONDS };
  return {
    number:
      options?.number === undefined ? number : readUnsigned(options.number, "block.number", 0n, UNSIGNED_64_MAXIMUM),
    medianTime:
      options?.medianTime === undefined
        ? medianTime
        : readUnsigned(options.medianTime, "block.medianTime", 0n, UNSIGNED_64_MAXIMUM),
    ...readLoad(options, base?.load),
  };
}

/** The load of recent blocks as options say it, or as it was. */
function readLoad(options: BlockOptions | undefined, base: BlockLoad | undefined): { readonly load?: BlockLoad } {
  if (options?.recentGas === undefined && options?.gasMaximum === undefined) {
    return base === undefined ? {} : { load: base };
  }
  const recent: unknown = options.recentGas ?? base?.gasUsed ?? [];
  if (!Array.isArray(recent) || recent.length > RECENT_BLOCKS_MAXIMUM) {
    return invalidOption("block.recentGas", `it has to be a list of at most ${RECENT_BLOCKS_MAXIMUM} amounts of gas`);
  }
  const gasUsed = recent.map((gas) => readUnsigned(gas, "block.recentGas", 0n, UNSIGNED_64_MAXIMUM));
  const maximum = options.gasMaximum ?? base?.gasMaximum ?? DEFAULT_BLOCK_GAS_MAXIMUM;
  return { load: { gasUsed, gasMaximum: readUnsigned(maximum, "block.gasMaximum", 1n, UNSIGNED_64_MAXIMUM) } };
}

/** The block after `count` more. @throws TC6014 when there are no such numbers any more */
export function laterBlock(block: BlockState, count: bigint): BlockState {
  const number = readUnsigned(block.number + count, "block.number", 0n, UNSIGNED_64_MAXIMUM);
  const medianTime = block.medianTime + count * BLOCK_INTERVAL_SECONDS;
  return { ...block, number, medianTime: readUnsigned(medianTime, "block.medianTime", 0n, UNSIGNED_64_MAXIMUM) };
}

/** What contracts read of a block. Its hash depends on its number alone. */
export function blockContext(block: BlockState, { network, consensusFlags }: ChainRules): BlockContext {
  return {
    hash: blockHash(block.number),
    number: block.number,
    medianTime: block.medianTime,
    chainId: chainIdBytes(network),
    protocolId: PROTOCOL_BYTES,
    consensusFlags,
    ...(block.load === undefined ? {} : { load: block.load }),
  };
}

function chainIdBytes(network: Network): Uint8Array {
  let bytes = chainIds.get(network);
  if (bytes === undefined) chainIds.set(network, (bytes = bytesOfHex(network.chainId)));
  return bytes;
}

/** 32 bytes that depend on the number alone. */
export function blockHash(number: bigint): Uint8Array {
  return taggedHash("block", numberBytes(number));
}
