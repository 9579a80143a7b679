/** An expression of binaryen's tree: an address in its memory. */
export type ExpressionRef = number;

/** Reads fields of one kind of expression, such as `getValue(expression)` or `getOperandAt(expression, index)`. */
export type Accessors = Readonly<Record<string, (expression: ExpressionRef, index?: number) => number>>;

/** What binaryen tells about a function; `module` and `base` are empty unless it is an import. */
export interface FunctionInfo {
  readonly name: string;
  readonly module: string;
  readonly base: string;
  readonly params: number;
  readonly results: number;
  readonly body: ExpressionRef;
}

/** The part of the `binaryen` package that the reachability analysis uses; asc hands it to transforms. */
export interface Binaryen {
  getExpressionId(expression: ExpressionRef): number;
  getExpressionType(expression: ExpressionRef): number;
  getFunctionInfo(reference: number): FunctionInfo;
  getElementSegmentInfo(reference: number): { readonly data: readonly string[] };
  readonly f32: number;
  readonly f64: number;
  readonly v128: number;
  readonly Call: { getTarget(expression: ExpressionRef): string };
  readonly CallIndirect: Accessors;
}

/** The part of a binaryen module that the reachability analysis uses. */
export interface BinaryenModule {
  getNumFunctions(): number;
  getFunctionByIndex(index: number): number;
  getNumElementSegments(): number;
  getElementSegmentByIndex(index: number): number;
}
