import { Blockchain, BytesWriter, Calldata, encodePointer, EMPTY_POINTER, OP_NET, Revert } from "@btc-vision/btc-runtime/runtime";
import { thread_join_with_refund, thread_spawn, ThreadHandle } from "@btc-vision/btc-runtime/threading";

// OIP-0002's ZKBatchVerifier. What was wrong in the draft:
//
// * It stops joining at the first proof that fails. The handles after it are never joined, so the whole transaction reverts, and
//   `false` could be returned only if the last proof alone were wrong. The compiler refuses that (TC2004); here all are joined first.
// * One thread for each proof, as many as the caller says: with more than 256 the spawn traps, and a thread costs more than a small
//   proof. Here a thread has sixteen proofs, and a call says how many there may be.
// * readProof() and verifyProof() do not exist. The proofs here are real ones: that a leaf is in a Merkle tree of SHA-256 whose root the
//   contract knows. A proof of 10 levels is eleven calls of the host's hash function.
// * Leaves and nodes hash with different first bytes; without that, a node could be passed off as a leaf.
// * Which proof is wrong is what the caller has to know; the answer has its number.

const rootPointer: u16 = Blockchain.nextPointer;

const PROOFS_PER_THREAD: i32 = 16;
const PROOFS_MAXIMUM: i32 = 256;
const DEPTH_MAXIMUM: i32 = 32;
const HASH_BYTES: i32 = 32;
const LEAF: u8 = 0;
const NODE: u8 = 1;

/** For one hash: 2,034,000 for the host's and as much again for everything around it. */
const HASH_GAS: u64 = 5_000_000;

@final
export class Verifier extends OP_NET {
  private readonly rootKey: Uint8Array = encodePointer(rootPointer, EMPTY_POINTER);

  @method({ name: "root", type: ABIDataTypes.BYTES32 })
  public setRoot(calldata: Calldata): BytesWriter {
    this.onlyDeployer(Blockchain.tx.sender);
    Blockchain.setStorageAt(this.rootKey, calldata.readBytes(HASH_BYTES));
    return new BytesWriter(0);
  }

  /**
   * Checks many proofs, sixteen in a thread.
   *
   * Each proof is the leaf's place (4 bytes), its content (32 bytes), and a hash for each level.
   */
  @method({ name: "depth", type: ABIDataTypes.UINT8 }, { name: "proofs", type: ABIDataTypes.BYTES })
  @returns({ name: "allValid", type: ABIDataTypes.BOOL }, { name: "firstInvalid", type: ABIDataTypes.INT32 })
  public verifyBatch(calldata: Calldata): BytesWriter {
    const depth = this.readDepth(calldata);
    const proofs = calldata.readBytesWithLength();
    const count = this.countOf(proofs, depth);
    const root = Blockchain.getStorageAt(this.rootKey);
    const handles: ThreadHandle[] = [];
    for (let start = 0; start < count; start += PROOFS_PER_THREAD) {
      const first = start;
      const end = min(start + PROOFS_PER_THREAD, count);
      const gas = HASH_GAS * <u64>((end - first) * (depth + 1));
      handles.push(thread_spawn<i32>(gas, (): i32 => this.firstInvalid(root, proofs, depth, first, end)));
    }
    // All of them, whatever they say: a handle that is left is a transaction that reverts.
    let invalid = -1;
    for (let i = 0; i < handles.length; i++) {
      const found = thread_join_with_refund<i32>(handles[i]);
      if (invalid < 0) invalid = found;
    }
    return this.answer(invalid);
  }

  /** The same, without threads; this one may stop at the first that is wrong. */
  @method({ name: "depth", type: ABIDataTypes.UINT8 }, { name: "proofs", type: ABIDataTypes.BYTES })
  @returns({ name: "allValid", type: ABIDataTypes.BOOL }, { name: "firstInvalid", type: ABIDataTypes.INT32 })
  public verifyBatchInSequence(calldata: Calldata): BytesWriter {
    const depth = this.readDepth(calldata);
    const proofs = calldata.readBytesWithLength();
    const root = Blockchain.getStorageAt(this.rootKey);
    return this.answer(this.firstInvalid(root, proofs, depth, 0, this.countOf(proofs, depth)));
  }

  private readDepth(calldata: Calldata): i32 {
    const depth = <i32>calldata.readU8();
    if (depth > DEPTH_MAXIMUM) throw new Revert("No tree is that deep");
    return depth;
  }

  private countOf(proofs: Uint8Array, depth: i32): i32 {
    const size = 4 + HASH_BYTES * (depth + 1);
    if (proofs.length % size != 0) throw new Revert("The proofs are not whole");
    if (proofs.length / size > PROOFS_MAXIMUM) throw new Revert("Too many proofs for one call");
    return proofs.length / size;
  }

  /** The number of the first proof that does not lead to the root, or −1. */
  private firstInvalid(root: Uint8Array, proofs: Uint8Array, depth: i32, first: i32, end: i32): i32 {
    const size = 4 + HASH_BYTES * (depth + 1);
    for (let i = first; i < end; i++) if (!this.isValid(root, proofs, i * size, depth)) return i;
    return -1;
  }

  private isValid(root: Uint8Array, proofs: Uint8Array, start: i32, depth: i32): bool {
    const at = proofs.dataStart + start;
    const place = bswap<u32>(load<u32>(at));
    if (depth < 32 && place >> <u32>depth != 0) return false;
    const leaf = new Uint8Array(1 + HASH_BYTES);
    leaf[0] = LEAF;
    memory.copy(leaf.dataStart + 1, at + 4, HASH_BYTES);
    let hash = Blockchain.sha256(leaf);
    const pair = new Uint8Array(1 + 2 * HASH_BYTES);
    pair[0] = NODE;
    for (let level = 0; level < depth; level++) {
      const isRight = ((place >> <u32>level) & 1) == 1;
      const sibling = at + 4 + HASH_BYTES * (level + 1);
      memory.copy(pair.dataStart + 1 + (isRight ? HASH_BYTES : 0), hash.dataStart, HASH_BYTES);
      memory.copy(pair.dataStart + 1 + (isRight ? 0 : HASH_BYTES), sibling, HASH_BYTES);
      hash = Blockchain.sha256(pair);
    }
    return memory.compare(hash.dataStart, root.dataStart, HASH_BYTES) == 0;
  }

  private answer(invalid: i32): BytesWriter {
    const writer = new BytesWriter(5);
    writer.writeBoolean(invalid < 0);
    writer.writeI32(invalid);
    return writer;
  }
}
