import type {
  CallExpression,
  FieldDeclaration,
  FunctionDeclaration,
  FunctionExpression,
  IdentifierExpression,
  Node,
  Program,
  Range,
  Source,
} from "assemblyscript" with { "resolution-mode": "import" };
import type { Bindings } from "../analysis/bindings";
import type { Finding } from "../analysis/lifecycle/findings";
import type { StorageAnalysis } from "../analysis/storage/findings";
import type { Effect } from "../analysis/reachability/effects";
import type { ThreadKind } from "../verify/manifest";
import type { Code, CodeArguments } from "../diagnostics/catalogue";
import type { ReportOptions } from "../diagnostics/report";
import type { Compiler } from "../frontend/compiler";

export type { Compiler };

/** The SDK's functions that start a thread, by their own names whatever they are imported as. */
export type SpawnName = "thread_spawn" | "thread_spawn_with_reservation" | "thread_spawn_with_memory";

/** The SDK's functions that join a thread. */
export type JoinName =
  "thread_join" | "thread_join_with_refund" | "thread_join_with_storage_commit" | "thread_try_join";

/** A call of an SDK thread function, as the author wrote it. */
export interface ThreadCall {
  readonly name: SpawnName | JoinName;
  readonly call: CallExpression;
  readonly source: Source;
  /**
   * The functions and function expressions around the call, innermost first, and an instance field whose initializer it is in;
   * empty at the top level of a module and in a static field, which run in the start function.
   */
  readonly enclosing: readonly (FunctionDeclaration | FunctionExpression | FieldDeclaration)[];
  /** The spawn whose body contains this call, or null in the main execution. */
  readonly insideThread: SpawnSite | null;
}

/** A variable of the enclosing function that a thread body uses. */
export interface Capture {
  readonly name: string;
  /** Where it is declared: a parameter, a variable declaration or a loop variable; `null` for `this`. */
  readonly declaration: Node | null;
  /** Every use of it in the body, in source order. */
  readonly uses: readonly IdentifierExpression[];
  /** Uses inside functions that are nested in the body. */
  readonly nestedUses: readonly IdentifierExpression[];
}

/** A call that starts a thread. */
export interface SpawnSite extends ThreadCall {
  readonly name: SpawnName;
  /** The body, or null when the last argument is not a function literal. */
  readonly body: FunctionExpression | null;
  readonly captures: readonly Capture[];
  /** Types and functions declared inside the enclosing function that the body names. */
  readonly localDeclarations: readonly { readonly name: string; readonly declaration: Node; readonly use: Node }[];
}

/** A call that joins a thread. */
export interface JoinSite extends ThreadCall {
  readonly name: JoinName;
}

/** What the front end found in the user's sources; the rules read nothing else. */
export interface ThreadedProgram {
  readonly compiler: Compiler;
  readonly program: Program;
  /** Follows names through imports and exports. */
  readonly bindings: Bindings;
  /** The author's sources and their libraries, without the standard library and the SDK. */
  readonly sources: readonly Source[];
  /** In source order. */
  readonly spawns: readonly SpawnSite[];
  readonly joins: readonly JoinSite[];
  /** Uses of a thread function that are not calls of it. */
  readonly values: readonly { readonly name: SpawnName | JoinName; readonly node: Node; readonly source: Source }[];
}

/** What a rule is given. */
export interface RuleContext extends ThreadedProgram {
  /** What goes wrong with handles. */
  readonly lifecycle: readonly Finding[];
  /** What is certain about reservations. */
  readonly storage: StorageAnalysis;
  /** Reports one finding; `related` is shown as a second place. */
  report<C extends Code>(
    code: C,
    args: CodeArguments<C>,
    range: Range,
    related?: Range | null,
    more?: Pick<ReportOptions, "details" | "fixes">,
  ): void;
}

/** One rule of the checker: it finds the mistakes of exactly one code. */
export interface Rule {
  readonly code: Code;
  check(context: RuleContext): void;
}

/** A compiled thread entry. */
export interface ThreadEntry {
  /** The compiled function's internal name, as binaryen has it. */
  readonly functionName: string;
  readonly kind: ThreadKind;
  /** The spawn in the author's file. */
  readonly spawn: Range;
}

/** A rule about what a thread may reach, whatever function or library does it. */
export interface CapabilityRule<C extends Code> {
  readonly code: C;
  /** The values of the report if a thread of that kind may not have this effect, else null. */
  judge(effect: Effect, kind: ThreadKind): CodeArguments<C> | null;
}

/** A capability rule of whatever code. */
export type AnyCapabilityRule = { [C in Code]: CapabilityRule<C> }[Code];
