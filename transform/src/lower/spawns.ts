import type {
  CallExpression,
  ClassDeclaration,
  Expression,
  FunctionDeclaration,
  FunctionExpression,
  Node,
  NamespaceDeclaration,
  Range,
  Source,
  Statement,
  TypeNode,
} from "assemblyscript" with { "resolution-mode": "import" };
import type { LowerableProgram } from "../analysis/threaded-program";
import type { LowerableSite } from "../analysis/spawn-site";
import type { Compiler } from "../frontend/compiler";
import { descendants } from "../frontend/children";
import { isOmittedType } from "../frontend/omitted-type";
import { parseSnippet } from "../frontend/snippet";
import { syntaxKinds } from "../frontend/syntax-kinds";
import { expandAliases, type LocalAliases } from "./local-aliases";
import { addSupport } from "./support";
import { siteNames } from "./names";
import { bodyFunction, spawnFunction, type SpawnShape } from "./spawn-text";

/** The author's place behind each thread entry, by the body that was moved there; the body survives all cloning in the compiler. */
export type EntryOrigins = ReadonlyMap<Node, LowerableSite>;

/**
 * Turns every spawn into a call of a generated function, and moves the closure's statements, unchanged and with their ranges, into another.
 *
 * @returns where each generated entry comes from
 */
export function lowerSpawns(program: LowerableProgram): EntryOrigins {
  const { compiler, spawns, aliases } = program;
  const origins = new Map<Node, LowerableSite>();
  const sources = new Set<Source>();
  spawns.forEach((site, index) => {
    const shape = shapeOf(site, index);
    if (shape === null) return;
    declareFunctions(compiler, site, shape, origins);
    replaceCall(compiler, site, shape, aliases);
    sources.add(site.source);
  });
  for (const source of sources) addSupport(program, source);
  return origins;
}

/** The shape of a spawn, or null when it cannot be lowered; a rule has reported it then, and the call still cannot compile. */
function shapeOf(site: LowerableSite, index: number): SpawnShape | null {
  const { body, name, call, captures, typeCaptures, classTypeCaptures, thisUses, container, localDeclarations } = site;
  if (body === null || localDeclarations.length > 0) return null;
  const { signature } = body.declaration;
  const explicit = (call.typeArguments?.length ?? 0) > 0;
  const annotated = !isOmittedType(signature.returnType);
  const expected = name === "thread_spawn" ? 2 : 3;
  if (signature.parameters.length > 0 || (!explicit && !annotated) || call.args.length !== expected) return null;
  const isMethod = thisUses.length > 0 && container.classDeclaration !== null;
  const types = isMethod ? typeCaptures : [...typeCaptures, ...classTypeCaptures];
  return {
    names: siteNames(index),
    kind: name,
    annotated: explicit && annotated,
    values: captures.filter((capture) => capture.declaration !== null).map((capture) => capture.name),
    types: types.map((type) => type.name),
    self: isMethod ? classText(container.classDeclaration) : null,
  };
}

function classText(declaration: ClassDeclaration): string {
  const parameters = (declaration.typeParameters ?? []).map((each) => each.name.text);
  return declaration.name.text + (parameters.length === 0 ? "" : `<${parameters.join(", ")}>`);
}

/** Declares the generated functions where the author's names mean the same as in the closure. */
function declareFunctions(
  compiler: Compiler,
  site: LowerableSite,
  shape: SpawnShape,
  origins: Map<Node, LowerableSite>,
): void {
  const { container, call } = site;
  const text = `${spawnFunction(shape)}\n${bodyFunction(shape)}`;
  const functions =
    container.namespace !== null && shape.self === null
      ? (parseSnippet(compiler, `namespace N {\n${text}\n}`, call.range)[0] as NamespaceDeclaration).members
      : shape.self !== null
        ? (parseSnippet(compiler, `class ${shape.self} {\n${text}\n}`, call.range)[0] as ClassDeclaration).members
        : parseSnippet(compiler, text, call.range);
  const [spawn, body] = functions as [FunctionDeclaration, FunctionDeclaration];
  takeOver(body, site.body!.declaration);
  origins.set(entryBody(compiler, spawn), site);
  const members: Statement[] =
    shape.self !== null
      ? container.classDeclaration!.members
      : (container.namespace?.members ?? container.source.statements);
  members.push(spawn, body);
}

/** Puts the closure's own statements into the generated body function; an expression body stays one. */
function takeOver(body: FunctionDeclaration, closure: FunctionDeclaration): void {
  body.body = closure.body;
  body.arrowKind = closure.arrowKind;
}

/** The block of the entry, which is the only function expression in the generated function. */
function entryBody(compiler: Compiler, spawn: FunctionDeclaration): Node {
  const kinds = syntaxKinds(compiler);
  for (const node of descendants(spawn)) {
    if ((node.kind as number) === kinds.Function) return (node as FunctionExpression).declaration.body!;
  }
  throw new Error("a generated spawn has no entry");
}

function replaceCall(compiler: Compiler, site: LowerableSite, shape: SpawnShape, aliases: LocalAliases): void {
  const { call, body } = site;
  const { range } = call;
  const identifier = (text: string, at: Range): Expression => compiler.Node.createIdentifierExpression(text, at);
  const witness = (type: TypeNode): Expression =>
    compiler.Node.createCallExpression(
      identifier("__tc_type", type.range),
      [expandAliases(type, aliases)],
      [],
      type.range,
    );
  const named = (name: string): Expression => {
    const types = [...site.typeCaptures, ...site.classTypeCaptures];
    const { declaration, uses } = types.find((each) => each.name === name)!;
    const at = uses[0]!.range;
    if ("type" in declaration) return witness(declaration.type as TypeNode);
    return witness(compiler.Node.createNamedType(compiler.Node.createSimpleTypeName(name, at), null, false, at));
  };
  const explicit = call.typeArguments?.[0];
  const annotation = body!.declaration.signature.returnType;
  const results = explicit === undefined ? [annotation] : shape.annotated ? [explicit, annotation] : [explicit];
  const values = site.captures.filter((capture) => capture.declaration !== null);
  const callee = identifier(shape.names.spawn, range);
  mutate(call, {
    expression:
      shape.self === null
        ? callee
        : compiler.Node.createPropertyAccessExpression(
            compiler.Node.createThisExpression(site.thisUses[0]!.range),
            callee as never,
            range,
          ),
    typeArguments: null,
    args: [
      ...results.map(witness),
      ...shape.types.map(named),
      ...call.args.slice(0, -1),
      ...values.map((capture) => identifier(capture.name, capture.uses[0]!.range)),
    ],
  });
}

function mutate(call: CallExpression, change: Pick<CallExpression, "expression" | "typeArguments" | "args">): void {
  Object.assign(call, change);
}
