import { schnorr, secp256k1 } from "@noble/curves/secp256k1";
import { ml_dsa44 } from "@noble/post-quantum/ml-dsa";

/** First byte of a key: which scheme it is for. */
export const SignatureKind = { ecdsa: 0, schnorr: 1, mldsa: 2 } as const;

/** Second byte of an ECDSA key: whether the signature carries a recovery byte and the key is recovered, or the key is checked directly. */
export const EcdsaKind = { ethereum: 0, bitcoin: 1 } as const;

/** Third byte of an ECDSA key: how the point is written. */
const KeyFormat = { compressed: 0, uncompressed: 1, hybrid: 2, raw: 3 } as const;

/** Bytes of a point by the third byte of its key. */
export const ECDSA_KEY_BYTES: readonly number[] = [33, 65, 65, 64];

export const SCHNORR_KEY_BYTES = 32;
export const SCHNORR_SIGNATURE_BYTES = 64;
const COMPACT_BYTES = 64;

/** A point of the curve, or null if the bytes are none. */
function readPoint(format: number, bytes: Uint8Array) {
  const uncompressed = (coordinates: Uint8Array) => Buffer.concat([Uint8Array.of(4), coordinates]);
  try {
    switch (format) {
      case KeyFormat.compressed:
        // op-vm's library also takes 5, which names the point with an even y.
        return secp256k1.Point.fromHex(bytes[0] === 5 ? Buffer.concat([Uint8Array.of(2), bytes.subarray(1)]) : bytes);
      case KeyFormat.uncompressed:
        return bytes[0] === 4 ? secp256k1.Point.fromHex(bytes) : null;
      case KeyFormat.hybrid:
        return secp256k1.Point.fromHex(uncompressed(bytes.subarray(1)));
      case KeyFormat.raw:
        return secp256k1.Point.fromHex(uncompressed(bytes));
      default:
        return null;
    }
  } catch {
    return null;
  }
}

/** r and s of a signature, or null if a number is out of range or s is in the upper half, which would let anyone make a second signature. */
function readCompact(bytes: Uint8Array) {
  try {
    const signature = secp256k1.Signature.fromCompact(bytes.subarray(0, COMPACT_BYTES));
    return signature.hasHighS() ? null : signature;
  } catch {
    return null;
  }
}

/**
 * Checks a signature against a key, as Bitcoin does.
 *
 * @param format third byte of the key
 * @param key the point, in that format
 * @param signature r and s, 64 bytes
 * @param hash 32 bytes
 */
export function verifyBitcoinEcdsa(format: number, key: Uint8Array, signature: Uint8Array, hash: Uint8Array): boolean {
  const parsed = readCompact(signature);
  const point = parsed && readPoint(format, key);
  return point
    ? secp256k1.verify(parsed.toBytes("compact"), hash, point.toBytes(true), { lowS: true, prehash: false })
    : false;
}

/**
 * Recovers the key of a signature and compares it, as Ethereum does.
 *
 * @param signature r, s and v, 65 bytes; v is 0, 1, 27 or 28
 */
export function verifyEthereumEcdsa(format: number, key: Uint8Array, signature: Uint8Array, hash: Uint8Array): boolean {
  const parsed = readCompact(signature);
  const v = signature[COMPACT_BYTES]!;
  const recovery = v === 27 || v === 28 ? v - 27 : v;
  if (!parsed || recovery > 1) return false;
  const point = readPoint(format, key);
  try {
    return point !== null && parsed.addRecoveryBit(recovery).recoverPublicKey(hash).equals(point);
  } catch {
    return false;
  }
}

/** Whether 32 bytes are the x coordinate of a point; the VM traps on a key that is none. */
export function isSchnorrKey(key: Uint8Array): boolean {
  return readPoint(KeyFormat.compressed, Buffer.concat([Uint8Array.of(2), key])) !== null;
}

/** BIP-340. */
export function verifySchnorr(key: Uint8Array, signature: Uint8Array, hash: Uint8Array): boolean {
  return schnorr.verify(signature, hash, key);
}

/**
 * FIPS 204 with an empty context.
 *
 * op-vm 1.0.0 is published without the two larger parameter sets: it takes their gas and says no to every signature.
 */
export function verifyMldsa(level: number, key: Uint8Array, signature: Uint8Array, hash: Uint8Array): boolean {
  return level === 0 && ml_dsa44.verify(key, hash, signature);
}
