// Its start function works, and a fork must not run it again.
@external("env", "exit") declare function exit(status: u32, pointer: usize, length: u32): void;
@external("env", "sha256") declare function sha256(pointer: usize, length: u32, out: usize): void;
@external("env", "thread_spawn")
declare function spawn(
  entry: u32, environment: usize, gas: u64, slots: usize, slotCount: i32, regions: usize, regionCount: u32, tag: u32,
): u64;
@external("env", "thread_join") declare function join(handle: u64, mode: u32, tag: u32): u32;
@external("env", "thread_result") declare function result(out: usize): void;
@external("env", "thread_return") declare function returnResult(pointer: usize, length: u32): void;

const OUT: usize = memory.data(8, 8);
// The tag of the result type u32.
const TAG: usize = memory.data<u8>([0xd7, 0x64, 0x9d, 0x42], 8);
let starts: u32 = 0;
for (let i = 0; i < 100; i++) starts += 1;
// Hashing needs no call, so it is allowed while the module starts.
sha256(OUT, 8, memory.data(32, 8));

function entryOf(body: (environment: usize) => void): u32 { return load<u32>(changetype<usize>(body)); }

export function thread_0(tag: usize): void {
  starts += 1;
  store<u32>(OUT, starts);
  returnResult(OUT, 4);
}

export function execute(length: u32): u32 {
  starts += 10;
  const handle = spawn(entryOf(thread_0), 0, 1000000, 0, -1, 0, 0, load<u32>(TAG));
  join(handle, 0, load<u32>(TAG));
  result(OUT);
  store<u32>(OUT + 4, starts);
  exit(0, OUT, 8);
  return 0;
}
