/** How a function is called in a merged module. */
export interface Convention {
  /** Whether it takes the remaining gas as its last parameter and gives it back as its last result. */
  readonly carries: boolean;
  /** Gas that its callers pay for it before they call it. */
  readonly entryGas: number;
  /** Whether it calls host functions, so that gas must be exact when it is called and when it returns. */
  readonly reachesHost: boolean;
  /**
   * How the logical stack that it charges reaches it: not at all, through the meter's global, or as a parameter after
   * the gas, already less what it charges.
   */
  readonly stack: "none" | "global" | "parameter";
  /** Bytes of logical stack that it charges. */
  readonly stackCharge: number;
  /** Whether it looks at the gas when it is entered, so that what it does is no work that its callers leave unchecked. */
  readonly checksOnEntry: boolean;
}

/** What a call site needs to know about the functions of a type that are called through the table. */
export interface IndirectConvention {
  /** What all of them cost if none needs to be told the gas, so that the caller can pay; otherwise null. */
  readonly uniformGas: number | null;
}

/** The conventions of a module's functions as far as they are known; analysis goes from callees to callers. */
export interface Conventions {
  /** By function index; undefined for a function of the recursion that is being analysed. */
  readonly functions: readonly (Convention | undefined)[];
  /** By type index. */
  indirect(type: number): IndirectConvention;
}
