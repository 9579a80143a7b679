import { bech32, bech32m, createBase58check } from "@scure/base";
import { sha256 } from "../storage/sha256";
import type { Network } from "./networks";

/** Whether an address is of a network, is of another one, or is no address at all. */
export type AddressVerdict = "valid" | "foreign" | "malformed";

const SEGWIT_TEXT_BYTES_MAXIMUM = 90;
const LEGACY_TEXT_BYTES_MAXIMUM = 50;
const LEGACY_PAYLOAD_BYTES = 21;
const WITNESS_VERSION_MAXIMUM = 16;
const OPNET_PREFIX = "opt";
const TAPROOT_VERSION = 1;
const TAPROOT_PROGRAM_BYTES = 32;

/** Prefixes that Bitcoin itself knows. */
const KNOWN_PREFIXES: readonly string[] = ["bc", "tb", "bcrt"];

/** First byte of a legacy address: a public key's or a script's hash, on the main network or any other. */
const LEGACY_VERSIONS: ReadonlyMap<number, "main" | "test"> = new Map([
  [0, "main"],
  [5, "main"],
  [111, "test"],
  [196, "test"],
]);

const base58check = createBase58check(sha256);

interface SegwitAddress {
  readonly prefix: string;
  readonly version: number;
  readonly program: Uint8Array;
}

/**
 * Judges a Bitcoin address as op-vm's `validateBitcoinAddress` does: segwit first, then base58.
 *
 * @param text the address, any case that its encoding allows
 */
export function judgeAddress(text: string, network: Network): AddressVerdict {
  return network.name === "opnetTestnet"
    ? judgeOpnetAddress(text)
    : judgeKnownAddress(text, network.addressPrefix, network.name === "mainnet" ? "main" : "test");
}

function judgeKnownAddress(text: string, prefix: string, kind: "main" | "test"): AddressVerdict {
  const segwit = decodeSegwit(text);
  if (segwit !== null) {
    if (!KNOWN_PREFIXES.includes(segwit.prefix)) return "malformed";
    return segwit.prefix === prefix ? "valid" : "foreign";
  }
  const version = decodeLegacy(text);
  if (version === null) return "malformed";
  return version === kind ? "valid" : "foreign";
}

/** OP_NET's own test network has a prefix that Bitcoin does not know, and legacy addresses of any test network. */
function judgeOpnetAddress(text: string): AddressVerdict {
  if (text.toLowerCase().startsWith(`${OPNET_PREFIX}1`)) {
    const segwit = decodeSegwit(text);
    if (segwit === null || segwit.prefix !== OPNET_PREFIX) return "malformed";
    return segwit.version === TAPROOT_VERSION && segwit.program.length !== TAPROOT_PROGRAM_BYTES
      ? "malformed"
      : "valid";
  }
  if (!/^[mn2]/.test(text)) return "foreign";
  return judgeKnownAddress(text, "tb", "test") === "valid" ? "valid" : "foreign";
}

/** BIP-173 and BIP-350: version 0 has the first checksum, all later ones the second. */
function decodeSegwit(text: string): SegwitAddress | null {
  if (text.length > SEGWIT_TEXT_BYTES_MAXIMUM || !text.includes("1")) return null;
  for (const coder of [bech32, bech32m]) {
    try {
      const { prefix, words } = coder.decode(text as `${string}1${string}`, SEGWIT_TEXT_BYTES_MAXIMUM);
      const version = words[0];
      if (version === undefined || version > WITNESS_VERSION_MAXIMUM || (version === 0) !== (coder === bech32)) {
        return null;
      }
      const program = coder.fromWords(words.slice(1));
      if (program.length < 2 || program.length > 40) return null;
      if (version === 0 && program.length !== 20 && program.length !== 32) return null;
      return { prefix: prefix.toLowerCase(), version, program };
    } catch {
      // Not in this encoding.
    }
  }
  return null;
}

function decodeLegacy(text: string): "main" | "test" | null {
  if (text.length > LEGACY_TEXT_BYTES_MAXIMUM) return null;
  try {
    const payload = base58check.decode(text);
    return payload.length === LEGACY_PAYLOAD_BYTES ? (LEGACY_VERSIONS.get(payload[0]!) ?? null) : null;
  } catch {
    return null;
  }
}
