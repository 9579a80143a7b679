import { createHash } from "node:crypto";
import type { ContractManager, VmCallbacks } from "../differential/harness/op-vm";

/** What a measured call may use: more than any needs. */
export const GAS = 1_000_000_000_000n;
const NETWORK_REGTEST = 2;
/** A storage value with the flag that makes op-vm charge for a warm access. */
const WARM_VALUE = Buffer.concat([Buffer.alloc(32), Buffer.of(1)]);

/** What a run came to. */
export interface Result {
  readonly value: number;
  readonly gasUsed: bigint;
}

const unused = () => Promise.reject(new Error("the benchmark calls nothing but calldata and storage"));

/** Answers of a host with nothing in storage, where every access is warm. */
export const vmCallbacks: VmCallbacks = {
  load: () => Promise.resolve(WARM_VALUE),
  store: () => Promise.resolve(Buffer.of(1)),
  call: unused,
  deploy: unused,
  update: unused,
  log: unused,
  emit: unused,
  inputs: unused,
  outputs: unused,
  accountType: unused,
  blockHash: unused,
  loadMldsaKey: unused,
};

/** A call as OP_NET makes one: an instance, its start function, the call. @param request four bytes of calldata */
export async function callVm(manager: ContractManager, bytes: Uint8Array, request: number): Promise<Result> {
  const id = manager.reserveId();
  const key = createHash("sha256").update(bytes).digest("hex");
  const calldata = Buffer.alloc(4);
  calldata.writeUInt32LE(request);
  manager.instantiate(id, key, Buffer.from(bytes), 0n, GAS, 0n, NETWORK_REGTEST, false, false);
  const { status, gasUsed } = await manager.execute(id, calldata);
  manager.destroyContract(id);
  return { value: status | 0, gasUsed };
}
