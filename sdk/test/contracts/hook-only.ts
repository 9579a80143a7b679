// A contract without exported functions still stores, calls and emits.
import { Context, contract, emitEvent, Storage } from "@threaded-contract/sdk";
import { u256 } from "@btc-vision/as-bignum/assembly";

class Deployed { by: u256 = u256.One; }

export function onDeploy(): void {
  Storage.set("supply", u256.One);
  emitEvent("Deployed", new Deployed());
  contract(Context.deployer).method("notify").add(u256.One).tryCall();
}
