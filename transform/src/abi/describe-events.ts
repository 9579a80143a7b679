import type { Program } from "assemblyscript" with { "resolution-mode": "import" };
import { instancesOf } from "../lower/codec-tags";
import { UnsupportedType, type TypeDescriber } from "./type-describer";

/** The SDK's function that emits an event with a value as its data. */
const EMIT_FUNCTION = "emitEvent";

/** Adds the classes that the program emits as events, so that a receipt can show their fields. Called in afterCompile. */
export function describeEvents(program: Program, describer: TypeDescriber): void {
  for (const instance of instancesOf(program, EMIT_FUNCTION)) {
    try {
      describer.describe(instance.typeArguments![0]!);
    } catch (error) {
      // The SDK's writer has refused the type already.
      if (!(error instanceof UnsupportedType)) throw error;
    }
  }
}
