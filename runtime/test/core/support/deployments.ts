import { Program } from "./machine";
import { filled } from "./test-chain";

const key = filled(1);
const salt = filled(0x5a);
const source = filled(0xa1);
const rich = { gas: 20_000_000n };

/** Calldata of a contract that stores `value` under `key` through a thread of its own. */
function storeInThread(value: number): Uint8Array {
  const program = new Program().spawn((thread) => thread.store(key, filled(value)), { slots: [key] });
  return program.join(0, 1).bytes();
}

/** Adds a thread that calls the contract whose address lies at `address` and returns what it has under `key`. */
function spawnReader(program: Program, address: number): Program {
  const show = new Program().show(key).bytes();
  const [calldata, into] = [program.put(show), program.room(32)];
  const body = (thread: Program): Program =>
    thread.callAt(address, calldata, show.length, 5).callResult(0, 32, into).return(into, 32);
  return program.spawn(body, rich);
}

/** Programs of a transaction that deploys or replaces code and spawns threads that meet it. */
export const deployments: Readonly<Record<string, () => Program>> = {
  "a thread calls a contract that its transaction has deployed": () => {
    const program = new Program(4_000);
    const address = program.room(32);
    program.deployAt(source, salt, new Program().store(key, filled(6)).bytes(), address);
    return spawnReader(program, address).join(0, 1).result(32);
  },
  "a deployed contract spawns while it is set up": () => {
    const program = new Program(4_000);
    const address = program.room(32);
    program.deployAt(source, salt, storeInThread(7), address);
    return spawnReader(program, address).join(0, 1).result(32);
  },
  "a deployed contract is called and spawns": () => {
    const program = new Program(4_000);
    const address = program.room(32);
    const inner = program.put(storeInThread(8));
    program.deployAt(source, salt, new Uint8Array(0), address);
    program.callAt(address, inner, storeInThread(8).length, 5).showRegister(5);
    return spawnReader(program, address).join(0, 1).result(32);
  },
  "a contract spawns while its code is replaced": () => new Program(4_000).update(source, storeInThread(9)),
  "a deployment that is taken back, with threads that met it": () => {
    const inner = new Program(4_000);
    const address = inner.room(32);
    inner.deployAt(source, salt, storeInThread(4), address);
    spawnReader(inner, address).join(0, 1).exit(1, new Uint8Array(0));
    const program = new Program(4_000).call(filled(0xa1), inner.bytes(), 5).showRegister(5);
    const second = program.room(32);
    program.deployAt(source, filled(0x5b), storeInThread(3), second);
    return spawnReader(program, second).join(0, 1).result(32);
  },
  "a contract deployed after the snapshot is stale for later threads": () => {
    const program = new Program(4_000);
    const address = program.room(32);
    program.spawn(() => {});
    program.deployAt(source, salt, new Program().store(key, filled(6)).bytes(), address);
    return spawnReader(program, address).join(1, 2).resultCode().join(0);
  },
};
