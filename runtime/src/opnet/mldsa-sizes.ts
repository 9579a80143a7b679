/** Key and signature sizes of ML-DSA by security level 0, 1 and 2. */
export const MLDSA_SIZES: readonly { readonly keyBytes: number; readonly signatureBytes: number }[] = [
  { keyBytes: 1_312, signatureBytes: 2_420 },
  { keyBytes: 1_952, signatureBytes: 3_309 },
  { keyBytes: 2_592, signatureBytes: 4_627 },
];
