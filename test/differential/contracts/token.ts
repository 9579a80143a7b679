import { u256 } from "@btc-vision/as-bignum/assembly";
import { Address, AddressMap, Blockchain, BytesWriter, Calldata, OP20, OP20InitParameters, SafeMath } from "@btc-vision/btc-runtime/runtime";

/** A fungible token as authors write them: everything the base class offers, plus minting and an airdrop. */
export class Token extends OP20 {
  public override onDeployment(_calldata: Calldata): void {
    this.instantiate(new OP20InitParameters(u256.fromU64(1_000_000_000_000), 8, "Comparison", "CMP", "https://example.org/icon.png"));
    this._mint(Blockchain.tx.sender, u256.fromU64(1_000_000));
  }

  @method({ name: "to", type: ABIDataTypes.ADDRESS }, { name: "amount", type: ABIDataTypes.UINT256 })
  @emit("Minted")
  public mint(calldata: Calldata): BytesWriter {
    this.onlyDeployer(Blockchain.tx.sender);
    this._mint(calldata.readAddress(), calldata.readU256());
    return new BytesWriter(0);
  }

  @method({ name: "shares", type: ABIDataTypes.ADDRESS_UINT256_TUPLE })
  @returns({ name: "total", type: ABIDataTypes.UINT256 })
  @emit("Minted")
  public airdrop(calldata: Calldata): BytesWriter {
    const shares: AddressMap<u256> = calldata.readAddressMapU256();
    const addresses: Address[] = shares.keys();
    let total = u256.Zero;
    for (let i = 0; i < addresses.length; i++) {
      const amount = shares.get(addresses[i]);
      this.balanceOfMap.set(addresses[i], SafeMath.add(this.balanceOfMap.get(addresses[i]), amount));
      total = SafeMath.add(total, amount);
    }
    this._totalSupply.value = SafeMath.add(this._totalSupply.value, total);
    const writer = new BytesWriter(32);
    writer.writeU256(total);
    return writer;
  }
}
