import { expectCode } from "../../../../test/support/expect-code";
import { MemoryPool } from "../../../src/frame/memory-pool";
import { plainText } from "../../../src/frame/revert-data";
import * as limits from "../../../src/limits";
import { threadPages } from "../../../src/threads/page-budget";
import { compileMachine, Program } from "../support/machine";
import { filled, TestChain } from "../support/test-chain";

let chain: TestChain;
let wasm: Uint8Array;

beforeAll(async () => {
  wasm = await compileMachine();
});

beforeEach(() => {
  chain = new TestChain();
  chain.add(wasm, false);
});

const GAS = 100_000_000_000n;
const nothing = (): void => {};
const send = (program: Program) => chain.send(program.bytes(), { gasLimit: GAS }).receipt;
const codeOf = (program: Program): number => send(program).code;

const numbered = (count: number): Uint8Array => {
  const keys = Buffer.alloc(count * 32);
  for (let i = 0; i < count; i++) keys.writeUInt32BE(i + 1, i * 32);
  return new Uint8Array(keys);
};

test("H-10, H-11: 256 threads may be unjoined at once, not 257", () => {
  const spawns = (count: number): Program => {
    const program = new Program(20_000);
    for (let i = 0; i < count; i++) program.spawn(nothing, { register: i % 60 });
    // The handles of most are gone: a frame with unjoined threads fails by itself.
    return program;
  };
  const full = send(spawns(limits.UNJOINED_THREADS_MAXIMUM));
  expect(full.code).toBe(5009);
  expect(full.threads).toHaveLength(256);
  const over = send(spawns(limits.UNJOINED_THREADS_MAXIMUM + 1));
  expect(over.code).toBe(5013);
  expect(over.threads).toHaveLength(256);
});

test("256 threads of one page fit beside their caller and can all be joined", () => {
  const program = new Program(28_000);
  const handles = program.room(256 * 8);
  for (let i = 0; i < 256; i++) program.spawn(nothing, { register: 0 }).saveRegister(handles + i * 8, 0);
  for (let i = 0; i < 256; i++) program.loadRegister(0, handles + i * 8).join(0, 1);
  expect(send(program)).toMatchObject({ code: 0, threads: { length: 256 } });
});

test("a joined thread makes room for another", () => {
  const program = new Program(24_000);
  for (let i = 0; i < 300; i++) program.spawn(nothing, { register: 0 }).join(0);
  expect(codeOf(program)).toBe(0);
});

describe("S-14: slots", () => {
  const reserve = (program: Program, at: number, slotCount: number): Program =>
    program.spawn(nothing, { slotsOffset: at, slotCount, register: 0 }).join(0);

  test("1,024 a reservation", () => {
    const program = (count: number): Program => {
      const made = new Program();
      return reserve(made, made.put(numbered(count)), count);
    };
    expect(codeOf(program(limits.SLOTS_PER_RESERVATION_MAXIMUM))).toBe(0);
    expect(codeOf(program(limits.SLOTS_PER_RESERVATION_MAXIMUM + 1))).toBe(4007);
  });

  test("16,384 a transaction, released ones included", () => {
    const program = (last: number): Program => {
      const made = new Program();
      const at = made.put(numbered(1_024));
      for (let i = 0; i < 15; i++) reserve(made, at, 1_024);
      return reserve(reserve(made, at, 1_023), at, last);
    };
    expect(limits.SLOTS_PER_TRANSACTION_MAXIMUM).toBe(16 * 1_024);
    expect(codeOf(program(1))).toBe(0);
    expect(codeOf(program(2))).toBe(4007);
  });
});

test("64 regions a spawn", () => {
  const program = (count: number): Program => {
    const regions = Array.from({ length: count }, (_, i) => [i * 8, 8] as const);
    return new Program().spawn(nothing, { regions }).join(0);
  };
  expect(codeOf(program(limits.REGIONS_PER_SPAWN_MAXIMUM))).toBe(0);
  expect(codeOf(program(limits.REGIONS_PER_SPAWN_MAXIMUM + 1))).toBe(5015);
});

describe("M-7: memory", () => {
  test("main and its thread have 64 MiB together", () => {
    const program = (pages: number): Program =>
      new Program()
        .grow(pages - 1)
        .spawn(nothing)
        .join(0);
    expect(codeOf(program(512))).toBe(0);
    const over = send(program(513));
    expect(over.code).toBe(5024);
    expect(over.failure!.message).toContain("would need 1026 pages, and the limit is 1024");
  });

  test("while a thread lives, main may not grow into its pages", () => {
    const grown = (program: Program): bigint => Buffer.from(send(program).data).readBigInt64LE();
    // One page of main, one page and 16 more of the thread.
    expect(grown(new Program().spawn(nothing).grow(1_006).join(0))).toBe(1n);
    expect(grown(new Program().spawn(nothing).grow(1_007).join(0))).toBe(-1n);
    expect(grown(new Program().spawn(nothing).join(0).grow(1_023))).toBe(1n);
    expect(grown(new Program().spawn(nothing).join(0).grow(1_024))).toBe(-1n);
  });

  test("a call needs the pages that its contract starts with", () => {
    const called = (pages: number): string => {
      const program = new Program();
      const text = program.room(300);
      program.grow(pages - 1).call(filled(0xa0), new Program().bytes(), 5);
      program.showRegister(5).callResult(0, 300, text).output(text, 300);
      const { code, data } = send(program);
      expect(code).toBe(0);
      return Buffer.from(data).toString("utf8");
    };
    expect(called(limits.MEMORY_PAGES_MAXIMUM - 1)).not.toContain("pages");
    expect(called(limits.MEMORY_PAGES_MAXIMUM)).toContain("the 0 pages that it may have. It starts with 1; ");
  });

  test("a thread's growth depends on what is free at its spawn, and on nothing else", () => {
    expect(threadPages(1_023, 1)).toBe(1 + limits.THREAD_GROWTH_ROOMY_PAGES);
    expect(threadPages(limits.ROOMY_FREE_PAGES, 1)).toBe(1 + limits.THREAD_GROWTH_ROOMY_PAGES);
    expect(threadPages(limits.ROOMY_FREE_PAGES - 1, 1)).toBe(1 + limits.THREAD_GROWTH_TIGHT_PAGES);
    expect(threadPages(2, 1)).toBe(2);
    expect(threadPages(1, 1)).toBe(1);
    expect(threadPages(0, 1)).toBeNull();
  });

  test("a thread that grows further gets -1", () => {
    const result = (pages: number): bigint => {
      // Whether memory grew shows in whether the first byte past the old end can be read.
      const body = (thread: Program): Program => thread.grow(pages).peek(65_536);
      const program = new Program().spawn(body, { gas: 10_000_000n }).join(0, 2).resultCode();
      return Buffer.from(send(program).data).readBigUInt64LE();
    };
    expect(result(16)).toBe(0n);
    expect(result(17)).toBe(5005n);
  });
});

test("M-4: results have 1 MiB at most", () => {
  const program = (length: number): Program =>
    new Program()
      .grow(20)
      .spawn((thread) => thread.return(0, length), { gas: 10_000_000n })
      .join(0, 2)
      .resultCode();
  const code = (made: Program): bigint => Buffer.from(send(made).data).readBigUInt64LE(8);
  expect(code(program(limits.THREAD_RESULT_BYTES_MAXIMUM))).toBe(0n);
  expect(code(program(limits.THREAD_RESULT_BYTES_MAXIMUM + 1))).toBe(5014n);
});

describe("calls", () => {
  const self = filled(0xa0);

  test("32 frames on top of each other", () => {
    const program = new Program();
    const [name, address] = [program.put(Uint8Array.of(0, 0, 0, 1, 65, 0, 0, 0, 0)), program.put(self)];
    const text = program.room(200);
    const again = program.room(1_000);
    const length = program.bytes().length;
    program.emitAt(name, 9).calldata(0, length, again).callAt(address, again, length, 5).callResult(0, 200, text);
    program.showRegister(5).output(text, 200);
    const receipt = send(program);
    expect(receipt.code).toBe(0);
    // The frame at the limit fails when it calls on, and takes its event with it.
    expect(receipt.events).toHaveLength(limits.CALL_DEPTH_MAXIMUM - 1);
  });

  test("X-9: 1,024 a transaction; those of threads count at their join", () => {
    const callee = new Program().bytes();
    const calls = (program: Program, count: number): void => {
      const [address, data] = [program.put(self), program.put(callee)];
      for (let i = 0; i < count; i++) program.callAt(address, data, callee.length);
    };
    const made = (before: number, after: number): Program => {
      const program = new Program();
      // Each starts from none: the other's calls cannot be seen before the join.
      for (let i = 0; i < 2; i++) program.spawn((thread) => calls(thread, before), { gas: 500_000_000n });
      program.join(0).join(1);
      calls(program, after);
      return program;
    };
    const result = (program: Program) => chain.send(program.bytes(), { gasLimit: GAS }).receipt.code;
    expect(limits.CALLS_PER_TRANSACTION_MAXIMUM).toBe(2 * 500 + 24);
    expect(result(made(500, 24))).toBe(0);
    expect(result(made(500, 25))).toBe(5017);
  });

  test("calldata of 1 MiB", () => {
    const program = (length: number): Program => {
      const made = new Program();
      return made.grow(20).callAt(made.put(filled(0x55)), 0, length, 5);
    };
    expect(codeOf(program(limits.CALLDATA_BYTES_MAXIMUM))).toBe(0);
    expect(codeOf(program(limits.CALLDATA_BYTES_MAXIMUM + 1))).toBe(5015);
  });
});

describe("events", () => {
  const event = (nameLength: number, dataLength: number): Uint8Array => {
    const payload = Buffer.alloc(8 + nameLength);
    payload.writeUInt32BE(nameLength, 0);
    payload.fill("n", 4, 4 + nameLength);
    payload.writeUInt32BE(dataLength, 4 + nameLength);
    return new Uint8Array(payload);
  };
  const emits = (nameLength: number, ...dataLengths: number[]): Program => {
    const program = new Program().grow(40);
    for (const length of dataLengths) program.emit(event(nameLength, length), 8 + nameLength + length);
    return program;
  };

  test("names of 64 bytes", () => {
    expect(codeOf(emits(limits.EVENT_NAME_BYTES_MAXIMUM, 0))).toBe(0);
    expect(codeOf(emits(limits.EVENT_NAME_BYTES_MAXIMUM + 1, 0))).toBe(5018);
  });

  test("data of 1 MiB each, 2 MiB together", () => {
    const each = limits.EVENT_DATA_BYTES_MAXIMUM;
    expect(limits.EVENTS_PER_TRANSACTION_BYTES_MAXIMUM).toBe(2 * each);
    expect(codeOf(emits(1, each, each))).toBe(0);
    expect(codeOf(emits(1, each + 1))).toBe(5018);
    expect(codeOf(emits(1, each, each, 1))).toBe(5018);
  });

  test("of another shape are refused", () => {
    expect(codeOf(new Program().emit(Uint8Array.of(0, 0, 0, 9, 1)))).toBe(5015);
  });

  // As on OP_NET's main network.
  test("may have bytes behind them, which mean nothing", () => {
    expect(codeOf(new Program().emit(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 7)))).toBe(0);
  });
});

test("return data has 1 MiB at most, revert data is cut", () => {
  const exit = (status: number, length: number): Program => new Program().grow(20).exitRaw(status, 0, length);
  expect(send(exit(0, limits.RETURN_DATA_BYTES_MAXIMUM)).data).toHaveLength(limits.RETURN_DATA_BYTES_MAXIMUM);
  expect(codeOf(exit(0, limits.RETURN_DATA_BYTES_MAXIMUM + 1))).toBe(5015);
  expect(send(exit(1, limits.FAILURE_DATA_BYTES_MAXIMUM)).data).toHaveLength(limits.FAILURE_DATA_BYTES_MAXIMUM);
  expect(send(exit(1, limits.FAILURE_DATA_BYTES_MAXIMUM + 1)).data).toHaveLength(limits.FAILURE_DATA_BYTES_MAXIMUM);
});

test("a host function copies 16 MiB at most", () => {
  const program = (length: number): Program => new Program().grow(300).sha256(0, length, 0);
  expect(codeOf(program(limits.HOST_COPY_BYTES_MAXIMUM))).toBe(0);
  expect(codeOf(program(limits.HOST_COPY_BYTES_MAXIMUM + 1))).toBe(5015);
});

test("calldata of a transaction has 1 MiB at most", () => {
  const request = chain.request(new Uint8Array(limits.CALLDATA_BYTES_MAXIMUM + 1));
  expectCode("TC6014", () => chain.run(request));
  expectCode("TC6014", () => chain.run({ ...request, calldata: new Uint8Array(0), gasLimit: 1n << 64n }));
  expectCode("TC6014", () => chain.run({ ...request, calldata: new Uint8Array(0), contract: 9 }));
  // The machine stops at the first command it does not know, with all of its calldata accepted.
  const full = chain.request(new Uint8Array(limits.CALLDATA_BYTES_MAXIMUM));
  expect(chain.run(full).receipt.status).not.toBe(0);
});

test("F-4: messages are cut to 4,096 bytes, at a character", () => {
  expect(plainText("x".repeat(5_000))).toHaveLength(limits.FAILURE_DATA_BYTES_MAXIMUM);
  expect(Buffer.byteLength(plainText("é".repeat(5_000) + "x"))).toBe(limits.FAILURE_DATA_BYTES_MAXIMUM);
  expect(plainText("x" + "é".repeat(5_000))).toHaveLength(1 + (limits.FAILURE_DATA_BYTES_MAXIMUM - 2) / 2);
  expect(plainText("\ud800")).toBe("\ufffd");
});

test("a worker keeps a bounded number of memories", () => {
  const pool = new MemoryPool();
  const memories = Array.from({ length: limits.POOLED_MEMORIES_MAXIMUM + 1 }, () => pool.take(1, true));
  for (const memory of memories) pool.give(memory);
  const again = memories.map(() => pool.take(1, true));
  expect(again.filter((memory) => memories.includes(memory))).toHaveLength(limits.POOLED_MEMORIES_MAXIMUM);
  const large = pool.take(limits.POOLED_MEMORY_PAGES_MAXIMUM + 1, true);
  pool.give(large);
  expect(pool.take(limits.POOLED_MEMORY_PAGES_MAXIMUM + 1, true)).not.toBe(large);
  expectCode("TC6017", () => pool.take(limits.MEMORY_PAGES_MAXIMUM + 1, true));
});
