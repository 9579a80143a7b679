// Its start function does what the file's name says.
@external("env", "exit") declare function exit(status: u32, pointer: usize, length: u32): void;
exit(0, 0, 0);

export function execute(length: u32): u32 { return 0; }
