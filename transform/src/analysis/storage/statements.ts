import type {
  BlockStatement,
  DoStatement,
  ExpressionStatement,
  ForOfStatement,
  ForStatement,
  IfStatement,
  ReturnStatement,
  Statement,
  SwitchStatement,
  ThrowStatement,
  TryStatement,
  VariableStatement,
  VoidStatement,
  WhileStatement,
} from "assemblyscript" with { "resolution-mode": "import" };
import { annotated } from "./declared-types";
import { conditionally, evaluate } from "./expressions";
import { walkDo, walkFor, walkForOf, walkWhile } from "./loops";
import type { Machine } from "./machine";
import { merge, type State } from "./state";

/** Walks through one statement; null when no execution comes to its end. `state` is used up. */
export function execute(machine: Machine, statement: Statement, state: State): State | null {
  machine.count();
  const { kinds } = machine.syntax;
  switch (statement.kind as number) {
    case kinds.Block:
      return executeBlock(machine, (statement as BlockStatement).statements, state);
    case kinds.Variable:
      return declareAll(machine, statement as VariableStatement, state);
    case kinds.Expression:
      return executeExpression(machine, statement as ExpressionStatement, state);
    case kinds.Void:
      evaluate(machine, (statement as VoidStatement).expression, state);
      return state;
    case kinds.If:
      return executeIf(machine, statement as IfStatement, state);
    case kinds.For:
      return walkFor(machine, statement as ForStatement, state);
    case kinds.ForOf:
      return walkForOf(machine, statement as ForOfStatement, state);
    case kinds.While:
      return walkWhile(machine, statement as WhileStatement, state);
    case kinds.Do:
      return walkDo(machine, statement as DoStatement, state);
    case kinds.Switch:
      return executeSwitch(machine, statement as SwitchStatement, state);
    case kinds.Try:
      return executeTry(machine, statement as TryStatement, state);
    case kinds.Return: {
      const { value } = statement as ReturnStatement;
      const term = value === null ? machine.unknown(statement) : evaluate(machine, value, state);
      machine.jumps.returns.push({ state, value: term });
      return null;
    }
    case kinds.Throw:
      evaluate(machine, (statement as ThrowStatement).value, state);
      return null;
    case kinds.Break:
      machine.jumps.breaks.push(state);
      return null;
    case kinds.Continue:
      machine.jumps.continues.push(state);
      return null;
    default:
      return state;
  }
}

/** Walks through statements one after the other, in a scope of their own. */
export function executeBlock(machine: Machine, statements: readonly Statement[], state: State): State | null {
  const depth = state.frames.length;
  state.frames.push(new Map());
  let current: State | null = state;
  for (const statement of statements) {
    current = execute(machine, statement, current);
    if (current === null) return null;
  }
  current.frames.length = depth;
  return current;
}

function declareAll(machine: Machine, { declarations }: VariableStatement, state: State): State {
  for (const { name, type, initializer } of declarations) {
    const value = initializer === null ? machine.unknown(name) : evaluate(machine, initializer, state);
    state.declare(name.text, annotated(machine, value, type));
  }
  return state;
}

const endings = new Set(["abort", "unreachable", "revert"]);

function executeExpression(machine: Machine, { expression }: ExpressionStatement, state: State): State | null {
  evaluate(machine, expression, state);
  const { syntax } = machine;
  if (!syntax.is(expression, "Call")) return state;
  const { expression: callee, args } = expression as unknown as {
    expression: ExpressionStatement["expression"];
    args: ExpressionStatement["expression"][];
  };
  const name = syntax.text(callee);
  const fails = name === "assert" && args[0] !== undefined && syntax.is(args[0], "False");
  return fails || endings.has(name) ? null : state;
}

function executeIf(machine: Machine, { condition, ifTrue, ifFalse }: IfStatement, state: State): State | null {
  evaluate(machine, condition, state);
  const { syntax } = machine;
  const other = state.clone();
  if (syntax.is(condition, "True")) return execute(machine, ifTrue, state);
  if (syntax.is(condition, "False")) return ifFalse === null ? state : execute(machine, ifFalse, state);
  const yes = conditionally(machine, () => execute(machine, ifTrue, state));
  const no = conditionally(machine, () => (ifFalse === null ? other : execute(machine, ifFalse, other)));
  noteEnding(machine, [yes, no]);
  return merge(yes, no, machine);
}

/** What follows a way that may have ended depends on the condition, too. */
function noteEnding(machine: Machine, ways: readonly (State | null)[]): void {
  if (machine.conditions !== null && ways.includes(null)) machine.conditions++;
}

function executeSwitch(machine: Machine, { condition, cases }: SwitchStatement, state: State): State | null {
  evaluate(machine, condition, state);
  const outer = machine.jumps;
  machine.jumps = { ...outer, breaks: [] };
  const depth = state.frames.length;
  let falling: State | null = null;
  const ends: (State | null)[] = [];
  for (const { label, statements } of cases) {
    const entering = state.clone();
    if (label !== null) evaluate(machine, label, entering);
    const start: State = merge(falling, entering, machine)!;
    falling = conditionally(machine, () => executeBlock(machine, statements, start));
    ends.push(falling);
  }
  const broken = machine.jumps.breaks;
  machine.jumps = outer;
  const hasDefault = cases.some(({ isDefault }) => isDefault);
  const ways = [...broken, falling, ...(hasDefault ? [] : [state])];
  noteEnding(machine, ends);
  let merged: State | null = null;
  for (const way of ways) {
    if (way !== null) way.frames.length = depth;
    merged = merge(merged, way, machine);
  }
  return merged;
}

function executeTry(machine: Machine, statement: TryStatement, state: State): State | null {
  const before = state.clone();
  const body = executeBlock(machine, statement.bodyStatements, state);
  let after = body;
  if (statement.catchStatements !== null) {
    machine.forget(before, []);
    after = merge(
      body,
      conditionally(machine, () => executeBlock(machine, statement.catchStatements!, before)),
      machine,
    );
  }
  if (after === null || statement.finallyStatements === null) return after;
  return executeBlock(machine, statement.finallyStatements, after);
}
