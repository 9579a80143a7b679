import type { Maker, Side } from "./maker";
import type { Operation } from "./operations";
import { sdkImport } from "./program";
import {
  classWrappers,
  fileWrappers,
  functionWrappers,
  libraryWrappers,
  valueWrappers,
  type Wrapper,
} from "./wrappers";

/** Code that does something when an expression of it is evaluated. */
export interface Unit {
  /** Declarations of the file. */
  readonly code: string;
  /** The expression, of type `u32`, for a variable of that type. */
  call(argument: string): string;
  /** What is around the operation, outermost first. */
  readonly how: readonly string[];
}

/** A function that does nothing but the operation. */
export function leaf(maker: Maker, { run, declare = "" }: Operation): Unit {
  const [name, helper] = [maker.name("leaf"), maker.name("host")];
  const [own, body] = [declare, run].map((text) => text.replaceAll("$D", helper));
  return {
    code: `${own}\nfunction ${name}(x: u32): u32 { ${body} return x; }`,
    call: (argument) => `${name}(${argument})`,
    how: [],
  };
}

/** The operation behind some wrappers. */
export function behind(maker: Maker, unit: Unit, depth: number, side: Side): Unit {
  let outer = unit;
  for (let level = 0; level < depth; level++) outer = wrap(maker, outer, anyWrapper(maker, side), side)[0]!;
  return outer;
}

function anyWrapper(maker: Maker, side: Side): Wrapper {
  const own = libraryWrappers[maker.place];
  if (side === "thread" && own !== undefined && maker.chance(40)) return own;
  return maker.one(maker.one([functionWrappers, classWrappers, valueWrappers, fileWrappers]));
}

/** What a wrapper makes of an operation: a unit for each of its calls. */
export function wrap(maker: Maker, inner: Unit, wrapper: Wrapper, side: Side): Unit[] {
  const names = new Map<string, string>();
  const nameOf = (letter: string) => {
    const known = names.get(letter) ?? maker.name(letter.toLowerCase());
    names.set(letter, known);
    return known;
  };
  const types = maker.furtherTypes(side);
  const parameters = types.map((type, index) => `, p${index}: ${type}`).join("");
  const fill = (text: string) =>
    substituteCalls(text, inner)
      .replaceAll("%P", parameters)
      .replaceAll("%A", types.map((type) => `, <${type}>0`).join(""))
      .replaceAll("%T", `(x: u32${parameters}) => u32`)
      .replace(/\$([A-Z])/g, (_, letter: string) => nameOf(letter));
  const how = [wrapper.name, ...inner.how];
  const calls = wrapper.call.split("|");
  // The barrel's and the file's names are as fresh as the functions'.
  let code = `${inner.code}\n${fill(wrapper.code)}`;
  if (wrapper.file !== undefined) {
    maker.files[`${nameOf("F")}.ts`] = `${sdkImport}${inner.code}\n${fill(wrapper.file)}\n`;
    if (wrapper.barrel !== undefined) maker.files[`${nameOf("G")}.ts`] = `${fill(wrapper.barrel)}\n`;
    code = fill(wrapper.code);
  }
  return calls.map((call, index) => ({
    // The declarations are needed once.
    code: index === 0 ? code : "",
    call: (argument) => fill(call).replaceAll("#", argument),
    how,
  }));
}

/** Puts the operation in the place of each `@(argument)`. */
function substituteCalls(text: string, inner: Unit): string {
  let result = "";
  let rest = text;
  for (let start = rest.indexOf("@("); start >= 0; start = rest.indexOf("@(")) {
    let end = start + 2;
    for (let open = 1; open > 0; end++) open += rest[end] === "(" ? 1 : rest[end] === ")" ? -1 : 0;
    result += rest.slice(0, start) + inner.call(rest.slice(start + 2, end - 1));
    rest = rest.slice(end);
  }
  return result + rest;
}
