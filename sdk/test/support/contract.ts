import { createHash } from "node:crypto";
import { ForkHarness, type HarnessOptions } from "../../../test/support/fork-harness/harness";
import { revertMessage } from "../../../test/support/fork-harness/stop";
import { decodeModule } from "@threaded-contract/transform";

/** The functions that a compiled contract exports, as its manifest lists them. */
export function functionsOf(bytes: Uint8Array): string[] {
  const section = decodeModule(bytes).customSections.find(({ name }) => name === "threaded-contract");
  if (section === undefined) throw new Error("the module has no manifest");
  const manifest = JSON.parse(Buffer.from(section.content).toString("utf8")) as { functions: { name: string }[] };
  return manifest.functions.map(({ name }) => name);
}

/** A contract in the test host, called by name with arguments that are encoded already. */
export class TestContract {
  readonly host: ForkHarness;

  constructor(bytes: Uint8Array, options: HarnessOptions = {}) {
    this.host = new ForkHarness(bytes, options);
  }

  /** The bytes that a function returns; throws with its message when it reverts. */
  call(name: string, args: Uint8Array = new Uint8Array(0)): Buffer {
    const { status, data } = this.tryCall(name, args);
    if (status !== 0) throw new Error(`${name} reverted: ${revertMessage(data)}`);
    return data;
  }

  /** The status and the bytes of a call. */
  tryCall(name: string, args: Uint8Array = new Uint8Array(0)): { status: number; data: Buffer } {
    const selector = createHash("sha256").update(name).digest().subarray(0, 4);
    const { status, data } = this.host.execute(Buffer.concat([selector, args]));
    return { status, data: Buffer.from(data) };
  }

  /** The message with which a call reverts or aborts. */
  failure(name: string, args: Uint8Array = new Uint8Array(0)): string {
    try {
      const { status, data } = this.tryCall(name, args);
      return status === 0 ? "" : revertMessage(data);
    } catch (error) {
      return (error as Error).message;
    }
  }
}
