import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stackNames } from "../differential/harness/paths";
import { BOTH, buildProject, ONLY_OURS } from "./build-project";

const TIMEOUT_MILLISECONDS = 240_000;

const plain = (className = "Contract") => `
import { BytesWriter, Calldata, OP_NET, Revert } from "@btc-vision/btc-runtime/runtime";
export class ${className} extends OP_NET {
  @method({ name: "value", type: ABIDataTypes.UINT32 })
  @returns({ name: "value", type: ABIDataTypes.UINT32 })
  public echo(calldata: Calldata): BytesWriter {
    const value = calldata.readU32();
    if (value == 0) throw new Revert("nothing to echo");
    const writer = new BytesWriter(4);
    writer.writeU32(value);
    return writer;
  }
}
`;

const threaded = plain()
  .replace(
    "\nexport class",
    '\nimport { thread_join, thread_spawn } from "@btc-vision/btc-runtime/threading";\nexport class',
  )
  .replace(
    "const value = calldata.readU32();",
    "const value = thread_join<u32>(thread_spawn<u32>(30_000_000, (): u32 => calldata.readU32()));",
  );

describe.each(stackNames)("a project on stack %s", (stack) => {
  test.each([
    ["without", plain()],
    ["with", threaded],
  ])(
    "%s threads compiles without a word",
    async (_, source) => {
      const { succeeded, output, codes } = await buildProject({ stack, source });
      expect({ succeeded, codes }).toEqual({ succeeded: true, codes: [] });
      expect(output.trim()).toBe("");
    },
    TIMEOUT_MILLISECONDS,
  );

  test(
    "without opnet-transform has no router",
    async () => {
      const { succeeded, codes, output } = await buildProject({
        stack,
        source: plain().replaceAll("ABIDataTypes.UINT32", '"uint32"'),
        transforms: ONLY_OURS,
      });
      expect({ succeeded, codes }).toEqual({ succeeded: false, codes: ["TC6019"] });
      expect(output).toMatch(/@method\(.*[^]*contract\.ts\(4,3\)/);
    },
    TIMEOUT_MILLISECONDS,
  );

  test(
    "that lists our transform first is told so",
    async () => {
      const { succeeded, codes } = await buildProject({ stack, source: threaded, transforms: [...BOTH].reverse() });
      expect({ succeeded, codes }).toEqual({ succeeded: false, codes: ["TC6021"] });
    },
    TIMEOUT_MILLISECONDS,
  );

  test(
    "without the abort hook is refused",
    async () => {
      const { succeeded, codes } = await buildProject({ stack, source: plain(), use: null });
      expect({ succeeded, codes }).toEqual({ succeeded: false, codes: ["TC6020"] });
    },
    TIMEOUT_MILLISECONDS,
  );
});

test(
  "a class with the name of one of the runtime's has no router",
  async () => {
    const { succeeded, codes } = await buildProject({ stack: "b", source: plain("Updatable"), className: "Updatable" });
    expect({ succeeded, codes }).toEqual({ succeeded: false, codes: ["TC6019"] });
  },
  TIMEOUT_MILLISECONDS,
);

test(
  "a compiler that opnet-transform does not know leaves the contract without a router",
  async () => {
    const compiler = dirname(require.resolve("assemblyscript/package.json"));
    expect((JSON.parse(readFileSync(join(compiler, "package.json"), "utf8")) as { version: string }).version).toBe(
      "0.28.20",
    );
    const { succeeded, codes } = await buildProject({
      stack: "a",
      source: plain().replaceAll("ABIDataTypes.UINT32", '"uint32"'),
      compiler,
    });
    expect({ succeeded, codes }).toEqual({ succeeded: false, codes: ["TC6019"] });
  },
  TIMEOUT_MILLISECONDS,
);

/** Threads that may not: one emits, one deploys, one reads what btc-runtime 1.11 writes as it is read. */
const forbidden = `
import { u256 } from "@btc-vision/as-bignum/assembly";
import { Address, Blockchain, BytesWriter, Calldata, NetEvent, OP_NET, StoredBoolean } from "@btc-vision/btc-runtime/runtime";
import { thread_join, thread_spawn } from "@btc-vision/btc-runtime/threading";
const pausedPointer: u16 = Blockchain.nextPointer;
class TickEvent extends NetEvent {
  constructor() { super("Tick", new BytesWriter(0)); }
}
export class Contract extends OP_NET {
  private readonly paused: StoredBoolean = new StoredBoolean(pausedPointer, false);
  @method()
  @emit("Tick")
  public tick(_calldata: Calldata): BytesWriter {
    thread_join(thread_spawn<void>(30_000_000, (): void => { this.emitEvent(new TickEvent()); }));
    return new BytesWriter(0);
  }
  @method()
  public copy(_calldata: Calldata): BytesWriter {
    const self: Address = Blockchain.contractAddress;
    thread_join(thread_spawn<void>(30_000_000, (): void => { Blockchain.deployContractFromExisting(self, u256.One, new BytesWriter(0)); }));
    return new BytesWriter(0);
  }
  @method()
  public read(_calldata: Calldata): BytesWriter {
    thread_join<bool>(thread_spawn<bool>(30_000_000, (): bool => this.paused.value));
    return new BytesWriter(0);
  }
}
`;

test(
  "threads may not emit, deploy, or read what is written as it is read",
  async () => {
    const { codes, output, wasm } = await buildProject({ stack: "b", source: forbidden });
    expect([...codes].sort()).toEqual(["TC3001", "TC3003", "TC3004"]);
    expect(output).toMatch(/StoredBoolean#ensureValue/);
    expect(wasm).toBeNull();
  },
  TIMEOUT_MILLISECONDS,
);

test(
  "the compiler's closures are a warning",
  async () => {
    const { succeeded, codes } = await buildProject({ stack: "b", source: threaded, enable: ["closures"] });
    expect({ succeeded, codes }).toEqual({ succeeded: true, codes: ["TC7001"] });
  },
  TIMEOUT_MILLISECONDS,
);
