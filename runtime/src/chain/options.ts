import { availableParallelism } from "node:os";
import { describeValue } from "../abi/mismatch";
import { findSchedule, gasSchedules } from "../gas/find-schedule";
import type { GasSchedule } from "../gas/schedule";
import { WORKERS_MAXIMUM } from "../limits";
import { networks, type Network, type NetworkName } from "../opnet/networks";
import { account, toAddressBytes, type AddressLike } from "./address";
import type { ChainRules } from "./block";
import { invalidOption } from "./invalid-option";

/** Gas of a call that does not say how much: some seconds of computing. */
export const DEFAULT_GAS_LIMIT = 10_000_000_000n;

/** Gas of a block that does not say how much it may use: ten calls with the default limit. */
export const DEFAULT_BLOCK_GAS_MAXIMUM = 100_000_000_000n;

/** Largest gas limit: what an unsigned 64-bit counter holds. */
const GAS_LIMIT_MAXIMUM = 0xffff_ffff_ffff_ffffn;

/** Classical signatures and updates by address. */
const ALL_CONSENSUS_FLAGS = 3n;

/** Longest watchdog: what a timer takes. */
const WATCHDOG_MILLISECONDS_MAXIMUM = 0x7fff_ffff;

/** Fields of the block that calls see. */
export interface BlockOptions {
  /** Number of the block, 0 or more. */
  readonly number?: number | bigint;
  /** Median time in seconds. */
  readonly medianTime?: number | bigint;
  /**
   * Gas used by each of the last finished blocks, at most ten: what the discount of a schedule made by
   * {@link withDynamicDiscount} follows (ruling G-12). Contracts cannot read it; other schedules do not look at it.
   */
  readonly recentGas?: readonly (number | bigint)[];
  /** Gas that a block may use, 1 or more; the default is {@link DEFAULT_BLOCK_GAS_MAXIMUM}. Only with `recentGas`. */
  readonly gasMaximum?: number | bigint;
}

/** Options of a single call; those of the chain hold where one is left out. */
export interface CallOptions {
  /** Gas limit, from 1 to 2^64 − 1. */
  readonly gas?: number | bigint;
  /** Who calls, and who signs unless `origin` says otherwise. */
  readonly sender?: AddressLike;
  /** Who signs the transaction. */
  readonly origin?: AddressLike;
  /** Ends the call when it is aborted: the promise is rejected with TC6010 and nothing is committed. */
  readonly signal?: AbortSignal;
  /** Wall-clock bound in milliseconds, after which the promise is rejected with TC6016. Off by default. */
  readonly watchdogMilliseconds?: number;
  /** Block fields that only this call sees. */
  readonly block?: BlockOptions;
  /** A view: a write, an event or a deployment traps (TC5019). */
  readonly readOnly?: boolean;
  /** The origin's tweaked public key, 32 bytes, as OP_NET contracts see it; zeros if left out. */
  readonly originKey?: AddressLike;
  /** Inputs of the Bitcoin transaction as the OP_NET node serializes them; none if left out. */
  readonly inputs?: Uint8Array;
  /** The same for its outputs. */
  readonly outputs?: Uint8Array;
  /** Execute again serially and compare receipts; on by default under jest. */
  readonly replay?: boolean;
  /** Find out where a failure happened, for `receipt.trace`; on by default under jest. */
  readonly trace?: boolean;
}

/** Options of {@link createChain}. */
export interface ChainOptions {
  /** Thread workers, 0 to 64; the default is one less than there are processors. With 0 threads run one after the other. */
  readonly workers?: number;
  /** Prices: a schedule, or the id of one such as `"oip0002/1"`. */
  readonly schedule?: GasSchedule | string;
  /** Gas limit of calls that do not say. */
  readonly gas?: number | bigint;
  /** Sender of calls that do not say; the default is `account("default")`. */
  readonly sender?: AddressLike;
  readonly watchdogMilliseconds?: number;
  /**
   * Serial elision: execute every transaction again, with its threads one after the other, and reject with TC6012
   * unless the receipts are the same bytes. On by default under jest; `THREADS_REPLAY=0` turns that default off.
   */
  readonly replay?: boolean;
  /**
   * If a transaction or a thread of it fails, execute once more to find out where: functions, and source lines if the contract
   * has a source map, for `receipt.trace` and the error's text. Never part of a receipt's bytes. On by default under jest.
   */
  readonly trace?: boolean;
  /**
   * Keep a journal of everything that happens, for `chain.journal()` and {@link replay}. Off by default: a journal grows
   * with every transaction.
   */
  readonly journal?: boolean;
  /** The first block. */
  readonly block?: BlockOptions;
  /** Which Bitcoin network contracts find themselves on; the default is `"regtest"`. */
  readonly network?: NetworkName;
  /** OP_NET's consensus flags: 1 classical signatures, 2 updates by address. Both are set by default. */
  readonly consensusFlags?: number | bigint;
}

/** Chain options, checked and complete. */
export interface ChainSettings {
  readonly workers: number;
  readonly schedule: GasSchedule;
  readonly gas: bigint;
  readonly sender: Uint8Array;
  readonly watchdogMilliseconds: number | undefined;
  readonly replay: boolean;
  readonly trace: boolean;
  readonly journal: boolean;
  readonly rules: ChainRules;
}

/** Checks the options of a chain. @throws TC6014 */
export function readChainOptions(options: ChainOptions): ChainSettings {
  return {
    workers: readWorkers(options.workers),
    schedule: readSchedule(options.schedule ?? "oip0002/1"),
    gas: options.gas === undefined ? DEFAULT_GAS_LIMIT : readGas(options.gas),
    sender: toAddressBytes(options.sender ?? account("default"), "sender"),
    watchdogMilliseconds: readWatchdog(options.watchdogMilliseconds),
    replay: readReplay(options.replay, replayByDefault()),
    trace: readFlag(options.trace, "trace", underJest()),
    journal: readFlag(options.journal, "journal", false),
    rules: {
      network: readNetwork(options.network),
      consensusFlags: readUnsigned(
        options.consensusFlags ?? ALL_CONSENSUS_FLAGS,
        "consensusFlags",
        0n,
        GAS_LIMIT_MAXIMUM,
      ),
    },
  };
}

/** Checks a gas limit. @throws TC6014 */
export function readGas(gas: number | bigint): bigint {
  return readUnsigned(gas, "gas", 1n, GAS_LIMIT_MAXIMUM);
}

/** Checks an integer option. @throws TC6014 */
export function readUnsigned(value: unknown, option: string, least: bigint, most: bigint): bigint {
  const integral = typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value));
  if (integral && value >= least && value <= most) return BigInt(value);
  return invalidOption(option, `it has to be an integer from ${least} to ${most}, not ${describeValue(value)}`);
}

/** Checks a watchdog time. @throws TC6014 */
export function readWatchdog(milliseconds: number | undefined): number | undefined {
  if (milliseconds === undefined) return undefined;
  return Number(readUnsigned(milliseconds, "watchdogMilliseconds", 1n, BigInt(WATCHDOG_MILLISECONDS_MAXIMUM)));
}

/** Checks an abort signal. @throws TC6014 */
export function readSignal(signal: unknown): AbortSignal | undefined {
  if (signal === undefined) return undefined;
  const fits = typeof signal === "object" && signal !== null && "aborted" in signal && "addEventListener" in signal;
  return fits
    ? (signal as AbortSignal)
    : invalidOption("signal", `it has to be an AbortSignal, not ${describeValue(signal)}`);
}

/** Checks the replay option. @throws TC6014 */
export function readReplay(replay: unknown, otherwise: boolean): boolean {
  return readFlag(replay, "replay", otherwise);
}

/** Checks an option that is on or off. @throws TC6014 */
export function readFlag(value: unknown, option: string, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  return typeof value === "boolean"
    ? value
    : invalidOption(option, `it has to be true or false, not ${describeValue(value)}`);
}

function readNetwork(name: NetworkName = "regtest"): Network {
  if (Object.hasOwn(networks, name)) return networks[name];
  return invalidOption("network", `it is none of ${Object.keys(networks).join(", ")}, but ${describeValue(name)}`);
}

function readWorkers(workers: number | undefined): number {
  if (workers === undefined) return Math.min(WORKERS_MAXIMUM, Math.max(0, availableParallelism() - 1));
  return Number(readUnsigned(workers, "workers", 0n, BigInt(WORKERS_MAXIMUM)));
}

function readSchedule(schedule: GasSchedule | string): GasSchedule {
  if (typeof schedule === "object") return schedule;
  const known = gasSchedules.map(({ id }) => id).join(", ");
  return findSchedule(schedule) ?? invalidOption("schedule", `there is no "${schedule}", only ${known}`);
}

function replayByDefault(): boolean {
  return underJest() && process.env["THREADS_REPLAY"] !== "0";
}

function underJest(): boolean {
  return process.env["JEST_WORKER_ID"] !== undefined;
}
