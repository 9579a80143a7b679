import type { CallExpression, Expression, IdentifierExpression, PropertyAccessExpression } from "assemblyscript" with {
  "resolution-mode": "import",
};
import { convert, evaluate, hiddenCall, hiddenToString } from "./expressions";
import { callFunction, isCertain } from "./inlining";
import { callListMethod } from "./lists";
import type { Machine } from "./machine";
import { evaluateJoin, evaluateSpawn } from "./spawns";
import {
  callArray,
  callBytes,
  callMap,
  callSlot,
  callStorage,
  callStored,
  namedKey,
  type StorageCall,
} from "./storage-calls";
import { writeUnknown } from "./storage-events";
import type { State } from "./state";
import { termId, type Term } from "./terms";

/** Methods of the standard library that change nothing but, at most, their own object. */
const harmless = new Set(
  (
    "toString toU32 toI32 toU64 toI64 push pop shift unshift slice concat indexOf lastIndexOf includes join fill reverse splice " +
    "charAt charCodeAt substring substr startsWith endsWith padStart padEnd trim split repeat replace replaceAll toLowerCase toUpperCase " +
    "get set has delete add clear keys values at subarray copyWithin"
  ).split(" "),
);
/** Of those, what may just as well be a method of a stored value. */
const writing = new Set(["set", "push", "pop", "remove"]);

/** Functions of the compiler and of the standard library without an effect on storage. */
const builtin =
  /^(?:[iu](?:8|16|32|64|size)|f32|f64|bool|min|max|abs|clz|ctz|popcnt|rotl|rotr|bswap|select|assert|abort|changetype|sizeof|offsetof|alignof|idof|isString|isReference|load|store|parseInt|isNaN|trace|unreachable|nameof|unchecked)$/;
const objects =
  /^(?:String|Math|NativeMath|Array|Object|memory|heap|u\d+|i\d+|usize|isize|Uint8Array|ArrayBuffer|Number|console)$/;

/** Evaluates any call. */
export function evaluateCall(machine: Machine, call: CallExpression, state: State): Term {
  const { spawns, joins } = machine.program;
  const spawn = spawns.get(call);
  if (spawn !== undefined) return evaluateSpawn(machine, spawn, state);
  const join = joins.get(call);
  if (join !== undefined) return evaluateJoin(machine, join, state);
  return machine.syntax.is(call.expression, "PropertyAccess")
    ? callMethod(machine, call, call.expression as PropertyAccessExpression, state)
    : callByName(machine, call, state);
}

/** The arguments' values, in order. */
export function evaluateArguments(machine: Machine, args: readonly Expression[], state: State): Term[] {
  return args.map((each) => evaluate(machine, each, state));
}

function callByName(machine: Machine, call: CallExpression, state: State): Term {
  const { expression, args } = call;
  const sdk = machine.sdkName(expression, state);
  const terms = evaluateArguments(machine, args, state);
  if (sdk === "slot") return { kind: "slot", key: namedKey(machine, terms, args) };
  if (sdk !== null) return callSdk(machine, call, sdk, terms, state);
  if (!machine.syntax.is(expression, "Identifier")) {
    evaluate(machine, expression, state);
    return unknownCall(machine, call, terms, state);
  }
  const { text } = expression as IdentifierExpression;
  if (state.read(text) !== undefined) return unknownCall(machine, call, terms, state);
  const callees = machine.program.functions.callees(call, machine.unit);
  if (callees.length === 1) return callFunction(machine, callees[0]!, call, terms, null, state);
  if (builtin.test(text) && machine.program.bindings.lookup(machine.unit.source, text) === null) {
    if (/^[iu](?:8|16|32|64|size)$|^f\d\d$|^bool$/.test(text) && terms.length === 1) {
      return convert(machine, terms[0]!, text, call);
    }
    const ids = terms.map(termId);
    if (text === "unchecked" && terms.length === 1) return terms[0]!;
    return /^(?:min|max|abs)$/.test(text) ? machine.named(`${text}(${ids.join(",")})`, call) : machine.unknown(call);
  }
  return unknownCall(machine, call, terms, state);
}

/** A function of the SDK that is no spawn, no join and no slot: most of them do nothing to storage. */
function callSdk(machine: Machine, call: CallExpression, name: string, terms: readonly Term[], state: State): Term {
  if (/^(?:slotOf|slotOfEntry|slotOfElement|slotOfLength)$/.test(name)) {
    return {
      kind: "slot",
      key: { kind: "unknown", id: `${name}(${terms.map(termId).join(",")})`, text: machine.textOf(call) },
    };
  }
  if (/^(?:emit|emitEvent|require|revert|sha256|ripemd160)$/.test(name)) return machine.unknown(call);
  return unknownCall(machine, call, terms, state);
}

function callMethod(machine: Machine, call: CallExpression, callee: PropertyAccessExpression, state: State): Term {
  const { expression, property } = callee;
  const method = property.text;
  const sdk = machine.sdkName(expression, state);
  if (sdk !== null) {
    const args = evaluateArguments(machine, call.args, state);
    if (sdk === "Storage") return callStorage({ machine, call, method, object: sdk, args, state });
    if (/^(?:Address|Hash|Slot|Context|Block|Transaction|Thread|SharedMemory)$/.test(sdk)) {
      return machine.named(`${sdk}.${method}(${args.map(termId).join(",")})`, call);
    }
    return unknownCall(machine, call, args, state);
  }
  const callees = machine.program.functions.callees(call, machine.unit);
  const isCertainCallee = callees.length === 1 && isCertain(machine, callees[0]!, expression, state);
  const object = isName(machine, expression, state) ? null : evaluate(machine, expression, state);
  const args = evaluateArguments(machine, call.args, state);
  if (object !== null) {
    const known = callOnTerm({ machine, call, method, object: machine.textOf(expression), args, state }, object);
    if (known !== null) return known;
  }
  if (isCertainCallee) return callFunction(machine, callees[0]!, call, args, object, state);
  const isStandard =
    object === null &&
    machine.syntax.is(expression, "Identifier") &&
    objects.test((expression as IdentifierExpression).text);
  if (isStandard || (object !== null && callees.length === 0 && harmless.has(method))) {
    return callHarmless(machine, call, method, object, args, state);
  }
  return unknownCall(machine, call, object === null ? args : [object, ...args], state);
}

/** A method of something whose value is known; null when it is not. */
function callOnTerm(each: StorageCall, object: Term): Term | null {
  const { machine, call, method, args, state } = each;
  switch (object.kind) {
    case "stored":
      return callStored(each, object);
    case "map":
      return callMap(each, object);
    case "array":
      return callArray(each, object);
    case "bytes":
      return callBytes(each, object);
    case "slot":
      return callSlot(each, object.key);
    case "list":
      return callListMethod(machine, object.id, method, args, call.args, call, state);
    case "text":
    case "integer":
      if (method === "toString" && args.length === 0) {
        return object.kind === "text" ? object : { kind: "text", parts: [String(object.value)] };
      }
      if (method === "concat" && object.kind === "text" && args[0]?.kind === "text") {
        return { kind: "text", parts: [...object.parts, ...args[0].parts] };
      }
      return machine.named(`${termId(object)}.${method}(${args.map(termId).join(",")})`, call);
    default:
      return null;
  }
}

function callHarmless(
  machine: Machine,
  call: CallExpression,
  method: string,
  object: Term | null,
  args: readonly Term[],
  state: State,
): Term {
  for (const each of args) state.escape(each);
  if (/^(?:join|toString)$/.test(method)) hiddenToString(machine, state);
  if (/^(?:includes|indexOf|lastIndexOf)$/.test(method)) hiddenCall(machine, state);
  if (method === "toString" && args.length === 0 && object?.kind === "unknown") {
    return { kind: "text", parts: [object] };
  }
  if (/^(?:push|pop|shift|unshift|fill|reverse|splice|set|delete|add|clear|copyWithin|sort)$/.test(method)) {
    state.versions.set("[]", machine.next());
    // It may be a stored value that came from somewhere.
    if (writing.has(method)) writeUnknown(machine);
  }
  return machine.unknown(call);
}

/** A call of something that is not known: it may do anything that the program can. */
export function unknownCall(machine: Machine, call: Expression, terms: readonly Term[], state: State): Term {
  machine.forget(state, terms);
  return machine.unknown(call);
}

/** Whether an expression is a name of something that is no value: a class, a namespace, a module, or the compiler's own. */
function isName(machine: Machine, expression: Expression, state: State): boolean {
  const { syntax, program, unit } = machine;
  if (!syntax.is(expression, "Identifier")) return syntax.is(expression, "Super");
  const { text } = expression as IdentifierExpression;
  if (state.read(text) !== undefined) return false;
  const binding = program.bindings.lookup(unit.source, text);
  return binding === null || binding.kind !== "other" || !syntax.is(binding.node, "VariableDeclaration");
}
