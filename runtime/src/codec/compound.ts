import type { Codec } from "./codec";
import { u8 } from "./codec";

/** The fields of a record one after the other, in the order of `fields`. */
export function record<Value extends object>(fields: {
  readonly [Name in keyof Value]-?: Codec<Value[Name]>;
}): Codec<Value> {
  // eslint-disable-next-line threaded-contract/determinism -- the order of the fields is the encoding
  const names = Object.keys(fields) as (keyof Value & string)[];
  return {
    write: (out, value) => {
      for (const name of names) fields[name].write(out, value[name]);
    },
    read: (source) => {
      const value: Partial<Value> = {};
      for (const name of names) {
        const field = fields[name].read(source);
        if (field !== undefined) value[name] = field;
      }
      return value as Value;
    },
    difference: (left, right, path) => {
      for (const name of names) {
        const found = fields[name].difference(left[name], right[name], path === "" ? name : `${path}.${name}`);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

/** A count as u32, then the elements. @param leastBytes of one element, so that a corrupt count cannot allocate */
export function list<Value>(element: Codec<Value>, leastBytes = 1): Codec<readonly Value[]> {
  return {
    write: (out, values) => {
      out.integer(values.length, 4);
      for (const value of values) element.write(out, value);
    },
    read: (source) => Array.from({ length: source.count(leastBytes) }, () => element.read(source)),
    difference: (left, right, path) => {
      for (let i = 0; i < Math.min(left.length, right.length); i++) {
        const found = element.difference(left[i]!, right[i]!, `${path}[${i}]`);
        if (found !== undefined) return found;
      }
      return left.length === right.length ? undefined : `${path}.length: ${left.length}, ${right.length}`;
    },
  };
}

/** One byte, 0 for null, else 1 and the value. */
export function nullable<Value>(value: Codec<Value>): Codec<Value | null> {
  return {
    write: (out, found) => {
      out.integer(found === null ? 0 : 1, 1);
      if (found !== null) value.write(out, found);
    },
    read: (source) => {
      const present = source.unsigned8();
      if (present > 1) throw new RangeError(`${present} is neither 0 nor 1`);
      return present === 0 ? null : value.read(source);
    },
    difference: (left, right, path) => {
      if (left === null || right === null) {
        return left === right ? undefined : `${path}: ${left === null ? "null, present" : "present, null"}`;
      }
      return value.difference(left, right, path);
    },
  };
}

/** The same for a field that may be absent. */
export function optional<Value>(value: Codec<Value>): Codec<Value | undefined> {
  const inner = nullable(value);
  return {
    write: (out, found) => inner.write(out, found ?? null),
    read: (source) => inner.read(source) ?? undefined,
    difference: (left, right, path) => inner.difference(left ?? null, right ?? null, path),
  };
}

/** One byte: the position in `values`. */
export function choice<Value extends string>(...values: readonly Value[]): Codec<Value> {
  const index = u8();
  return {
    write: (out, value) => index.write(out, values.indexOf(value)),
    read: (source) => {
      const found = values[index.read(source)];
      if (found === undefined) throw new RangeError("a choice is out of range");
      return found;
    },
    difference: (left, right, path) => (left === right ? undefined : `${path}: ${left}, ${right}`),
  };
}
