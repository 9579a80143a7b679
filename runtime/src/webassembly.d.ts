/** The part of the WebAssembly JavaScript interface that the runtime uses; `lib` has it only together with the DOM. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array | ArrayBuffer);
    static exports(module: Module): { name: string; kind: string }[];
    static imports(module: Module): { module: string; name: string; kind: string }[];
  }

  class Instance {
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>);
    // Values of exports have the types that admission checked.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    readonly exports: Record<string, any>;
  }

  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }

  class Global<Value extends number | bigint = number | bigint> {
    constructor(descriptor: { value: string; mutable?: boolean }, initial?: Value);
    value: Value;
  }

  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}

  function validate(bytes: Uint8Array): boolean;
}
