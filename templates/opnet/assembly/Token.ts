import { u256 } from "@btc-vision/as-bignum/assembly";
import { Address, Blockchain, BytesWriter, Calldata, OP20, OP20InitParameters, Revert, SafeMath } from "@btc-vision/btc-runtime/runtime";
import { Slot, slotOfEntry, ThreadHandle, thread_join_with_refund, thread_spawn_with_reservation } from "@btc-vision/btc-runtime/threading";

/** How many recipients a thread pays. */
const BATCH: i32 = 10;

/** Gas for one recipient: reading a balance costs 21,000,000 and writing it 1,000,000. What is not used comes back at the join. */
const RECIPIENT_GAS: u64 = 30_000_000;

/** A fungible token whose deployer can give it away to many accounts in one call. */
@final
export class Token extends OP20 {
  public override onDeployment(_calldata: Calldata): void {
    this.instantiate(new OP20InitParameters(u256.fromU64(1_000_000_000), 8, "My Token", "MINE", ""));
  }

  /** Mints the same amount for every recipient: one thread for each ten of them, which may write their balances and nothing else. */
  @method({ name: "recipients", type: ABIDataTypes.ARRAY_OF_ADDRESSES }, { name: "amount", type: ABIDataTypes.UINT256 })
  @returns({ name: "total", type: ABIDataTypes.UINT256 })
  @emit("Minted")
  public airdrop(calldata: Calldata): BytesWriter {
    this.onlyDeployer(Blockchain.tx.sender);
    const recipients: Address[] = calldata.readAddressArray();
    const amount = calldata.readU256();

    // No balance can overflow when the sum of all of them does not.
    const total = SafeMath.mul(amount, u256.fromI32(recipients.length));
    const supply = SafeMath.add(this._totalSupply.value, total);
    if (supply > this._maxSupply.value) throw new Revert("Max supply reached");
    this._totalSupply.value = supply;

    const handles: ThreadHandle[] = [];
    for (let start = 0; start < recipients.length; start += BATCH) {
      const first = start;
      const end = min(start + BATCH, recipients.length);
      handles.push(
        thread_spawn_with_reservation<void>(RECIPIENT_GAS * <u64>(end - first), this.balanceSlots(recipients, first, end), (): void => {
          for (let i = first; i < end; i++) this.balanceOfMap.set(recipients[i], u256.add(this.balanceOfMap.get(recipients[i]), amount));
        }),
      );
    }
    for (let i = 0; i < handles.length; i++) thread_join_with_refund(handles[i]);

    // Events are part of the receipt in program order, so they come from here and not from the threads.
    for (let i = 0; i < recipients.length; i++) this.createMintedEvent(recipients[i], amount);

    const writer = new BytesWriter(32);
    writer.writeU256(total);
    return writer;
  }

  /** The storage slots of some recipients' balances. */
  private balanceSlots(recipients: Address[], first: i32, end: i32): Slot[] {
    const slots: Slot[] = [];
    for (let i = first; i < end; i++) slots.push(slotOfEntry(this.balanceOfMap, recipients[i]));
    return slots;
  }
}
