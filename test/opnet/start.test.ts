import { createChain, type Chain } from "@threaded-contract/runtime";
import { startCases } from "./start-cases";

let chain: Chain;
beforeAll(async () => {
  chain = await createChain({ schedule: "opnet/1/spec", gas: 10_000_000_000n });
});
afterAll(() => chain.close());

describe("while a module starts, the host function", () => {
  const cases = startCases();

  test.each(cases.filter(({ allowed }) => allowed))("$name works", async ({ wasm }) => {
    const contract = await chain.deploy(wasm);
    expect(contract.deployment.status).toBe("success");
  });

  test.each(cases.filter(({ allowed }) => !allowed))("$name is refused", async ({ name, wasm }) => {
    await expect(chain.deploy(wasm)).rejects.toMatchObject({
      code: "TC5015",
      shortMessage: expect.stringContaining(`'${name}'`) as unknown,
    });
  });
});
