/**
 * A way to put an operation behind something, as text. In it stand
 * `$A`, `$B`, `$C` for fresh names, `@(x)` for the operation on a `u32`, and, of a function value, `%P` for its further parameters,
 * `%A` for the arguments and `%T` for its type.
 */
export interface Wrapper {
  readonly name: string;
  /** Declarations of the file. */
  readonly code: string;
  /** An expression of type `u32`; `#` is its argument, a variable's name. */
  readonly call: string;
  /** Another file of the program, `$F.ts`, that the declarations import from; the operation moves there. */
  readonly file?: string;
  /** The file `$G.ts`, through which they import it. */
  readonly barrel?: string;
}

const row = (name: string, code: string, call = "$A(#)"): Wrapper => ({ name, code, call });

// The parameter has a fresh name: the fork's compiler takes one of the same name in an inner function for a capture.
const value = "($Y: u32%P): u32 => @($Y)";
const harmless = "($Z: u32%P): u32 => $Z";

/** Calls of functions. */
export const functionWrappers: readonly Wrapper[] = [
  row("a function", "function $A(x: u32): u32 { return @(x) + 1; }"),
  row("a recursive function", "function $A(x: u32): u32 { return x > 3 ? $A(x - 1) : @(x); }"),
  row(
    "two functions that call each other",
    "function $A(x: u32): u32 { return x > 3 ? $B(x - 1) : x; } function $B(x: u32): u32 { return x > 5 ? $A(x - 2) : @(x); }",
  ),
  row("a generic function", "function $A<T>(x: T): T { @(<u32>x); return x; }", "$A<u32>(#)"),
  row("another instance of a generic function", "function $A<T>(x: T): T { @(<u32>x); return x; }", "<u32>$A<u64>(#)"),
  row(
    "a test of a type",
    "function $A<T>(x: T): u32 { if (isInteger<T>()) return @(<u32>x); return 0; }",
    "$A<u32>(#)",
  ),
  row("a function that is inlined", "// @ts-ignore: decorator\n@inline function $A(x: u32): u32 { return @(x); }"),
  row("a namespace", "namespace $A { export function run(x: u32): u32 { return @(x); } }", "$A.run(#)"),
  row(
    "a nested namespace",
    "namespace $A { export namespace N { export function run(x: u32): u32 { return @(x); } } }",
    "$A.N.run(#)",
  ),
  row("a default argument", "function $A(x: u32, y: u32 = @(x)): u32 { return x + y; }"),
  row(
    "a default argument of a method",
    "class $A { run(x: u32, y: u32 = @(x)): u32 { return x + y; } }",
    "new $A().run(#)",
  ),
  row(
    "a default argument of a constructor",
    "class $A { constructor(public x: u32, public y: u32 = @(x)) {} }",
    "new $A(#).y",
  ),
  row("a loop", "function $A(x: u32): u32 { let s: u32 = 0; for (let i: u32 = 0; i < x; i++) s += @(i); return s; }"),
  row("a loop's condition", "function $A(x: u32): u32 { let i: u32 = 0; while (@(i) < x) i++; return i; }"),
  row(
    "a loop that runs at least once",
    "function $A(x: u32): u32 { let s: u32 = 0; do { s += @(s); } while (s < x); return s; }",
  ),
  row("a switch", "function $A(x: u32): u32 { switch (x) { case 1: return 2; case 2: default: return @(x); } }"),
  row("a condition of run time", "function $A(x: u32): u32 { if (x > 4000000000) return @(x); return x; }"),
  row("a conditional expression", "function $A(x: u32): u32 { return x > 4000000000 ? @(x) : x; }"),
  row("a logical expression", "function $A(x: u32): u32 { return x > 4000000000 && @(x) > 5 ? 1 : 2; }"),
  row("a comma", "function $A(x: u32): u32 { return (@(x), x); }"),
  row("an argument", "function $A(x: u32): u32 { return min<u32>(@(x), 5); }"),
  row("an array literal", "function $A(x: u32): u32 { return [x, @(x)][0]; }"),
  row("a template", "function $A(x: u32): u32 { return <u32>`a${@(x)}b`.length; }"),
  row("an index", "function $A(x: u32): u32 { const list: u32[] = [1, 2, 3]; return list[@(x) % 3]; }"),
  row("code before a throw", "function $A(x: u32): u32 { if (x == 12345) { @(x); throw new Error('no'); } return x; }"),
];

/** Calls of members of classes. */
export const classWrappers: readonly Wrapper[] = [
  row("a static method", "class $A { static run(x: u32): u32 { return @(x); } }", "$A.run(#)"),
  row("a method", "class $A { run(x: u32): u32 { return @(x); } }", "new $A().run(#)"),
  row(
    "a private method",
    "class $A { go(x: u32): u32 { return this.run(x); } private run(x: u32): u32 { return @(x); } }",
    "new $A().go(#)",
  ),
  row(
    "an inherited method",
    "class $A { run(x: u32): u32 { return @(x); } } class $B extends $A { }",
    "new $B().run(#)",
  ),
  row(
    "an override",
    "class $A { run(x: u32): u32 { return x; } } class $B extends $A { run(x: u32): u32 { return @(x); } } function $C(o: $A, x: u32): u32 { return o.run(x); }",
    "$C(new $B(), #)",
  ),
  row(
    "an override two classes down",
    "class $A { run(x: u32): u32 { return x; } } class $B extends $A { } class $C extends $B { run(x: u32): u32 { return @(x); } } function $D(o: $A, x: u32): u32 { return o.run(x); }",
    "$D(new $C(), #)",
  ),
  row(
    "one of two objects",
    "class $A { run(x: u32): u32 { return x; } } class $B extends $A { run(x: u32): u32 { return @(x); } } function $C(x: u32): u32 { const o: $A = x > 9 ? new $A() : new $B(); return o.run(x); }",
    "$C(#)",
  ),
  row(
    "super",
    "class $A { run(x: u32): u32 { return @(x); } } class $B extends $A { run(x: u32): u32 { return super.run(x) + 1; } }",
    "new $B().run(#)",
  ),
  row(
    "a constructor of a base class",
    "class $A { v: u32; constructor(x: u32) { this.v = @(x); } } class $B extends $A { constructor(x: u32) { super(x); } }",
    "new $B(#).v",
  ),
  row(
    "an abstract method",
    "abstract class $A { abstract run(x: u32): u32; go(x: u32): u32 { return this.run(x); } } class $B extends $A { run(x: u32): u32 { return @(x); } }",
    "new $B().go(#)",
  ),
  row(
    "an interface",
    "interface $A { run(x: u32): u32; } class $B implements $A { run(x: u32): u32 { return @(x); } } function $C(o: $A, x: u32): u32 { return o.run(x); }",
    "$C(new $B(), #)",
  ),
  row(
    "objects in an array",
    "interface $A { run(x: u32): u32; } class $B implements $A { run(x: u32): u32 { return @(x); } } function $C(x: u32): u32 { const all: $A[] = [new $B()]; let s: u32 = 0; for (let i = 0; i < all.length; i++) s += all[i].run(x); return s; }",
    "$C(#)",
  ),
  row("a constructor", "class $A { v: u32; constructor(x: u32) { this.v = @(x); } }", "new $A(#).v"),
  row("a field's initial value", "class $A { v: u32 = @(1); }", "(new $A().v + #)"),
  row("a getter", "class $A { constructor(private w: u32) {} get v(): u32 { return @(this.w); } }", "new $A(#).v"),
  row("a static getter", "class $A { static get v(): u32 { return @(3); } }", "($A.v + #)"),
  row(
    "a setter",
    "class $A { w: u32 = 0; get v(): u32 { return this.w; } set v(x: u32) { this.w = @(x); } } function $B(x: u32): u32 { const o = new $A(); o.v = x; return o.w; }",
    "$B(#)",
  ),
  row(
    "an overridden getter",
    "class $A { get v(): u32 { return 1; } } class $B extends $A { get v(): u32 { return @(2); } } function $C(o: $A, x: u32): u32 { return o.v + x; }",
    "$C(new $B(), #)",
  ),
  row(
    "an operator",
    `class $A { constructor(public v: u32) {} @operator("+") plus(o: $A): $A { return new $A(@(o.v)); } }`,
    "(new $A(#) + new $A(1)).v",
  ),
  row(
    "a comparison",
    `class $A { constructor(public v: u32) {} @operator("==") same(o: $A): bool { return @(o.v) > 3; } }`,
    "(new $A(#) == new $A(1) ? 1 : 2)",
  ),
  row(
    "a prefix operator",
    `class $A { constructor(public v: u32) {} @operator.prefix("-") minus(): $A { return new $A(@(this.v)); } }`,
    "(-new $A(#)).v",
  ),
  row(
    "an assignment operator",
    `class $A { constructor(public v: u32) {} @operator("*") times(o: $A): $A { return new $A(@(o.v)); } } function $B(x: u32): u32 { let o = new $A(x); o *= new $A(2); return o.v; }`,
    "$B(#)",
  ),
  row("an index operator", `class $A { @operator("[]") at(i: u32): u32 { return @(i); } }`, "new $A()[#]"),
  row(
    "an indexed write",
    `class $A { w: u32 = 0; @operator("[]") at(i: u32): u32 { return i; } @operator("[]=") put(i: u32, x: u32): void { this.w = @(i + x); } } function $B(x: u32): u32 { const o = new $A(); o[x] = 2; return o.w; }`,
    "$B(#)",
  ),
  row("a generic class", "class $A<T> { run(x: T): T { @(<u32>x); return x; } }", "new $A<u32>().run(#)"),
  row(
    "a bound of a type parameter",
    "class $A { run(x: u32): u32 { return @(x); } } function $B<T extends $A>(o: T, x: u32): u32 { return o.run(x); }",
    "$B<$A>(new $A(), #)",
  ),
  row(
    "a method of a type argument",
    "class $A { run(x: u32): u32 { return @(x); } } function $B<T>(x: u32): u32 { return instantiate<T>().run(x); }",
    "$B<$A>(#)",
  ),
  row(
    "toString of an array's elements",
    `class $A { toString(): string { return @(1).toString(); } } function $B(x: u32): u32 { return <u32>[new $A()].join(",").length + x; }`,
    "$B(#)",
  ),
];

/** Calls of function values. */
export const valueWrappers: readonly Wrapper[] = [
  row("a function value in a variable", `function $A(x: u32): u32 { const g = ${value}; return g(x%A); }`),
  row(
    "a function in a function",
    "function $A(x: u32): u32 { function inner(x: u32%P): u32 { return @(x); } return inner(x%A); }",
  ),
  row(
    "a function by its name",
    `function $B(x: u32%P): u32 { return @(x); } function $A(x: u32): u32 { const g: %T = $B; return g(x%A); }`,
  ),
  row("a callback", "function $A(g: %T, x: u32): u32 { return g(x%A); }", `$A(${value}, #)`),
  row(
    "a static method as a callback",
    `class $B { static run(x: u32%P): u32 { return @(x); } } function $A(g: %T, x: u32): u32 { return g(x%A); }`,
    "$A($B.run, #)",
  ),
  row(
    "a callback of a callback",
    `function $A(g: %T, x: u32): u32 { return g(x%A); } function $B(g: %T, x: u32): u32 { return $A(g, x); }`,
    `$B(${value}, #)`,
  ),
  row(
    "closures in closures",
    "function $A(g: %T, x: u32): u32 { return g(x%A); }",
    `$A(($X: u32%P): u32 => $A(${value}, $X), #)`,
  ),
  row(
    "functions in an array",
    `function $A(x: u32): u32 { const all: Array<%T> = [${harmless}, ${value}]; return all[x & 1](x%A); }`,
  ),
  row(
    "functions in a map",
    `function $A(x: u32): u32 { const all = new Map<u32, %T>(); all.set(1, ${value}); return all.get(1)(x%A); }`,
  ),
  row("a function in a static field", `class $A { static run: %T = ${value}; }`, "$A.run(#%A)"),
  row("a function in a field", `class $A { run: %T = ${value}; }`, "new $A().run(#%A)"),
  row("a function given to a constructor", `class $A { constructor(public run: %T) {} }`, `new $A(${value}).run(#%A)`),
  row("a function in a module variable", `let $A: %T = ${value};`, "$A(#%A)"),
  row("a chosen function", `function $A(x: u32): u32 { const g: %T = x > 5 ? ${harmless} : ${value}; return g(x%A); }`),
  row(
    "a function that is returned",
    `function $A(k: u32): %T { if (k > 1) return ${harmless}; return ${value}; }`,
    "$A(#)(#%A)",
  ),
  row("a default callback", `function $A(x: u32, g: %T = ${value}): u32 { return g(x%A); }`),
  row(
    "a callback of a method",
    `class $B { each(g: %T, x: u32): u32 { return g(x%A); } }`,
    `new $B().each(${value}, #)`,
  ),
  row(
    "a callback of a generic function",
    `function $A<T>(g: T, x: u32): u32 { return call_indirect<u32>(<u32>load<u32>(changetype<usize>(g)), x%A); }`,
    `$A<%T>(${value}, #)`,
  ),
  row(
    "a function taken out of a list",
    `function $A(x: u32): u32 { const all = new Array<%T>(); all.push(${value}); return all.pop()(x%A); }`,
  ),
];

const moved = "export function $A(x: u32): u32 { return @(x); }";

/** Functions of other files. */
export const fileWrappers: readonly Wrapper[] = [
  { name: "another file", file: moved, code: `import { $A } from "./$F";`, call: "$A(#)" },
  { name: "a renamed import", file: moved, code: `import { $A as $B } from "./$F";`, call: "$B(#)" },
  { name: "a namespace import", file: moved, code: `import * as $B from "./$F";`, call: "$B.$A(#)" },
  {
    name: "a re-export",
    file: moved,
    barrel: `export { $A } from "./$F";`,
    code: `import { $A } from "./$G";`,
    call: "$A(#)",
  },
  {
    name: "a renamed re-export",
    file: moved,
    barrel: `export { $A as $B } from "./$F";`,
    code: `import { $B } from "./$G";`,
    call: "$B(#)",
  },
  {
    name: "a re-export of everything",
    file: moved,
    barrel: `export * from "./$F";`,
    code: `import { $A } from "./$G";`,
    call: "$A(#)",
  },
  {
    name: "a class of another file",
    file: "export class $A { run(x: u32): u32 { return @(x); } }",
    code: `import { $A } from "./$F"; class $B extends $A { }`,
    call: "new $B().run(#)",
  },
  {
    name: "a function value of another file",
    file: `export const $A: %T = ${value};`,
    code: `import { $A } from "./$F";`,
    call: "$A(#%A)",
  },
];

/** Callbacks of the standard library have its types; only one program of a block may have each. */
export const libraryWrappers: readonly Wrapper[] = [
  row("map", "function $A(x: u32): u32 { return [x].map<u32>((y: u32): u32 => @(y))[0]; }"),
  row("forEach", "function $A(x: u32): u32 { [x].forEach((y: u32): void => { @(y); }); return x; }"),
  row("sort", "function $A(x: u32): u32 { return [x, 2, 1].sort((a: u32, b: u32): i32 => <i32>@(a) - b)[0]; }"),
  row("reduce", "function $A(x: u32): u32 { return [x].reduce<u32>((sum: u32, y: u32): u32 => sum + @(y), 0); }"),
  row(
    "filter of another type",
    "function $A(x: u32): u32 { const all: u64[] = [x]; return all.filter((y: u64): bool => @(<u32>y) > 3).length; }",
  ),
  row("map to another type", "function $A(x: u32): u32 { return <u32>[x].map<u64>((y: u32): u64 => @(y))[0]; }"),
  row(
    "reduce to another type",
    "function $A(x: u32): u32 { return <u32>[x].reduce<u64>((sum: u64, y: u32): u64 => sum + @(y), 0); }",
  ),
  row(
    "sort of another type",
    "function $A(x: u32): u32 { const all: u64[] = [x, 2, 1]; return <u32>all.sort((a: u64, b: u64): i32 => <i32>@(<u32>a))[0]; }",
  ),
];

/** What keeps an operation from ever being compiled into the thread. */
export const deadWrappers: readonly Wrapper[] = [
  row("under a false condition", "function $A(x: u32): u32 { if (false) return @(x); return x; }"),
  row("under a constant", "const $B: bool = false; function $A(x: u32): u32 { if ($B) return @(x); return x; }"),
  row("in the other branch", "function $A(x: u32): u32 { if (true) { return x; } else { return @(x); } }"),
  row("after a return", "function $A(x: u32): u32 { return x; @(x); }"),
  row("after a throw", "function $A(x: u32): u32 { if (x > 7) { throw new Error('no'); @(x); } return x; }"),
  row("in a conditional expression", "function $A(x: u32): u32 { return false ? @(x) : x; }"),
  row("in a logical expression", "function $A(x: u32): u32 { if (false && @(x) > 1) return 1; return x; }"),
  row("in a loop that never runs", "function $A(x: u32): u32 { while (false) { @(x); } return x; }"),
  row(
    "under a test of another type",
    "function $A<T>(x: T): u32 { if (isString<T>()) return @(1); return <u32>x; }",
    "$A<u32>(#)",
  ),
  row(
    "in a function that nobody calls",
    "function $B(x: u32): u32 { return @(x); } function $A(x: u32): u32 { return x; }",
  ),
  row(
    "in a method that nobody calls",
    "class $A { run(x: u32): u32 { return x; } never(x: u32): u32 { return @(x); } }",
    "new $A().run(#)",
  ),
  row(
    "in a getter that nobody reads",
    "class $A { run(x: u32): u32 { return x; } get never(): u32 { return @(1); } }",
    "new $A().run(#)",
  ),
  row(
    "in a setter that nobody uses",
    "class $A { w: u32 = 1; get v(): u32 { return this.w; } set v(x: u32) { this.w = @(x); } }",
    "(new $A().v + #)",
  ),
  row("in a default argument that is given", "function $A(x: u32, y: u32 = @(x)): u32 { return x + y; }", "$A(#, 5)"),
  row(
    "in another class",
    "class $B { run(x: u32): u32 { return @(x); } } class $A { run(x: u32): u32 { return x; } }",
    "new $A().run(#)",
  ),
  row(
    "in a generic function that has no instance",
    "function $B<T>(x: T): u32 { return @(1); } function $A(x: u32): u32 { return x; }",
  ),
  row(
    "in a method that an exact receiver overrides",
    "class $B { run(x: u32): u32 { return @(x); } } class $A extends $B { run(x: u32): u32 { return x; } }",
    "new $A().run(#)",
  ),
  row(
    "in a function value that is never made",
    "function $B(x: u32): u32 { const g = (x: u32%P): u32 => @(x); return g(x%A); } function $A(x: u32): u32 { const g = (x: u32%P): u32 => x; return g(x%A); }",
  ),
];

/** What only the caller runs, although the thread uses something beside it. */
export const mainOnlyWrappers: readonly Wrapper[] = [
  row(
    "another instance of a generic function",
    "function $A<T>(x: T): u32 { if (isString<T>()) return @(1); return <u32>x; } function $B(x: u32): u32 { return $A<string>(x.toString()); }",
    "$A<u32>(#)|$B(#)",
  ),
  row(
    "another method of the same object",
    "class $A { run(x: u32): u32 { return x; } other(x: u32): u32 { return @(x); } }",
    "new $A().run(#)|new $A().other(#)",
  ),
  row(
    "another type argument",
    "class $A { run(x: u32): u32 { return x; } } class $B { run(x: u32): u32 { return @(x); } } function $C<T>(x: u32): u32 { return instantiate<T>().run(x); }",
    "$C<$A>(#)|$C<$B>(#)",
  ),
  row(
    "another implementation of another interface",
    "interface $A { run(x: u32): u32; } interface $B { go(x: u32): u32; } class $C implements $A { run(x: u32): u32 { return x; } } class $D implements $B { go(x: u32): u32 { return @(x); } } function $E(o: $A, x: u32): u32 { return o.run(x); } function $H(o: $B, x: u32): u32 { return o.go(x); }",
    "$E(new $C(), #)|$H(new $D(), #)",
  ),
  row(
    "a callback of another type",
    "function $A(x: u32, g: (y: u64) => u32): u32 { return g(x); } function $B(x: u32, g: %T): u32 { return g(x%A); }",
    "$A(#, (y: u64): u32 => <u32>y + 1)|$B(#, (x: u32%P): u32 => @(x))",
  ),
  row("the default argument", "function $A(x: u32, y: u32 = @(x)): u32 { return x + y; }", "$A(#, 5)|$A(#)"),
  row(
    "an override of an object of a final class",
    "class $A { run(x: u32): u32 { return x; } } @final class $C extends $A { run(x: u32): u32 { return x + 1; } } class $B extends $A { run(x: u32): u32 { return @(x); } } function $D(o: $A, x: u32): u32 { return o.run(x); } function $E(o: $C, x: u32): u32 { return o.run(x); }",
    "$E(new $C(), #)|$D(new $B(), #)",
  ),
];

/** What only the caller runs, but nothing in the types says so. */
export const conservativeWrappers: readonly Wrapper[] = [
  row(
    "a callback of the same type",
    "function $A(x: u32, g: %T): u32 { return g(x%A); }",
    `$A(#, ${harmless})|$A(#, ${value})`,
  ),
  row(
    "an override of the same method",
    "class $A { run(x: u32): u32 { return x; } } class $B extends $A { run(x: u32): u32 { return @(x); } } function $C(o: $A, x: u32): u32 { return o.run(x); }",
    "$C(new $A(), #)|$C(new $B(), #)",
  ),
  row(
    "another implementation of the same interface",
    "interface $A { run(x: u32): u32; } class $B implements $A { run(x: u32): u32 { return x; } } class $C implements $A { run(x: u32): u32 { return @(x); } } function $D(o: $A, x: u32): u32 { return o.run(x); }",
    "$D(new $B(), #)|$D(new $C(), #)",
  ),
];
