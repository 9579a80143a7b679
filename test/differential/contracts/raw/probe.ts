/**
 * Calls host functions with the numbers it is given, sensible or not: what a machine does with a pointer outside memory, and what
 * it has charged by then, shows only when nobody checks before the call.
 */
@external("env", "exit") declare function exit(status: u32, data: u32, length: u32): void;
@external("env", "environment") declare function environment(offset: u32, length: u32, output: u32): void;
@external("env", "calldata") declare function calldata(offset: u32, length: u32, output: u32): void;
@external("env", "load") declare function load_(key: u32, output: u32): void;
@external("env", "store") declare function store_(key: u32, value: u32): void;
@external("env", "call") declare function call(address: u32, data: u32, length: u32, resultLength: u32): u32;
@external("env", "callResult") declare function callResult(offset: u32, length: u32, output: u32): void;
@external("env", "deployFromAddress") declare function deployFromAddress(address: u32, salt: u32, data: u32, length: u32, output: u32): u32;
@external("env", "updateFromAddress") declare function updateFromAddress(address: u32, data: u32, length: u32): u32;
@external("env", "emit") declare function emit(data: u32, length: u32): void;
@external("env", "inputs") declare function inputs(output: u32): void;
@external("env", "outputs") declare function outputs(output: u32): void;
@external("env", "inputsSize") declare function inputsSize(): u32;
@external("env", "outputsSize") declare function outputsSize(): u32;
@external("env", "sha256") declare function sha256(data: u32, length: u32, output: u32): void;
@external("env", "ripemd160") declare function ripemd160(data: u32, length: u32, output: u32): void;
@external("env", "accountType") declare function accountType(address: u32): u32;
@external("env", "blockHash") declare function blockHash(height: u64, output: u32): void;
@external("env", "validateBitcoinAddress") declare function validateBitcoinAddress(data: u32, length: u32): u32;
@external("env", "verifySignature") declare function verifySignature(key: u32, signature: u32, hash: u32): u32;
@external("env", "loadMLDSA") declare function loadMLDSA(key: u32, output: u32): void;

/** Where calldata goes; arguments point here and around it. */
const INPUT: u32 = 8_192;
/** Where the answers of the host functions are collected. */
const ANSWERS: u32 = 49_152;
const STEP_BYTES: u32 = 1 + 5 * 4;

let answers: u32 = 0;

export function onDeploy(_length: u32): u32 {
  return 0;
}

export function onUpdate(length: u32): u32 {
  return length & 1;
}

/** Calldata: a selector that nobody looks at, a count, then steps of a function's number and five little-endian words. */
export function execute(length: u32): u32 {
  calldata(0, length, INPUT);
  const count = <u32>load<u8>(INPUT + 4);
  for (let i: u32 = 0; i < count; i++) {
    const at = INPUT + 5 + i * STEP_BYTES;
    step(load<u8>(at), load<u32>(at + 1), load<u32>(at + 5), load<u32>(at + 9), load<u32>(at + 13), load<u32>(at + 17));
  }
  exit(0, ANSWERS, answers * 4);
  return 0;
}

function answer(value: u32): void {
  store<u32>(ANSWERS + answers * 4, value);
  answers++;
}

function step(kind: u8, a: u32, b: u32, c: u32, d: u32, e: u32): void {
  switch (kind) {
    case 0: exit(a, b, c); break;
    case 1: environment(a, b, c); break;
    case 2: calldata(a, b, c); break;
    case 3: load_(a, b); break;
    case 4: store_(a, b); break;
    case 5: answer(call(a, b, c, d)); break;
    case 6: callResult(a, b, c); break;
    case 7: answer(deployFromAddress(a, b, c, d, e)); break;
    case 8: answer(updateFromAddress(a, b, c)); break;
    case 9: emit(a, b); break;
    case 10: inputs(a); break;
    case 11: outputs(a); break;
    case 12: answer(inputsSize() + outputsSize() * 65_536); break;
    case 13: sha256(a, b, c); break;
    case 14: ripemd160(a, b, c); break;
    case 15: answer(accountType(a)); break;
    case 16: blockHash(<u64>a | <u64>(b & 1) << 32, c); break;
    case 17: answer(validateBitcoinAddress(a, b)); break;
    case 18: answer(verifySignature(a, b, c)); break;
    case 19: loadMLDSA(a, b); break;
    case 20: answer(<u32>memory.grow(<i32>(a & 7))); break;
    case 21: memory.fill(a, <u8>b, c); break;
    case 22: memory.copy(a, b, c); break;
    case 23: answer(load<u32>(a)); break;
    case 24: store<u32>(a, b); break;
    case 25: answer(b / (a & 3)); break;
    default: answer(kind);
  }
}
