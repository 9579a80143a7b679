import { u256 } from "@btc-vision/as-bignum/assembly";
import { Address, Blockchain, BytesWriter, Calldata, OP20, OP20InitParameters, Revert, SafeMath } from "@btc-vision/btc-runtime/runtime";

// What `Token.ts` of the template `opnet` would be without threads.

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

    for (let i = 0; i < recipients.length; i++) this.balanceOfMap.set(recipients[i], u256.add(this.balanceOfMap.get(recipients[i]), amount));

    for (let i = 0; i < recipients.length; i++) this.createMintedEvent(recipients[i], amount);

    const writer = new BytesWriter(32);
    writer.writeU256(total);
    return writer;
  }
}
