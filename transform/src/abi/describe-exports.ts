import type { FunctionPrototype, Program, Range, Type } from "assemblyscript" with { "resolution-mode": "import" };
import type { ManifestFunction, ManifestType } from "../verify/manifest";
import type { ExportedFunction } from "./exported-functions";
import { selectorText } from "./selector";
import { UnsupportedType, type TypeDescriber } from "./type-describer";

/** An exported function that callers cannot call, and why. */
export interface RefusedExport {
  readonly exported: ExportedFunction;
  readonly reason: string;
  readonly range: Range;
}

/** The callable side of a module. */
export interface AbiDescription {
  readonly functions: readonly ManifestFunction[];
  readonly types: Readonly<Record<string, ManifestType>>;
  readonly refused: readonly RefusedExport[];
}

/**
 * Resolves the types of the exported functions. Called in afterInitialize, before anything is compiled, so that a type without a
 * wire format is reported at the function and not where the SDK meets it.
 */
export function describeExports(
  program: Program,
  exports: readonly ExportedFunction[],
  describer: TypeDescriber,
): AbiDescription {
  const functions: ManifestFunction[] = [];
  const refused: RefusedExport[] = [];
  for (const exported of exports) {
    const { declaration } = exported;
    const prototype = program.elementsByDeclaration.get(declaration) as FunctionPrototype | undefined;
    // Swallowed: the compiler will report an unknown type itself.
    const instance = prototype && program.resolver.resolveFunction(prototype, null, new Map(), 0);
    if (!instance) continue;
    const { parameterTypes, returnType } = instance.signature;
    const { parameters, returnType: returnNode } = declaration.signature;
    const before = refused.length;
    const describe = (type: Type, place: string, range: Range): string => {
      try {
        return describer.describe(type);
      } catch (error) {
        if (!(error instanceof UnsupportedType)) throw error;
        refused.push({ exported, reason: `${place} is ${error.message}`, range });
        return "";
      }
    };
    const params = parameterTypes.map((type, index) => {
      const name = parameters[index]!.name.text;
      return { name, type: describe(type, `its parameter '${name}'`, parameters[index]!.type.range) };
    });
    const returns = describe(returnType, "its result", returnNode.range);
    if (refused.length === before) {
      functions.push({ name: exported.name, selector: selectorText(exported.name), params, returns });
    }
  }
  return { functions, types: describer.types, refused };
}
