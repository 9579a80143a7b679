import { schnorr, secp256k1 } from "@noble/curves/secp256k1";
import { sha256 } from "@noble/hashes/sha2";
import { ml_dsa44, ml_dsa65, ml_dsa87 } from "@noble/post-quantum/ml-dsa";
import { toHex, type Hex } from "./scenario";

export interface SignatureSamples {
  /** Key as `verifySignature` takes it: kind, parameters, key material. */
  readonly signatures: readonly { readonly key: Hex; readonly signature: Hex; readonly hash: Hex }[];
  /** ML-DSA public keys of level 0 by address. */
  readonly keys: ReadonlyMap<Hex, Hex>;
}

const KIND = { ecdsa: 0, schnorr: 1, mldsa: 2 };
const ETHEREUM = 0;
const BITCOIN = 1;
const FORMAT = { compressed: 0, uncompressed: 1, hybrid: 2, raw: 3 };

const bytes = (...values: number[]) => Uint8Array.from(values);
const join = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
const seed = (text: string) => sha256(Buffer.from(text));

let samples: SignatureSamples | undefined;

/** Signatures that hold, of every kind and key format, made from fixed seeds; and a few that cannot hold. */
export function sampleSignatures(): SignatureSamples {
  return (samples ??= createSamples());
}

function createSamples(): SignatureSamples {
  const hash = seed("message");
  const sample = (key: Uint8Array, signature: Uint8Array) => ({
    key: toHex(key),
    signature: toHex(signature),
    hash: toHex(hash),
  });
  const mldsa = [ml_dsa44, ml_dsa65, ml_dsa87].map((scheme, level) => {
    const pair = scheme.keygen(seed(`ml-dsa ${level}`));
    return {
      publicKey: pair.publicKey,
      sample: sample(join(bytes(KIND.mldsa, level), pair.publicKey), scheme.sign(pair.secretKey, hash)),
    };
  });
  const signatures = [
    ...ecdsaSamples(hash, sample),
    evenPoint(hash, sample),
    ...schnorrSamples(hash, sample),
    ...mldsa.map((entry) => entry.sample),
  ];
  signatures.push(
    sample(bytes(3, 0, 0), new Uint8Array(64)),
    sample(bytes(KIND.mldsa, 3), new Uint8Array(64)),
    sample(bytes(KIND.ecdsa, 2), new Uint8Array(64)),
  );
  const address = toHex(sha256(mldsa[0]!.publicKey));
  return { signatures, keys: new Map([[address, toHex(mldsa[0]!.publicKey)]]) };
}

/** A point with an even y, written with the prefix that names exactly those; only some libraries read it. */
function evenPoint(hash: Uint8Array, sample: MakeSample) {
  for (let attempt = 0; ; attempt++) {
    const secret = seed(`even ${attempt}`);
    const point = secp256k1.getPublicKey(secret, true);
    if (point[0] !== 2) continue;
    return sample(
      join(bytes(KIND.ecdsa, BITCOIN, FORMAT.compressed, 5), point.subarray(1)),
      secp256k1.sign(hash, secret).toCompactRawBytes(),
    );
  }
}

type MakeSample = (key: Uint8Array, signature: Uint8Array) => { key: Hex; signature: Hex; hash: Hex };

function ecdsaSamples(hash: Uint8Array, sample: MakeSample) {
  const secret = seed("ecdsa");
  const compressed = secp256k1.getPublicKey(secret, true);
  const uncompressed = secp256k1.getPublicKey(secret, false);
  const raw = uncompressed.subarray(1);
  const hybrid = join(bytes(6 + (compressed[0]! & 1)), raw);
  const signed = secp256k1.sign(hash, secret, { lowS: true });
  const compact = signed.toCompactRawBytes();
  const highS = secp256k1.Signature.fromCompact(compact);
  const negated = new secp256k1.Signature(highS.r, secp256k1.CURVE.n - highS.s).toCompactRawBytes();
  const formats: [number, Uint8Array][] = [
    [FORMAT.compressed, compressed],
    [FORMAT.uncompressed, uncompressed],
    [FORMAT.hybrid, hybrid],
    [FORMAT.raw, raw],
    [4, raw],
  ];
  return formats.flatMap(([format, material]) => [
    sample(join(bytes(KIND.ecdsa, BITCOIN, format), material), compact),
    sample(join(bytes(KIND.ecdsa, ETHEREUM, format), material), join(compact, bytes(signed.recovery))),
    sample(join(bytes(KIND.ecdsa, ETHEREUM, format), material), join(compact, bytes(27 + signed.recovery))),
    sample(join(bytes(KIND.ecdsa, ETHEREUM, format), material), join(compact, bytes(2 + signed.recovery))),
    sample(join(bytes(KIND.ecdsa, BITCOIN, format), material), negated),
    sample(join(bytes(KIND.ecdsa, BITCOIN, format), material), join(new Uint8Array(32), compact.subarray(32))),
  ]);
}

function schnorrSamples(hash: Uint8Array, sample: MakeSample) {
  const secret = seed("schnorr");
  const publicKey = schnorr.getPublicKey(secret);
  const signature = schnorr.sign(hash, secret, new Uint8Array(32));
  const offCurve = new Uint8Array(32).fill(0xff);
  return [
    sample(join(bytes(KIND.schnorr), publicKey), signature),
    sample(join(bytes(KIND.schnorr), offCurve), signature),
    sample(join(bytes(KIND.schnorr), publicKey), join(signature.subarray(0, 32), new Uint8Array(32))),
  ];
}
