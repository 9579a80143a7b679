import type { Node, StringLiteralExpression } from "assemblyscript" with { "resolution-mode": "import" };
import { descendants } from "../frontend/children";
import type { Compiler } from "../frontend/compiler";
import { enumValue, syntaxKinds } from "../frontend/syntax-kinds";
import type { SpawnShape } from "./spawn-text";

/** A condition on types that AssemblyScript evaluates while it compiles, and what it means when it holds. */
export interface Guard {
  readonly condition: string;
  /** Names the mistake to `interceptDiagnostics`, which knows the author's place and words for it. */
  readonly marker: string;
}

/** What a marker stands for. */
export type Mistake = { readonly kind: "capture"; readonly index: number } | { readonly kind: "slots" };

const PREFIX = "threaded-contract:";
const MARKER = /threaded-contract:(\d+):(capture|slots):(\d+)/;

/** The spawn and the mistake that a compiler message names, or null. */
export function readMarker(message: string): { readonly site: number; readonly mistake: Mistake } | null {
  const match = MARKER.exec(message);
  if (match === null) return null;
  const mistake: Mistake = match[2] === "slots" ? { kind: "slots" } : { kind: "capture", index: Number(match[3]) };
  return { site: Number(match[1]), mistake };
}

/** Bytes that the environment has for a captured value. */
export const CAPTURE_BYTES = 8;

/** The conditions under which a spawn's types make no sense; only the first that holds is reported. */
export function guardsOf({ index, kind, values }: SpawnShape): Guard[] {
  const guards = values.map((_, position): Guard => ({
    condition: `__tc_sizeof<__tc_C${position}>() > ${CAPTURE_BYTES}`,
    marker: `${PREFIX}${index}:capture:${position}`,
  }));
  if (kind !== "thread_spawn_with_reservation") return guards;
  const marker = `${PREFIX}${index}:slots:0`;
  const element = "valueof<__tc_S>";
  const isKey = ["__tc_Slot", "__tc_Uint8Array", "__tc_StaticArray<u8>"].map(
    (type) => `__tc_idof<${element}>() == __tc_idof<${type}>()`,
  );
  return [
    ...guards,
    { condition: "__tc_isString<__tc_S>() || !__tc_isArrayLike<__tc_S>()", marker },
    { condition: `!__tc_isManaged<${element}>() || __tc_isFunction<${element}>()`, marker },
    {
      condition: `!(__tc_isString<${element}>() || ${isKey.join(" || ")} || __tc_isDefined(__tc_unchecked(__tc_slots[0]).slot))`,
      marker,
    },
  ];
}

/** Statements that are compiled only where no guard's condition holds. */
export function guarded(guards: readonly Guard[], statements: string): string {
  return guards.reduceRight(
    (rest, { condition, marker }) =>
      `if (${condition}) { __tc_ERROR("${marker}"); return __tc_changetype<__tc_Handle>(0); } else { ${rest} }`,
    statements,
  );
}

/**
 * Makes the markers in generated code readable: `ERROR` prints the source text behind its argument, which for generated code is the
 * author's, so each marker gets a source of its own.
 */
export function placeMarkers(compiler: Compiler, generated: Node): void {
  const { Literal } = syntaxKinds(compiler);
  for (const node of descendants(generated)) {
    const { value } = node as StringLiteralExpression;
    if ((node.kind as number) !== Literal || typeof value !== "string" || !value.startsWith(PREFIX)) continue;
    const range = new compiler.Range(0, value.length);
    range.source = new compiler.Source(enumValue(compiler, "SourceKind", "Library"), "threaded-contract.ts", value);
    node.range = range;
  }
}
