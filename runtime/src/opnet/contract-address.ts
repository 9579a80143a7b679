import { createHash } from "node:crypto";
import { sha256 } from "../storage/sha256";

function hash256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return sha256(hash.digest());
}

/**
 * The address of a contract that another contract deploys, as OP_NET's node derives it: twice SHA-256 over the hashed
 * deployer, the salt and the hashed code.
 *
 * @param deployer 32 bytes
 * @param salt 32 bytes
 */
export function deployedAddress(deployer: Uint8Array, salt: Uint8Array, code: Uint8Array): Uint8Array {
  return hash256(hash256(deployer), salt, hash256(code));
}
