import { expectCode } from "../../../test/support/expect-code";
import { plainContract, withManifest } from "../../../test/support/wasm/contracts";
import { oip0002 } from "../../src/gas/oip0002";
import { admit } from "../../src/meter/admit";

const importing = (name: string): Uint8Array => {
  return withManifest(plainContract({}, (empty) => void empty.import(name, { parameters: "i64" })));
};

describe("L-1, L-2, L-3, L-4: there are no locks yet", () => {
  test.each([
    "thread_lock",
    "thread_unlock",
    "thread_try_lock",
    "thread_lock_with_timeout",
    "thread_mutex_create",
    "thread_acquire",
    "acquire_lock",
    "release_lock",
    "lock_for_thread",
  ])("admission says so for %s", (name) => {
    const error = expectCode("TC3009", () => admit(importing(name), oip0002));
    expect(error.shortMessage).toContain(`env.${name}`);
  });

  test.each(["locks", "thread_block", "unlock_thread"])("%s is only unknown", (name) => {
    expectCode("TC6003", () => admit(importing(name), oip0002));
  });

  test("their price is in the schedule, and nothing charges it", () => {
    expect(oip0002.threads.lock).toBe(1_000n);
  });
});
