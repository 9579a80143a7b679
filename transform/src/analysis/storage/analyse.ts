import type { CallExpression, FunctionDeclaration, PropertyAccessExpression, Source } from "assemblyscript" with {
  "resolution-mode": "import",
};
import { descendants } from "../../frontend/children";
import type { JoinSite, SpawnSite, ThreadedProgram } from "../../rules/rule";
import { assignmentTargets } from "../assignment-targets";
import { ProgramFunctions, type Unit } from "../lifecycle/program-functions";
import { Syntax } from "../lifecycle/syntax";
import { isSdkPath } from "../thread-functions";
import { StorageFindings, type StorageAnalysis } from "./findings";
import { isIntegerType } from "./declared-types";
import { runBody } from "./inlining";
import { Machine, TooLong, type StorageProgram } from "./machine";
import { State } from "./state";

const nothing: StorageAnalysis = { findings: [], writes: [], threads: new Map() };

/**
 * Compares, in every function that spawns, what threads reserve with what they and main write.
 *
 * What is found is certain: each place that is reported traps whenever it is executed. Where something is not known, nothing is said.
 */
export function analyseStorage(threaded: ThreadedProgram): StorageAnalysis {
  if (!threaded.spawns.some(({ name }) => name === "thread_spawn_with_reservation") && threaded.spawns.length < 2) {
    return nothing;
  }
  const program = prepare(threaded);
  for (const unit of spawningUnits(program)) analyseUnit(program, unit);
  return program.findings.result();
}

function prepare(threaded: ThreadedProgram): StorageProgram {
  const syntax = new Syntax(threaded.compiler);
  const bodies = new Set(threaded.spawns.flatMap(({ body }) => (body === null ? [] : [body])));
  const sources = [...new Set([...threaded.sources, ...threaded.program.sources.filter(isAuthored)])];
  let assigned: ReadonlySet<string> | undefined;
  return {
    syntax,
    bindings: threaded.bindings,
    functions: new ProgramFunctions(syntax.kinds, threaded.bindings, sources, bodies),
    spawns: new Map<CallExpression, SpawnSite>(threaded.spawns.map((site) => [site.call, site])),
    joins: new Map<CallExpression, JoinSite>(threaded.joins.map((site) => [site.call, site])),
    findings: new StorageFindings(),
    get assigned() {
      return (assigned ??= assignedProperties(syntax, sources));
    },
    namespaced: new Set(inNamespaces(syntax, sources)),
    hasHiddenCalls:
      threaded.program.sources.some(isForeign) || sources.some((source) => /@operator|@inline\s+@op/.test(source.text)),
    constants: new Map(),
  };
}

function isAuthored({ internalPath }: Source): boolean {
  return !internalPath.startsWith("~lib/");
}

/** A library that is neither the compiler's nor ours: what its setters and operators do is not looked at. */
function isForeign({ internalPath }: Source): boolean {
  return /^~lib\/(?:@[^/]+\/)?[^/]+\/./.test(internalPath) && !isSdkPath(internalPath) && !standard.test(internalPath);
}

const standard = /^~lib\/(?:rt|util|bindings|shared|builtins|array|as-bignum|@btc-vision\/as-bignum)\b/;

/** The properties that are assigned anywhere. */
function assignedProperties(syntax: Syntax, sources: readonly Source[]): ReadonlySet<string> {
  const assigned = new Set<string>();
  for (const source of sources) {
    for (const target of assignmentTargets(syntax.compiler, source)) {
      if (syntax.is(target, "PropertyAccess")) assigned.add((target as PropertyAccessExpression).property.text);
    }
  }
  return assigned;
}

/** The functions inside namespaces. */
function* inNamespaces(syntax: Syntax, sources: readonly Source[]): Generator<FunctionDeclaration> {
  for (const { statements } of sources) {
    for (const statement of statements) {
      if (!syntax.is(statement, "NamespaceDeclaration")) continue;
      for (const inner of descendants(statement)) {
        if (syntax.is(inner, "FunctionDeclaration") || syntax.is(inner, "MethodDeclaration")) {
          yield inner as FunctionDeclaration;
        }
      }
    }
  }
}

/** The functions that spawn, and those that mention one of them. */
function spawningUnits({ functions, spawns }: StorageProgram): Unit[] {
  const units = [...functions.all()];
  const spawning = new Set(units.filter((unit) => [...spawns.values()].some((site) => contains(unit, site))));
  const names = [...spawning].map(({ declaration }) => declaration.name.text.replaceAll("$", "\\$"));
  const mention = new RegExp(`(?<![\\w$])(?:${names.join("|")})(?![\\w$])`);
  return units.filter((unit) => spawning.has(unit) || mention.test(bodyText(unit)));
}

function contains({ declaration: { range } }: Unit, { call, source }: SpawnSite): boolean {
  return range.source === source && range.start <= call.range.start && call.range.end <= range.end;
}

function bodyText({ declaration: { body } }: Unit): string {
  return body === null ? "" : body.range.source.text.slice(body.range.start, body.range.end);
}

function analyseUnit(program: StorageProgram, unit: Unit): void {
  const { declaration } = unit;
  if (declaration.body === null || program.namespaced.has(declaration)) return;
  const machine = new Machine(program, unit);
  const state = new State();
  for (const { name, type } of declaration.signature.parameters) {
    state.declare(name.text, machine.named(`parameter ${name.text}`, name, isIntegerType(machine, type)));
  }
  try {
    runBody(machine, declaration.body, state);
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
  }
}
