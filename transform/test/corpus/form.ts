import type { Stage } from "./program";

/**
 * One way to keep or to break a rule, as text: the statements of a function of `x: u32` and `c: bool` that returns a `u32`.
 * `$A`, `$B` … stand for fresh names, `SPAWN` for a spawn of a harmless `u32`, `JOIN` for one of the joins.
 */
export interface Form {
  readonly rule: string;
  readonly isForbidden: boolean;
  readonly body: string;
  /** Declarations of the file. */
  readonly declare: string;
  readonly stage: Stage;
  /** Whether the statements may be in a method, in a generic function and so on. */
  readonly isMovable: boolean;
}

type More = Partial<Pick<Form, "declare" | "stage" | "isMovable">>;

/** Statements that break a rule, and others that nearly do. */
export function forms(
  rule: string,
  bad: readonly (string | readonly [body: string, declare: string])[],
  good: readonly (string | readonly [body: string, declare: string])[],
  more: More = {},
): Form[] {
  const { declare: shared = "", ...rest } = more;
  const make =
    (isForbidden: boolean) =>
    (each: string | readonly [string, string]): Form => {
      const [body, own] = typeof each === "string" ? [each, ""] : each;
      return { rule, isForbidden, body, declare: `${shared}\n${own}`, stage: "syntax", isMovable: true, ...rest };
    };
  return [...bad.map(make(true)), ...good.map(make(false))];
}
