/** The first place where two JSON values differ. */
export interface Difference {
  /** Such as `outcomes[1].receipt.threads[0].used`. */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

const ABSENT = undefined;

/**
 * Finds the first difference, in the order of `expected`.
 *
 * @param ignored names of fields that may differ
 */
export function firstDifference(
  expected: unknown,
  actual: unknown,
  ignored: ReadonlySet<string> = new Set(),
  path = "",
): Difference | undefined {
  if (Object.is(expected, actual)) return undefined;
  const isList = Array.isArray(expected);
  if (!isObject(expected) || !isObject(actual) || isList !== Array.isArray(actual)) return { path, expected, actual };
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  for (const key of keys) {
    if (ignored.has(key)) continue;
    const inner = isList ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    const difference = firstDifference(expected[key] ?? ABSENT, actual[key] ?? ABSENT, ignored, inner);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** What is at a path such as `outcomes.-1.receipt.threads.used`; a name applied to a list is applied to its elements. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((at, name) => step(at, name), value);
}

function step(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    if (/^-?\d+$/.test(name)) return value.at(Number(name));
    return name === "length" ? value.length : value.map((element) => step(element, name));
  }
  return isObject(value) ? value[name] : undefined;
}
