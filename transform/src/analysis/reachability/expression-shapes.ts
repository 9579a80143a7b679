import type { Accessors, Binaryen, ExpressionRef } from "./binaryen";

// The fields of each kind of expression that hold further expressions; 0 stands for an absent one.
const fields: Readonly<Record<string, readonly string[]>> = {
  Nop: [],
  Unreachable: [],
  LocalGet: [],
  GlobalGet: [],
  Const: [],
  MemorySize: [],
  TableSize: [],
  RefNull: [],
  RefFunc: [],
  DataDrop: [],
  AtomicFence: [],
  Pop: [],
  Block: ["*Children"],
  Call: ["*Operands"],
  CallIndirect: ["*Operands", "Target"],
  If: ["Condition", "IfTrue", "IfFalse"],
  Loop: ["Body"],
  Break: ["Condition", "Value"],
  Switch: ["Condition", "Value"],
  LocalSet: ["Value"],
  GlobalSet: ["Value"],
  Drop: ["Value"],
  Return: ["Value"],
  Unary: ["Value"],
  Binary: ["Left", "Right"],
  Select: ["Condition", "IfTrue", "IfFalse"],
  Load: ["Ptr"],
  Store: ["Ptr", "Value"],
  MemoryGrow: ["Delta"],
  MemoryInit: ["Dest", "Offset", "Size"],
  MemoryCopy: ["Dest", "Source", "Size"],
  MemoryFill: ["Dest", "Value", "Size"],
  TableGet: ["Index"],
  TableSet: ["Index", "Value"],
  TableGrow: ["Value", "Delta"],
  RefIsNull: ["Value"],
  RefAs: ["Value"],
  RefEq: ["Left", "Right"],
  AtomicRMW: ["Ptr", "Value"],
  AtomicCmpxchg: ["Ptr", "Expected", "Replacement"],
  AtomicWait: ["Ptr", "Expected", "Timeout"],
  AtomicNotify: ["Ptr", "NotifyCount"],
  SIMDExtract: ["Vec"],
  SIMDReplace: ["Vec", "Value"],
  SIMDShuffle: ["Left", "Right"],
  SIMDTernary: ["A", "B", "C"],
  SIMDShift: ["Vec", "Shift"],
  SIMDLoad: ["Ptr"],
  SIMDLoadStoreLane: ["Ptr", "Vec"],
};

/** Reads the expressions directly below an expression. */
export interface ExpressionReader {
  /** The kind's name, such as `"Call"`; undefined for a kind that contracts cannot contain. */
  kindOf(expression: ExpressionRef): string | undefined;
  children(expression: ExpressionRef): ExpressionRef[];
}

/**
 * A reader for the running binaryen.
 *
 * binaryen numbers its kinds anew from version to version, and its own `getExpressionInfo` throws on some of them (`Nop` in 131),
 * so only the accessor of each kind is used.
 */
export function expressionReader(binaryen: Binaryen): ExpressionReader {
  const names = new Map<number, string>();
  for (const name of Object.keys(fields)) {
    const id = (binaryen as unknown as Readonly<Record<string, unknown>>)[`${name}Id`];
    if (typeof id === "number") names.set(id, name);
  }
  const kindOf = (expression: ExpressionRef): string | undefined => names.get(binaryen.getExpressionId(expression));
  return {
    kindOf,
    children(expression) {
      const kind = kindOf(expression);
      if (kind === undefined) return [];
      const accessors = (binaryen as unknown as Readonly<Record<string, Accessors>>)[kind];
      const found: ExpressionRef[] = [];
      for (const field of fields[kind]!) {
        if (field.startsWith("*")) found.push(...listed(accessors!, field.slice(1), expression));
        else found.push(accessors![`get${field}`]!(expression));
      }
      return found.filter((child) => child !== 0);
    },
  };
}

function listed(accessors: Accessors, field: string, expression: ExpressionRef): ExpressionRef[] {
  const count = accessors[`getNum${field}`]!(expression);
  const at = accessors[field === "Children" ? "getChildAt" : "getOperandAt"]!;
  return Array.from({ length: count }, (_, index) => at(expression, index));
}
