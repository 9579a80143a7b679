import { admit } from "../../src/meter/admit";
import { oip0002 } from "../../src/gas/oip0002";
import { opnet } from "../../src/gas/opnet";
import { expectCode } from "../../../test/support/expect-code";
import { compileAssemblyScript } from "../../../test/support/wasm/compile";
import { manifestText, plainContract, threadEntry, withManifest } from "../../../test/support/wasm/contracts";
import type { ModuleBuilder } from "../../../test/support/wasm/module-builder";

const admitBuilt = (builder: ModuleBuilder, text = manifestText()) => admit(withManifest(builder, text), oip0002);

/** A contract as the compiler writes it, with one thread. */
function threaded(): ModuleBuilder {
  const builder = plainContract();
  const entry = builder.function({ parameters: "i32", code: "", exported: "thread:0" });
  const other = builder.function({ parameters: "i32", code: "" });
  return builder.table(4, 4).elements(1, [entry]).elements(3, [other]);
}

describe("a contract is admitted", () => {
  test("with what the host has to know about it", () => {
    const builder = plainContract({}, (empty) => empty.import("load", { parameters: "i32 i32" }));
    builder.function({ code: "", exported: "start" });
    builder.function({ parameters: "i32", results: "i32", code: "local.get 0", exported: "onDeploy" });
    builder.global("i32", true, "i32.const 1");
    builder.global("i64", false, "i64.const 1");
    builder.global("i64", true, "i64.const 1");
    const admitted = admitBuilt(builder);
    expect(admitted).toMatchObject({
      imports: ["load"],
      exports: { execute: true, onDeploy: true, onUpdate: false, start: "start" },
      memory: { initialPages: 1, maximumPages: 1024 },
      mutableGlobals: [
        { export: "tc:g0", type: "i32" },
        { export: "tc:g1", type: "i64" },
      ],
      threads: [],
      schedule: "oip0002/1",
      manifest: { kind: "plain" },
    });
    expect(admitted.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("with its threads", () => {
    const admitted = admitBuilt(threaded(), manifestText([threadEntry(0, 1)]));
    expect(admitted.threads).toEqual([threadEntry(0, 1)]);
  });

  test("and its start section becomes an export", () => {
    const builder = plainContract({ code: "global.get 0" });
    const start = builder.function({ code: "i32.const 7 global.set 0" });
    builder.global("i32", true, "i32.const 1");
    const admitted = admitBuilt(builder.start(start));
    expect(admitted.exports.start).toBe("tc:start");
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1024 });
    const { exports } = new WebAssembly.Instance(admitted.module, { tc: { memory } });
    expect(exports["tc:g0"].value).toBe(1);
    exports["tc:gas"].value = 100n;
    exports["tc:stack"].value = 1_000;
    exports["tc:start"]();
    expect(exports["tc:g0"].value).toBe(7);
  });

  test("once for each hash and schedule", () => {
    const bytes = withManifest(plainContract());
    const first = admit(bytes, oip0002);
    expect(admit(new Uint8Array(bytes), oip0002)).toBe(first);
    expect(admit(bytes, opnet())).not.toBe(first);
    expect(admit(bytes, opnet()).schedule).toBe("opnet/1/spec");
  });

  test("and later changes of the caller's buffer do not matter", () => {
    const bytes = withManifest(plainContract({ code: "i32.const 12345" }));
    const { hash, bytes: kept } = admit(bytes, oip0002);
    bytes.fill(0);
    expect(kept[0]).toBe(0x00);
    expect(kept[1]).toBe(0x61);
    expect(admit(kept, oip0002).hash).toBe(hash);
  });

  test.each([["-O0"], ["-O3"], ["-Oz", "--runtime", "stub"], ["-O2", "--exportStart", "start"]])(
    "as the compiler writes it: %s %s %s",
    async (...flags) => {
      const source = `
        let calls: i32 = 0;
        export function execute(length: i32): i32 {
          const list: string[] = [];
          for (let i = 0; i < length; i++) list.push(i.toString());
          return list.join(",").length + ++calls;
        }`;
      const bytes = await compileAssemblyScript(source, [...flags.filter(Boolean), "--use", "abort="]);
      expect(admit(bytes, oip0002).exports.execute).toBe(true);
    },
  );

  test("the metered module shows only what the host uses", () => {
    const builder = threaded();
    builder.function({ code: "", exported: "helper" });
    builder.export("table", "table", 0).customSection("name", "anything");
    const admitted = admitBuilt(builder, manifestText([threadEntry(0, 1)]));
    const names = WebAssembly.Module.exports(admitted.module).map((entry) => entry.name);
    expect(names).toEqual([
      "memory",
      "execute",
      "thread:0",
      "tc:charge",
      "tc:refund",
      "tc:begin",
      "tc:gas",
      "tc:exhausted",
      "tc:stack",
      "tc:pages",
      "tc:refused",
    ]);
    expect(WebAssembly.Module.imports(admitted.module)).toEqual([{ module: "tc", name: "memory", kind: "memory" }]);
  });
});

test("whatever is cut off is refused", () => {
  const bytes = withManifest(threaded(), manifestText([threadEntry(0, 1)]));
  expect(admit(bytes, oip0002).threads).toHaveLength(1);
  for (let length = 0; length < bytes.length; length++) {
    expect(() => admit(bytes.subarray(0, length), oip0002)).toThrow(/^TC600[1267]:/);
  }
});

describe("TC6001: what the engine refuses", () => {
  const invalid: [string, string][] = [
    ["a missing operand", "i32.add"],
    ["a value of another type", "i64.const 1"],
    ["a value left over", "i32.const 1 i32.const 2"],
    ["an unknown local", "local.get 5"],
    ["an unknown label", "br 7"],
    ["an unknown function", "call 99"],
    ["an unknown type", "i32.const 0 call_indirect 99 0"],
    ["an unknown block type", "block #99 end i32.const 0"],
    ["an else without if", "else i32.const 0"],
    ["code after the end", "i32.const 0 end i32.const 0"],
    ["a block that does not end", "block i32 i32.const 0"],
  ];

  test.each(invalid)("%s", (_, code) => {
    expectCode("TC6001", () => admitBuilt(plainContract({ code })));
  });
});

describe("TC6002: not a contract of ours", () => {
  test("no manifest and no execute", async () => {
    const bytes = await compileAssemblyScript("export function add(a: i32, b: i32): i32 { return a + b; }");
    expectCode("TC6002", () => admit(bytes, oip0002));
  });

  test("no manifest where a plain contract is wanted", () => {
    const bytes = plainContract().build();
    expect(admit(bytes, oip0002).manifest.kind).toBe("none");
    expectCode("TC6002", () => admit(bytes, oip0002, { dialect: "plain" }));
    expectCode("TC6002", () => admit(withManifest(plainContract()), oip0002, { dialect: "opnet" }));
  });

  test("a damaged manifest", () => {
    expectCode("TC6002", () => admitBuilt(plainContract(), "{"));
  });
});

describe("TC6003: imports", () => {
  const admitWith = (name: string, signature: object, module?: string, kind = "plain") =>
    admitBuilt(
      plainContract({}, (empty) => empty.import(name, signature, module)),
      manifestText([], { kind }),
    );

  test("one the host does not have", () => {
    expectCode("TC6003", () => admitWith("mystery", {}));
    expectCode("TC6003", () => admitWith("load", { parameters: "i32 i32" }, "wasi_snapshot_preview1"));
    expectCode("TC6003", () => admitWith("memory", {}, "tc"));
  });

  test("one with another signature", () => {
    expectCode("TC6003", () => admitWith("load", { parameters: "i32 i32 i32" }));
    expectCode("TC6003", () => admitWith("load", { parameters: "i32 i32", results: "i32" }));
  });

  test("one with another signature, whether or not the verifier looks at the threads", () => {
    const bytes = withManifest(plainContract({}, (empty) => empty.import("load", { parameters: "i64 i32" })));
    expectCode("TC6003", () => admit(bytes, oip0002, { verify: false }));
  });

  test("one of another dialect", () => {
    const signature = { parameters: "i32 i32 i32 i32" };
    expect(admitWith("abort", signature).imports).toEqual(["abort"]);
    expectCode("TC6003", () => admitWith("abort", signature, "env", "opnet"));
  });

  test("transient storage, which no host has", () => {
    expectCode("TC6003", () => admitWith("tload", { parameters: "i32 i32" }));
  });

  test("what AssemblyScript's clocks and random numbers need", async () => {
    expectCode("TC6003", () => admitWith("abort2", {}));
    const bytes = await compileAssemblyScript("export function execute(length: i32): i32 { return <i32>Date.now(); }", [
      "-O2",
    ]);
    expect(() => admit(bytes, oip0002)).toThrow(/^TC600[34]:/);
  });
});

describe("TC6007: a manifest that lies", () => {
  const lies: [string, object][] = [
    ["an entry that is not exported", { export: "thread:7" }],
    ["a table entry that is another function's", { entry: 3 }],
    ["a table entry beyond the table", { entry: 99 }],
    ["a tag of another type", { tag: 1 }],
    ["another result than the tag's", { result: "u64" }],
  ];

  test.each(lies)("%s", (_, changes) => {
    const text = manifestText([{ ...threadEntry(0, 1), ...changes }]);
    expectCode("TC6007", () => admitBuilt(threaded(), text));
  });

  test("a table entry that is empty is no lie: the export alone says what runs", () => {
    expect(admitBuilt(threaded(), manifestText([threadEntry(0, 2)])).threads).toHaveLength(1);
  });

  test("a thread that is not listed", () => {
    expectCode("TC6007", () => admitBuilt(threaded()));
  });

  test("a thread listed twice", () => {
    expectCode("TC6007", () => admitBuilt(threaded(), manifestText([threadEntry(0, 1), threadEntry(0, 1)])));
  });

  test("an entry of another type", () => {
    const builder = plainContract();
    const entry = builder.function({ parameters: "i64", code: "", exported: "thread:0" });
    builder.table(4, 4).elements(1, [entry]);
    expectCode("TC6007", () => admitBuilt(builder, manifestText([threadEntry(0, 1)])));
  });

  test("a selector of another name", () => {
    const functions = [{ name: "add", selector: "0x00000000", params: [], returns: "u32" }];
    expectCode("TC6007", () => admitBuilt(plainContract(), manifestText([], { functions })));
  });

  test("no execute, or one of another type", () => {
    expectCode("TC6007", () => admitBuilt(plainContract({ exported: "run" })));
    expectCode("TC6007", () => admitBuilt(plainContract({ parameters: "i64", code: "i32.const 0" })));
  });

  test("an export that takes a name of the meter", () => {
    const builder = plainContract();
    builder.function({ code: "", exported: "tc:start" });
    expectCode("TC6007", () => admitBuilt(builder));
  });

  test("an imported function as an entry", () => {
    const builder = plainContract({}, (empty) => empty.import("inputs", { parameters: "i32" }));
    builder.export("thread:0", "function", 0).table(4).elements(1, [0]);
    expectCode("TC6007", () => admitBuilt(builder, manifestText([threadEntry(0, 1)])));
  });
});

describe("threads that could do what threads may not", () => {
  const emitting = () => {
    const builder = plainContract({}, (empty) => empty.import("emit", { parameters: "i32 i32" }));
    const helper = builder.function({ code: "i32.const 0 i32.const 0 call 0" });
    const entry = builder.function({ parameters: "i32", code: `call ${helper}`, exported: "thread:0" });
    return withManifest(builder.table(4, 4).elements(1, [entry]), manifestText([threadEntry(0, 1)]));
  };

  test("are refused with the way there", () => {
    const error = expectCode("TC3001", () => admit(emitting(), oip0002));
    expect(error.details).toEqual(["Reached by thread:0: thread:0 (#3) → function (#2) → env.emit (#0)."]);
  });

  test("unless a test of the run-time checks wants them", () => {
    expect(admit(emitting(), oip0002, { verify: false }).threads).toHaveLength(1);
    expectCode("TC3001", () => admit(emitting(), oip0002));
  });
});
