import { threadEntry, manifestText } from "../../support/wasm/contracts";
import { ModuleBuilder } from "../../support/wasm/module-builder";
import { execution, send, type Definition, type ModuleSource } from "../define";
import { resultTag } from "../raw-contract";

/** A contract whose thread is the given listing; main joins it with refund. */
function threadOf(code: string): ModuleSource {
  return () => {
    const builder = new ModuleBuilder();
    const spawn = builder.import("thread_spawn", {
      parameters: "i32 i32 i64 i32 i32 i32 i32 i32",
      results: "i64",
    });
    const join = builder.import("thread_join", { parameters: "i64 i32 i32", results: "i32" });
    builder.memory(1).export("memory", "memory", 0).table(2);
    const body = builder.function({ parameters: "i32", code, exported: "thread:0" });
    builder.elements(1, [body]);
    const tag = resultTag("u32") | 0;
    builder.function({
      parameters: "i32",
      results: "i32",
      exported: "execute",
      code: `i32.const 1 i32.const 0 i64.const 10000000 i32.const 0 i32.const -1 i32.const 0 i32.const 0 i32.const ${tag}
        call ${spawn} i32.const 1 i32.const ${tag} call ${join}`,
    });
    return builder.customSection("threaded-contract", manifestText([threadEntry(0, 1)])).build();
  };
}

/** G-20: what instructions cost. The modules are assembled by hand, since compilers leave such code out. */
export const metering: readonly Definition[] = [
  execution(
    "g-20-every-instruction-costs",
    "G-20",
    "Every instruction costs at least 1 gas, long ones by their length",
    {
      modules: {
        empty: threadOf(""),
        nops: threadOf("nop ".repeat(10)),
        blocks: threadOf("block void end ".repeat(10)),
        loops: threadOf("loop void end ".repeat(10)),
        fill: threadOf("i32.const 0 i32.const 0 i32.const 8000 memory.fill 0"),
        grow: threadOf("i32.const 1 memory.grow 0 drop"),
      },
      run: ["empty", "nops", "blocks", "loops", "fill", "grow"].map((contract) => send(Buffer.alloc(0), { contract })),
      shows: {
        "0.receipt.threads.used": ["1"],
        "1.receipt.threads.used": ["11"],
        "2.receipt.threads.used": ["21"],
        "3.receipt.threads.used": ["21"],
        "4.receipt.threads.used": ["1005"],
        "5.receipt.threads.used": ["8196"],
      },
    },
  ),
];
