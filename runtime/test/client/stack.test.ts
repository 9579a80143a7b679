import { basename } from "node:path";
import { createChain, type Chain } from "../../src/chain";
import { plainContract } from "../../../test/support/wasm/contracts";

let chain: Chain;
beforeAll(async () => {
  chain = await createChain();
});
afterAll(() => chain.close());

/** The file of the first stack frame that is none of the product's. */
function author(error: Error): string | undefined {
  const files = [...(error.stack ?? "").matchAll(/\(?((?:\/|[A-Z]:)[^():]+):\d+:\d+\)?$/gm)].map(
    ([, file = ""]) => file,
  );
  return files.filter((file) => !/[\\/](src|node_modules)[\\/]/.test(file)).map((file) => basename(file))[0];
}

async function failure(work: () => unknown): Promise<Error & { code?: string }> {
  try {
    await work();
  } catch (error) {
    return error as Error;
  }
  throw new Error("Nothing failed.");
}

describe("an error points at the author's line", () => {
  test("of a deployment, whoever found the mistake", async () => {
    const missing = await failure(() => chain.deploy("build/missing.wasm"));
    expect([missing.code, author(missing)]).toEqual(["TC6015", "stack.test.ts"]);
    const refused = await failure(() => chain.deploy(Uint8Array.of(1, 2, 3)));
    expect([refused.code, author(refused)]).toEqual(["TC6001", "stack.test.ts"]);
  });

  test("of a call, and of a value that is not there", async () => {
    const contract = await chain.deploy(plainContract().build());
    const unknown = await failure(() => chain.call(contract.address, "nothing"));
    expect([unknown.code, author(unknown)]).toEqual(["TC6009", "stack.test.ts"]);
    const receipt = await chain.callWithCalldata(contract.address, new Uint8Array(4), { gas: 1n });
    const failed = await failure(() => receipt.unwrap());
    expect([failed.code, author(failed)]).toEqual(["TC5001", "stack.test.ts"]);
    expect(failed.stack).not.toContain("executor");
  });
});
