// Results that cannot leave a thread. The test reads the comments: what asc must say about the spawn on that line.
import { thread_join, thread_spawn, ThreadHandle } from "@threaded-contract/sdk";

class Callback { run: (() => void) | null = null; }
class Deep { list: Map<string, Callback[]> = new Map(); }
class Base { x: u32 = 0; }
class Precise extends Base { ratio: f64 = 1; }
@unmanaged class Raw { x: u32 = 0; }
interface Named { name(): string; }
class View implements Named { view: DataView | null = null; name(): string { return ""; } }
class Raws extends Map<u32, Raw> {}
class Box<T> { constructor(public value: T) {} }
function nothing(): void {}

export function f1(): void { thread_join<f64>(thread_spawn<f64>(1, (): f64 => 1)); } // it is a floating-point number
export function f2(): void { thread_join<f32[]>(thread_spawn<f32[]>(1, (): f32[] => [])); } // an element of Array<f32> is a floating-point number
export function f3(): void { thread_join<Float64Array>(thread_spawn<Float64Array>(1, (): Float64Array => new Float64Array(1))); } // it is an array of floating-point numbers
export function f4(): void { thread_join<() => void>(thread_spawn<() => void>(1, (): (() => void) => nothing)); } // it is a function
export function f5(): void { thread_join<Callback>(thread_spawn<Callback>(1, (): Callback => new Callback())); } // its field Callback.run is a function
export function f6(): void { thread_join<Deep>(thread_spawn<Deep>(1, (): Deep => new Deep())); } // its field Callback.run is a function
export function f7(): void { thread_join<Base>(thread_spawn<Base>(1, (): Base => new Precise())); } // its field Precise.ratio is a floating-point number
export function f8(): void { thread_join<Raw>(thread_spawn<Raw>(1, (): Raw => new Raw())); } // it is an unmanaged object
export function f9(): void { thread_join<Raw[]>(thread_spawn<Raw[]>(1, (): Raw[] => [])); } // an element of Array<Raw> is an unmanaged object
export function f10(): void { thread_join<Named>(thread_spawn<Named>(1, (): Named => new View())); } // its field View.view is a DataView
export function f11(): void { thread_join<Raws>(thread_spawn<Raws>(1, (): Raws => new Raws())); } // an element of Raws is an unmanaged object
export function f12(): void { thread_join<DataView>(thread_spawn<DataView>(1, (): DataView => new DataView(new ArrayBuffer(1)))); } // it is a DataView
export function f13(): void { thread_join<Box<Box<f32>>>(thread_spawn<Box<Box<f32>>>(1, (): Box<Box<f32>> => new Box(new Box<f32>(1)))); } // its field Box<f32>.value is a floating-point number
export function f14(): void { thread_join<StaticArray<v128>>(thread_spawn<StaticArray<v128>>(1, (): StaticArray<v128> => new StaticArray<v128>(1))); } // an element of StaticArray<v128> is a vector
export function f15(): void { thread_join<Object>(thread_spawn<Object>(1, (): Object => new Base())); } // it is an Object
export function f16(): void { thread_join<ThreadHandle[]>(thread_spawn<ThreadHandle[]>(1, (): ThreadHandle[] => [])); } // an element of Array<ThreadHandle> is a thread handle
export function f17(): void { thread_join<externref>(thread_spawn<externref>(1, (): externref => null)); } // it is a reference of the host
