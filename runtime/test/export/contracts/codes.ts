// Puts code on the chain: the first byte of the calldata says what to do, and 32-byte arguments follow.
@external("env", "exit") declare function exit(status: u32, pointer: usize, length: u32): void;
@external("env", "calldata") declare function calldata(offset: u32, length: u32, pointer: usize): void;
@external("env", "load") declare function hostLoad(key: usize, value: usize): void;
@external("env", "store") declare function hostStore(key: usize, value: usize): void;
@external("env", "deployFromAddress")
declare function deploy(origin: usize, salt: usize, data: usize, length: u32, out: usize): u32;
@external("env", "updateFromAddress")
declare function update(origin: usize, data: usize, length: u32): u32;

const INPUT: usize = memory.data(256, 8);
const OUTPUT: usize = memory.data(32, 8);

export function execute(length: u32): u32 {
  calldata(0, length, INPUT);
  const op = load<u8>(INPUT);
  let status: u32 = 0;
  if (op == 0) hostStore(INPUT + 1, INPUT + 33);
  else if (op == 1) hostLoad(INPUT + 1, OUTPUT);
  else if (op == 2) status = deploy(INPUT + 1, INPUT + 33, INPUT, 0, OUTPUT);
  else if (op == 3) status = update(INPUT + 1, INPUT, 0);
  exit(status, OUTPUT, 32);
  return 0;
}

export function onDeploy(_length: u32): u32 { return 0; }
export function onUpdate(_length: u32): u32 { return 0; }
