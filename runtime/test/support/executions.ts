import { createHash } from "node:crypto";
import type { GasSchedule } from "../../src/gas/schedule";
import { admit, type AdmittedModule } from "../../src/meter/admit";
import { classifyTrap } from "../../src/meter/classify-trap";
import { exactModule } from "../../src/meter/exact-module";
import {
  Interpreter,
  InterpreterTrap,
  type InterpreterPrices,
  type TrapReason,
} from "../../../test/support/wasm/interpreter";

/** How an execution ended, in terms that a metered run and an interpreted one share. */
export interface Outcome {
  /** `returned` or a trap's code. */
  readonly ending: string;
  /** What `execute` returned, or where it trapped: function and shipped offset. */
  readonly value: number | null;
  readonly place: readonly [functionIndex: number, offset: number] | null;
  /** Gas that is left; after running out of it, all is used. */
  readonly gasLeft: bigint;
  readonly pages: number;
  /** A digest of memory and mutable globals. */
  readonly state: string;
}

const codes: Readonly<Record<TrapReason, string>> = {
  gas: "TC5001",
  unreachable: "TC5003",
  division: "TC5004",
  memory: "TC5005",
  "indirect-call": "TC5006",
  table: "TC5006",
  "bulk-length": "TC5025",
};

const accounting: ReadonlySet<string> = new Set(
  `loop end if else br br_if br_table call call_indirect return unreachable
   i32.div_s i32.div_u i32.rem_s i32.rem_u i64.div_s i64.div_u i64.rem_s i64.rem_u`.split(/\s+/),
);

/** The prices of a schedule, worked out again from the text of the rules. */
export function interpreterPrices({ instructions }: GasSchedule): InterpreterPrices {
  return {
    accounting,
    page: instructions.memoryGrowPerPage,
    cost(name, { labels, values }) {
      if (name === "memory.fill" || name === "memory.copy") return 0;
      const fixed = instructions.exceptions[name] ?? instructions.base;
      return fixed + labels * instructions.brTablePerLabel + values * instructions.callIndirectPerValue;
    },
    bulk(name, length) {
      if (instructions.bulkBytesMaximum !== null && length > instructions.bulkBytesMaximum) return null;
      const price = name === "memory.fill" ? instructions.memoryFill : instructions.memoryCopy;
      return price.base + price.perUnit * Math.ceil(length / 2 ** price.unitBytesLog2);
    },
  };
}

function digest(memory: Uint8Array, globals: readonly unknown[]): string {
  return createHash("sha256").update(memory).update(globals.join()).digest("hex");
}

/** Runs `execute` in the interpreter. */
export function interpret(bytes: Uint8Array, schedule: GasSchedule, argument: number, gas: bigint): Outcome {
  const interpreter = new Interpreter(bytes, interpreterPrices(schedule));
  interpreter.gas = gas;
  interpreter.pagesMaximum = interpreter.module.memories[0]!.maximum ?? 1024;
  let ending = "returned";
  let value: number | null = null;
  let place: [number, number] | null = null;
  try {
    interpreter.start();
    value = interpreter.run("execute", argument)[0] as number;
  } catch (error) {
    if (!(error instanceof InterpreterTrap)) throw error;
    ending = codes[error.reason];
    place = [error.functionIndex, error.offset];
  }
  const mutable = interpreter.globals.filter((_, index) => interpreter.module.globals[index]!.mutable);
  return {
    ending,
    value,
    place,
    gasLeft: interpreter.gas,
    pages: interpreter.memory.length / 65_536,
    state: digest(interpreter.memory, mutable),
  };
}

/** Admits a module and meters it with the unmerged meter. */
export function admitExactly(bytes: Uint8Array, schedule: GasSchedule): AdmittedModule {
  return exactModule(admit(bytes, schedule), schedule);
}

/** A new instance of an admitted module with its meter set. */
export function instantiate(
  admitted: AdmittedModule,
  gas: bigint,
  stackBytes = 262_144,
  pages = admitted.memory.maximumPages,
) {
  const memory = new WebAssembly.Memory({ initial: admitted.memory.initialPages, maximum: 1024 });
  const host = Object.fromEntries(admitted.imports.map((name) => [name, () => 0]));
  const { exports } = new WebAssembly.Instance(admitted.module, { tc: { memory }, env: host });
  exports["tc:gas"].value = gas;
  exports["tc:stack"].value = stackBytes;
  exports["tc:pages"].value = pages;
  return { memory, exports };
}

/** Runs `execute` with the unmerged meter. */
export function runMetered(bytes: Uint8Array, schedule: GasSchedule, argument: number, gas: bigint): Outcome {
  const admitted = admitExactly(bytes, schedule);
  const { memory, exports } = instantiate(admitted, gas);
  let ending = "returned";
  let value: number | null = null;
  let place: [number, number] | null = null;
  try {
    if (admitted.exports.start !== null) exports[admitted.exports.start]();
    value = exports["execute"](argument) as number;
  } catch (error) {
    const trap = classifyTrap(admitted, error, exports["tc:exhausted"].value);
    ending = trap.code;
    place = [trap.functionIndex, trap.offset];
  }
  const globals = admitted.mutableGlobals.map((global) => exports[global.export].value as number | bigint);
  return {
    ending,
    value,
    place,
    gasLeft: exports["tc:gas"].value as bigint,
    pages: memory.buffer.byteLength / 65_536,
    state: digest(new Uint8Array(memory.buffer), globals),
  };
}
