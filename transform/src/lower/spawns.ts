import type {
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
import { replaceCall } from "./replace-call";
import { placeMarkers } from "./guards";
import { siteNames } from "./names";
import { bodyFunction, spawnFunction, type SpawnShape } from "./spawn-text";

/** A spawn with what it looked like before it was rewritten. */
export interface LoweredSite {
  readonly site: LowerableSite;
  /** Where the author named the spawn function. */
  readonly calleeRange: Range;
  /** The list of slots or regions. */
  readonly slots: Expression | undefined;
  /** The type argument and the closure's annotation, whichever are written. */
  readonly resultTypes: readonly TypeNode[];
}

/** The author's place behind each thread entry, by the body that was moved there; the body survives all cloning in the compiler. */
export type EntryOrigins = ReadonlyMap<Node, LowerableSite>;

/** What became of a program's spawns. */
export interface Lowering {
  readonly origins: EntryOrigins;
  /** By the number in the names of the generated functions. */
  readonly sites: readonly LoweredSite[];
  /** The sources that have generated functions. */
  readonly sources: ReadonlySet<Source>;
}

/**
 * Turns every spawn into a call of a generated function, and moves the closure's statements, unchanged and with their ranges, into another.
 *
 * A spawn that cannot be lowered stays as it is: a rule has reported it, and the SDK's own function does not compile.
 */
export function lowerSpawns(program: LowerableProgram): Lowering {
  const { compiler, spawns, aliases } = program;
  const origins = new Map<Node, LowerableSite>();
  const sources = new Set<Source>();
  const sites = spawns.map((site) => remember(site));
  spawns.forEach((site, index) => {
    const shape = shapeOf(site, index);
    if (shape === null) return;
    declareFunctions(compiler, site, shape, origins);
    replaceCall(compiler, sites[index]!, shape, aliases);
    sources.add(site.source);
  });
  return { origins, sites, sources };
}

function remember(site: LowerableSite): LoweredSite {
  const { call, body } = site;
  const annotation = body?.declaration.signature.returnType;
  const types = [
    call.typeArguments?.[0],
    annotation !== undefined && !isOmittedType(annotation) ? annotation : undefined,
  ];
  return {
    site,
    calleeRange: call.expression.range,
    slots: call.args.length > 2 ? call.args[1] : undefined,
    resultTypes: types.filter((type) => type !== undefined),
  };
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
    index,
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
  placeMarkers(compiler, spawn);
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
