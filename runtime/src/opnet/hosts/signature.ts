import type { Frame } from "../../frame/frame";
import type { HostTable } from "../../frame/host";
import { CELL_BYTES } from "../../storage/words";
import { MLDSA_SIZES } from "../mldsa-sizes";
import * as signatures from "../signatures";
import { refuse } from "./arguments";

const NAME = "verifySignature";
const HEADER_BYTES = 2;
const ECDSA_HEADER_BYTES = 3;
const ETHEREUM_SIGNATURE_BYTES = 65;
const BITCOIN_SIGNATURE_BYTES = 64;

/** Consensus flag: ECDSA and Schnorr, which a quantum computer breaks, are still allowed. */
const CLASSICAL_SIGNATURES = 1n;

interface Arguments {
  readonly frame: Frame;
  readonly key: number;
  readonly signature: number;
  readonly hash: number;
}

function readHash({ frame, hash }: Arguments): Uint8Array {
  return frame.guest.read(NAME, hash, CELL_BYTES);
}

function requireClassical(frame: Frame): void {
  const allowed = (frame.context.transaction.block.consensusFlags & CLASSICAL_SIGNATURES) !== 0n;
  if (!allowed) refuse(frame, NAME, "consensus does not allow classical signatures");
}

function verifyEcdsa(given: Arguments, kind: number): boolean {
  const { frame } = given;
  const { guest } = frame;
  requireClassical(frame);
  const prices = frame.execution.world.schedule.host.verifySignature;
  const isEthereum = kind === signatures.EcdsaKind.ethereum;
  if (!isEthereum && kind !== signatures.EcdsaKind.bitcoin) refuse(frame, NAME, `there is no ECDSA kind ${kind}`);
  frame.charge(isEthereum ? prices.ecdsaEthereum : prices.ecdsaBitcoin);
  const signature = guest.read(NAME, given.signature, isEthereum ? ETHEREUM_SIGNATURE_BYTES : BITCOIN_SIGNATURE_BYTES);
  const hash = readHash(given);
  // The VM reads the key last and takes one that leaves memory for a wrong one.
  const format = guest.bytes[given.key + HEADER_BYTES];
  const start = given.key + ECDSA_HEADER_BYTES;
  const key = guest.bytes.slice(start, start + (signatures.ECDSA_KEY_BYTES[format ?? -1] ?? 0));
  if (format === undefined || key.length !== signatures.ECDSA_KEY_BYTES[format]) return false;
  return isEthereum
    ? signatures.verifyEthereumEcdsa(format, key, signature, hash)
    : signatures.verifyBitcoinEcdsa(format, key, signature, hash);
}

function verifySchnorr(given: Arguments): boolean {
  const { frame } = given;
  const { guest } = frame;
  requireClassical(frame);
  frame.charge(frame.execution.world.schedule.host.verifySignature.schnorr);
  const key = guest.read(NAME, given.key, 1 + signatures.SCHNORR_KEY_BYTES).subarray(1);
  const signature = guest.read(NAME, given.signature, signatures.SCHNORR_SIGNATURE_BYTES);
  const hash = readHash(given);
  if (!signatures.isSchnorrKey(key)) refuse(frame, NAME, "the Schnorr key is no point of the curve");
  return signatures.verifySchnorr(key, signature, hash);
}

function verifyMldsa(given: Arguments, level: number): boolean {
  const { frame } = given;
  const { guest } = frame;
  const { mldsa44, mldsa65, mldsa87 } = frame.execution.world.schedule.host.verifySignature;
  const sizes = MLDSA_SIZES[level];
  const price = [mldsa44, mldsa65, mldsa87][level];
  if (sizes === undefined || price === undefined) return refuse(frame, NAME, `there is no ML-DSA level ${level}`);
  frame.charge(price);
  const key = guest.read(NAME, given.key, HEADER_BYTES + sizes.keyBytes).subarray(HEADER_BYTES);
  const signature = guest.read(NAME, given.signature, sizes.signatureBytes);
  return signatures.verifyMldsa(level, key, signature, readHash(given));
}

/** `verifySignature`: the key's first bytes say which scheme, and so how long everything is. */
export const signatureHosts: HostTable = {
  "env.verifySignature":
    (frame) =>
    (key: number, signature: number, hash: number): number => {
      frame.charge(frame.execution.world.schedule.host.verifySignature.base);
      const given = { frame, key: key >>> 0, signature, hash };
      const [kind, parameter] = frame.guest.read(NAME, key, HEADER_BYTES) as Uint8Array & [number, number];
      frame.requireRunning(NAME);
      switch (kind) {
        case signatures.SignatureKind.ecdsa:
          return verifyEcdsa(given, parameter) ? 1 : 0;
        case signatures.SignatureKind.schnorr:
          return verifySchnorr(given) ? 1 : 0;
        case signatures.SignatureKind.mldsa:
          return verifyMldsa(given, parameter) ? 1 : 0;
        default:
          return refuse(frame, NAME, `there is no kind of key ${kind}`);
      }
    },
};
