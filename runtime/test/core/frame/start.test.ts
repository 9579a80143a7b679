import { Status } from "../../../src/threads/backend";
import { compileRaw } from "../support/compile";
import { makeRawContract } from "../support/raw-contract";
import { TestChain } from "../support/test-chain";

async function chainWith(file: string): Promise<TestChain> {
  const chain = new TestChain();
  chain.add(makeRawContract(await compileRaw(file)), false);
  return chain;
}

const nothing = new Uint8Array(0);

test("M-8: the start function runs once a frame, and not in a fork", async () => {
  const chain = await chainWith("start-counts.ts");
  const { data, status } = chain.send(nothing).receipt;
  expect(status).toBe(Status.success);
  // 100 of the start, 10 of main; one more in the thread's own copy.
  expect([...new Uint32Array(data.slice().buffer)]).toEqual([111, 110]);
});

test("the start function is metered", async () => {
  const chain = await chainWith("start-counts.ts");
  expect(chain.send(nothing, { gasLimit: 600n }).receipt).toMatchObject({ status: Status.outOfGas, gasUsed: 600n });
});

test.each<[string, number, Status]>([
  ["start-spawn.ts", 5022, Status.trapped],
  ["start-load.ts", 5015, Status.trapped],
  ["start-trap.ts", 5003, Status.trapped],
])("S-23: %s fails with TC%i", async (file, code, status) => {
  const chain = await chainWith(file);
  expect(chain.send(nothing).receipt).toMatchObject({ code, status });
});

test("a start function may end the frame", async () => {
  const chain = await chainWith("start-exit.ts");
  expect(chain.send(nothing).receipt).toMatchObject({ code: 0, status: Status.success });
});

describe("deployment", () => {
  test("runs the start function, and onDeploy if there is one", async () => {
    const chain = await chainWith("start-counts.ts");
    const request = { ...chain.request(nothing), kind: "deploy" as const };
    expect(chain.run(request).receipt).toMatchObject({ code: 0, status: Status.success });
    const machine = await chainWith("machine.ts");
    const deploy = (calldata: Uint8Array) => machine.run({ ...machine.request(calldata), kind: "deploy" }).receipt;
    expect(deploy(nothing).code).toBe(0);
    // The machine's onDeploy returns the length of its calldata as its status.
    expect(deploy(new Uint8Array(3))).toMatchObject({ code: 5002, status: Status.reverted });
  });

  test("fails with the start function", async () => {
    const chain = await chainWith("start-trap.ts");
    expect(chain.run({ ...chain.request(nothing), kind: "deploy" }).receipt).toMatchObject({ code: 5003 });
  });

  test("an update without onUpdate has nothing to call", async () => {
    const chain = await chainWith("start-exit.ts");
    expect(chain.run({ ...chain.request(nothing), kind: "update" }).receipt.code).toBe(0);
    const counts = await chainWith("start-counts.ts");
    expect(counts.run({ ...counts.request(nothing), kind: "update" }).receipt.code).toBe(5020);
  });
});
