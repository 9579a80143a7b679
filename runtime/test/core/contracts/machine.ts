// A contract that runs the commands in its calldata, each one a host function or a trap, with any arguments: what no compiler
// would let through. The body of a thread runs the commands at its environment pointer. Offsets are from BASE.
@external("env", "exit") declare function exit(status: u32, pointer: usize, length: u32): void;
@external("env", "environment") declare function environment(offset: u32, length: u32, pointer: usize): void;
@external("env", "calldata") declare function calldata(offset: u32, length: u32, pointer: usize): void;
@external("env", "load") declare function hostLoad(key: usize, value: usize): void;
@external("env", "store") declare function hostStore(key: usize, value: usize): void;
@external("env", "call") declare function call(address: usize, data: usize, length: u32, resultLength: usize): u32;
@external("env", "callResult") declare function callResult(offset: u32, length: u32, pointer: usize): void;
@external("env", "emit") declare function emit(pointer: usize, length: u32): void;
@external("env", "sha256") declare function sha256(pointer: usize, length: u32, out: usize): void;
@external("env", "deployFromAddress")
declare function deploy(origin: usize, salt: usize, data: usize, length: u32, out: usize): u32;
@external("env", "updateFromAddress")
declare function update(origin: usize, data: usize, length: u32): u32;
@external("env", "thread_spawn")
declare function spawn(
  entry: u32, environment: usize, gas: u64, slots: usize, slotCount: i32, regions: usize, regionCount: u32, tag: u32,
): u64;
@external("env", "thread_join") declare function join(handle: u64, mode: u32, tag: u32): u32;
@external("env", "thread_result_length") declare function resultLength(): u32;
@external("env", "thread_result") declare function result(out: usize): void;
@external("env", "thread_result_code") declare function resultCode(): u32;
@external("env", "thread_return") declare function returnResult(pointer: usize, length: u32): void;
@external("env", "thread_context") declare function context(): u32;
@external("env", "thread_seed") declare function seed(out: usize): void;
@external("env", "thread_committed") declare function committed(index: u32, key: usize): u32;

const BASE: usize = memory.data(40000, 8);
const REGISTERS: usize = memory.data(512, 8);
const OUTPUT: usize = memory.data(4096, 8);
let outputLength: u32 = 0;
let mutable: u64 = 1;

function entryOf(body: (environment: usize) => void): u32 {
  return load<u32>(changetype<usize>(body));
}

function recurse(depth: u32): u32 {
  return depth == 0 ? 0 : recurse(depth - 1) + load<u8>(BASE + depth);
}

function out(value: u64): void {
  store<u64>(OUTPUT + outputLength, value);
  outputLength += 8;
}

// @ts-ignore: decorator
@inline function word(pc: usize, index: usize): u32 { return load<u32>(pc + (index << 2)); }
// @ts-ignore: decorator
@inline function at(pc: usize, index: usize): usize { return BASE + word(pc, index); }
// @ts-ignore: decorator
@inline function register(pc: usize, index: usize): usize { return REGISTERS + (word(pc, index) << 3); }

function run(start: usize): void {
  let pc = start;
  while (true) {
    const op = word(pc, 0);
    const size = word(pc, 1);
    if (op == 0) return;
    else if (op == 1) {
      const entry = word(pc, 3) < 2 ? entryOf(word(pc, 3) == 0 ? thread_0 : thread_1) : word(pc, 3);
      const gas = (<u64>word(pc, 6) << 32) | word(pc, 5);
      const regions = at(pc, 9), count = word(pc, 10);
      // Region pointers are offsets too; a count with the top bit set leaves them as they are.
      for (let i: u32 = 0; i < count && count < 256; i++) store<u32>(regions + i * 8, load<u32>(regions + i * 8) + <u32>BASE);
      store<u64>(register(pc, 2), spawn(entry, at(pc, 4), gas, at(pc, 7), word(pc, 8), regions, count, word(pc, 11)));
    }
    else if (op == 2) store<u64>(register(pc, 5), join(load<u64>(register(pc, 2)), word(pc, 3), word(pc, 4)));
    else if (op == 3) hostStore(at(pc, 2), at(pc, 3));
    else if (op == 4) hostLoad(at(pc, 2), at(pc, 3));
    else if (op == 5) emit(at(pc, 2), word(pc, 3));
    else if (op == 6) store<u64>(register(pc, 5), call(at(pc, 2), at(pc, 3), word(pc, 4), OUTPUT - 8));
    else if (op == 7) out(resultLength());
    else if (op == 8) { result(OUTPUT + outputLength); outputLength += word(pc, 2); }
    else if (op == 9) out(resultCode());
    else if (op == 10) returnResult(at(pc, 2), word(pc, 3));
    else if (op == 11) out(context());
    else if (op == 12) seed(at(pc, 2));
    else if (op == 13) out(committed(word(pc, 2), at(pc, 3)));
    else if (op == 14) exit(word(pc, 2), at(pc, 3), word(pc, 4));
    else if (op == 15) store<u64>(register(pc, 2), (<u64>word(pc, 4) << 32) | word(pc, 3));
    else if (op == 16) out(<u64><i64>memory.grow(word(pc, 2)));
    else if (op == 17) { for (let i: u32 = 0; i < word(pc, 2); i++) mutable = mutable * 3 + i; }
    else if (op == 18) out(word(pc, 2) / word(pc, 3));
    else if (op == 19) unreachable();
    else if (op == 20) out(load<u64>(word(pc, 2)));
    else if (op == 21) out(recurse(word(pc, 2)));
    else if (op == 22) call_indirect<void>(word(pc, 2));
    else if (op == 23) out(load<u64>(register(pc, 2)));
    else if (op == 24) environment(word(pc, 2), word(pc, 3), at(pc, 4));
    else if (op == 25) callResult(word(pc, 2), word(pc, 3), at(pc, 4));
    else if (op == 26) sha256(at(pc, 2), word(pc, 3), at(pc, 4));
    else if (op == 27) { memory.copy(OUTPUT + outputLength, at(pc, 2), word(pc, 3)); outputLength += word(pc, 3); }
    else if (op == 28) out(deploy(BASE, BASE, BASE, 0, BASE));
    else if (op == 29) store<u64>(at(pc, 2), load<u64>(register(pc, 3)));
    else if (op == 30) { if (load<u64>(register(pc, 2)) == 0) pc += word(pc, 3) << 2; }
    else if (op == 31) out(bswap<u32>(load<u32>(OUTPUT - 8)));
    else if (op == 32) store<u64>(register(pc, 2), load<u64>(at(pc, 3)));
    else if (op == 34) out(deploy(at(pc, 2), at(pc, 3), at(pc, 4), word(pc, 5), at(pc, 6)));
    else if (op == 35) out(update(at(pc, 2), at(pc, 3), word(pc, 4)));
    else if (op == 33) calldata(word(pc, 2), word(pc, 3), at(pc, 4));
    else unreachable();
    pc += size << 2;
  }
}

export function thread_0(start: usize): void { run(start); }
export function thread_1(start: usize): void { mutable += 1; run(start); }

export function execute(length: u32): u32 {
  calldata(0, length, BASE);
  run(BASE);
  exit(0, OUTPUT, outputLength);
  return 0;
}

// A program, or a status.
export function onDeploy(length: u32): u32 {
  return length < 8 ? length : execute(length);
}

export function onUpdate(length: u32): u32 {
  return onDeploy(length);
}
