import type {
  BlockStatement,
  DoStatement,
  ExpressionStatement,
  ForOfStatement,
  ForStatement,
  IfStatement,
  Range,
  ReturnStatement,
  Statement,
  SwitchStatement,
  ThrowStatement,
  TryStatement,
  VariableDeclaration,
  VariableStatement,
  VoidStatement,
  WhileStatement,
} from "assemblyscript" with { "resolution-mode": "import" };
import { test } from "./conditions";
import { evaluate, evaluateDiscarded } from "./expressions";
import { walkDo, walkFor, walkForOf, walkWhile } from "./loops";
import type { Machine } from "./machine";
import { mergeStates } from "./merge";
import type { State, Value } from "./state";

/** A statement that leaves others. */
export interface Jump {
  readonly kind: "break" | "continue" | "return";
  readonly state: State;
  readonly place: Range;
  /** What a `return` returns. */
  readonly value: Value;
}

/** How executions go on after a statement; those that throw end there, since the whole call is reverted. */
export interface Completion {
  readonly normal: State[];
  readonly jumps: Jump[];
}

/** Calls that never come back. */
const endings = new Set(["abort", "unreachable", "trap"]);

/** More executions than this at one place are not followed: ten handles that are joined or not, each for itself, are this many. */
const STATES_MAXIMUM = 1024;

/** Walks through one statement from each of the given executions. */
export function execute(machine: Machine, statement: Statement, states: readonly State[]): Completion {
  const merged = mergeStates(states);
  if (merged.length > STATES_MAXIMUM) {
    merged.length = STATES_MAXIMUM;
    const { name } = machine.unit.declaration;
    machine.find({
      kind: "escapes",
      name: name.text,
      how: "has too many ways through it",
      place: name.range,
      origin: null,
    });
  }
  if (merged.length === 0) return { normal: [], jumps: [] };
  const { kinds } = machine.syntax;
  switch (statement.kind as number) {
    case kinds.Block:
      return executeBlock(machine, (statement as BlockStatement).statements, merged);
    case kinds.Variable:
      return done(merged.flatMap((state) => declareAll(machine, statement as VariableStatement, state)));
    case kinds.Expression:
      return executeExpression(machine, statement as ExpressionStatement, merged);
    case kinds.Void:
      return done(
        merged.flatMap((state) => evaluateDiscarded(machine, (statement as VoidStatement).expression, state)),
      );
    case kinds.If:
      return executeIf(machine, statement as IfStatement, merged);
    case kinds.For:
      return walkFor(machine, statement as ForStatement, merged);
    case kinds.ForOf:
      return walkForOf(machine, statement as ForOfStatement, merged);
    case kinds.While:
      return walkWhile(machine, statement as WhileStatement, merged);
    case kinds.Do:
      return walkDo(machine, statement as DoStatement, merged);
    case kinds.Switch:
      return executeSwitch(machine, statement as SwitchStatement, merged);
    case kinds.Try:
      return executeTry(machine, statement as TryStatement, merged);
    case kinds.Return:
      return executeReturn(machine, statement as ReturnStatement, merged);
    case kinds.Throw:
      for (const state of merged) evaluateDiscarded(machine, (statement as ThrowStatement).value, state);
      return { normal: [], jumps: [] };
    case kinds.Break:
      return jump("break", statement, merged);
    case kinds.Continue:
      return jump("continue", statement, merged);
    default:
      return done(merged);
  }
}

/** Walks through statements one after the other, in a scope of their own. */
export function executeBlock(machine: Machine, statements: readonly Statement[], states: readonly State[]): Completion {
  const depth = states[0]?.frames.length ?? 0;
  const inner = states.map((state) => state.clone());
  for (const state of inner) state.frames.push(new Map());
  const { normal, jumps } = executeAll(machine, statements, inner);
  for (const state of normal) state.frames.length = depth;
  return { normal: mergeStates(normal), jumps };
}

function executeAll(machine: Machine, statements: readonly Statement[], states: readonly State[]): Completion {
  let normal = [...states];
  const jumps: Jump[] = [];
  for (const statement of statements) {
    const completion = execute(machine, statement, normal);
    normal = completion.normal;
    jumps.push(...completion.jumps);
    if (normal.length === 0) break;
  }
  return { normal, jumps };
}

/** Declares the variables of one statement. */
export function declareAll(machine: Machine, { declarations }: VariableStatement, state: State): State[] {
  let states = [state];
  for (const declaration of declarations) states = states.flatMap((each) => declare(machine, declaration, each));
  return states;
}

function declare(machine: Machine, { name, type, initializer }: VariableDeclaration, state: State): State[] {
  if (initializer === null) {
    state.declare(name.text, undefined);
    return [state];
  }
  const expectsHandles = machine.handleType(type) === "array";
  return evaluate(machine, initializer, state, expectsHandles).map(({ state: after, value }) => {
    machine.forget(after, name.text);
    after.declare(name.text, value);
    machine.name(after, value, name.text);
    return after;
  });
}

function executeExpression(
  machine: Machine,
  { expression }: ExpressionStatement,
  states: readonly State[],
): Completion {
  const { syntax } = machine;
  const after = states.flatMap((state) => evaluateDiscarded(machine, expression, state));
  if (!syntax.is(expression, "Call")) return done(after);
  const { expression: callee, args } = expression as unknown as {
    expression: ExpressionStatement["expression"];
    args: ExpressionStatement["expression"][];
  };
  const name = syntax.text(callee);
  const fails = name === "assert" && args[0] !== undefined && syntax.is(args[0], "False");
  return done(fails || endings.has(name) ? [] : after);
}

function executeIf(
  machine: Machine,
  { condition, ifTrue, ifFalse }: IfStatement,
  states: readonly State[],
): Completion {
  const outcomes = states.map((state) => test(machine, condition, state));
  const whenTrue = execute(
    machine,
    ifTrue,
    outcomes.flatMap((each) => each.whenTrue),
  );
  const otherwise = outcomes.flatMap((each) => each.whenFalse);
  const whenFalse = ifFalse === null ? done(otherwise) : execute(machine, ifFalse, otherwise);
  return {
    normal: mergeStates([...whenTrue.normal, ...whenFalse.normal]),
    jumps: [...whenTrue.jumps, ...whenFalse.jumps],
  };
}

function executeSwitch(machine: Machine, { condition, cases }: SwitchStatement, states: readonly State[]): Completion {
  const before = states.flatMap((state) => evaluate(machine, condition, state.clone()).map((each) => each.state));
  const depth = before[0]?.frames.length ?? 0;
  const jumps: Jump[] = [];
  let falling: State[] = [];
  for (const { label, statements } of cases) {
    const entering = before.flatMap((state) =>
      label === null ? [state.clone()] : evaluate(machine, label, state.clone()).map((each) => each.state),
    );
    for (const state of entering) state.frames.push(new Map());
    const completion = executeAll(machine, statements, [...falling, ...entering]);
    falling = completion.normal;
    jumps.push(...completion.jumps);
  }
  const hasDefault = cases.some(({ isDefault }) => isDefault);
  const broken = jumps.filter(({ kind }) => kind === "break").map(({ state }) => state);
  const normal = [...falling, ...broken, ...(hasDefault ? [] : before)];
  for (const state of normal) state.frames.length = depth;
  return { normal: mergeStates(normal), jumps: jumps.filter(({ kind }) => kind !== "break") };
}

function executeTry(machine: Machine, statement: TryStatement, states: readonly State[]): Completion {
  const body = executeBlock(machine, statement.bodyStatements, states);
  const caught =
    statement.catchStatements === null
      ? done([])
      : executeBlock(
          machine,
          statement.catchStatements,
          [...states, ...body.normal].map((each) => each.clone()),
        );
  const after: Completion = { normal: [...body.normal, ...caught.normal], jumps: [...body.jumps, ...caught.jumps] };
  if (statement.finallyStatements === null) return after;
  const finished = executeBlock(machine, statement.finallyStatements, after.normal);
  return { normal: finished.normal, jumps: [...after.jumps, ...finished.jumps] };
}

function executeReturn(machine: Machine, { value, range }: ReturnStatement, states: readonly State[]): Completion {
  const expectsHandles = machine.handleType(machine.unit.declaration.signature.returnType) === "array";
  const jumps = states.flatMap((state): Jump[] => {
    if (value === null) return [{ kind: "return", state, place: range, value: undefined }];
    return evaluate(machine, value, state, expectsHandles).map((each) => ({
      kind: "return",
      state: each.state,
      place: range,
      value: each.value,
    }));
  });
  return { normal: [], jumps };
}

function jump(kind: "break" | "continue", { range }: Statement, states: readonly State[]): Completion {
  return { normal: [], jumps: states.map((state) => ({ kind, state, place: range, value: undefined })) };
}

function done(normal: State[]): Completion {
  return { normal, jumps: [] };
}
