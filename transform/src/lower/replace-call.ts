import type { ArrayLiteralExpression, Expression, Range, TypeNode } from "assemblyscript" with {
  "resolution-mode": "import",
};
import type { Compiler } from "../frontend/compiler";
import { enumValue, syntaxKinds } from "../frontend/syntax-kinds";
import { expandAliases, type LocalAliases } from "./local-aliases";
import type { SpawnShape } from "./spawn-text";
import type { LoweredSite } from "./spawns";

/**
 * Makes the call of the SDK's function one of the generated function; the node stays, so that it may stand anywhere in an expression.
 *
 * The arguments are evaluated in the order in which they were written, and the captures, where the closure stood, last.
 */
export function replaceCall(compiler: Compiler, lowered: LoweredSite, shape: SpawnShape, aliases: LocalAliases): void {
  const { site, resultTypes, calleeRange } = lowered;
  const { call } = site;
  const values = site.captures.filter((capture) => capture.declaration !== null);
  const isReservation = site.name === "thread_spawn_with_reservation";
  const callee = compiler.Node.createIdentifierExpression(shape.names.spawn, calleeRange);
  const args = [
    ...resultTypes.map((type) => witness(compiler, expandAliases(type, aliases))),
    ...shape.types.map((name) => namedWitness(compiler, site, name, aliases)),
    ...call.args.slice(0, -1).map((each, index) => (index === 1 && isReservation ? typedSlots(compiler, each) : each)),
    ...values.map((capture) => compiler.Node.createIdentifierExpression(capture.name, capture.uses[0]!.range)),
  ];
  const self = shape.self === null ? null : compiler.Node.createThisExpression(site.thisUses[0]!.range);
  const expression = self === null ? callee : compiler.Node.createPropertyAccessExpression(self, callee, calleeRange);
  Object.assign(call, { expression, typeArguments: null, args });
}

/** The argument that makes a type parameter of the generated function `type`. */
function witness(compiler: Compiler, type: TypeNode): Expression {
  const callee = compiler.Node.createIdentifierExpression("__tc_type", type.range);
  return compiler.Node.createCallExpression(callee, [type], [], type.range);
}

function namedWitness(compiler: Compiler, site: LoweredSite["site"], name: string, aliases: LocalAliases): Expression {
  const captured = [...site.typeCaptures, ...site.classTypeCaptures].find((each) => each.name === name)!;
  if ("type" in captured.declaration) {
    return witness(compiler, expandAliases(captured.declaration.type as TypeNode, aliases));
  }
  return witness(compiler, simpleType(compiler, name, captured.uses[0]!.range));
}

function simpleType(compiler: Compiler, name: string, range: Range): TypeNode {
  return compiler.Node.createNamedType(compiler.Node.createSimpleTypeName(name, range), null, false, range);
}

/** An empty list has no type of its own to infer. */
function typedSlots(compiler: Compiler, slots: Expression): Expression {
  const isLiteral = (slots.kind as number) === syntaxKinds(compiler).Literal;
  if (!isLiteral || (slots as ArrayLiteralExpression).elementExpressions?.length !== 0) return slots;
  const { range } = slots;
  const element = simpleType(compiler, "string", range);
  const type = compiler.Node.createNamedType(
    compiler.Node.createSimpleTypeName("Array", range),
    [element],
    false,
    range,
  );
  const as = enumValue(compiler, "AssertionKind", "As");
  return compiler.Node.createAssertionExpression(as, slots, type, range);
}
