import { frameMutants } from "./frames";
import { gasMutants } from "./gas";
import { memoryMutants } from "./memory";
import type { Mutant } from "./mutant";
import { poolMutants, recordMutants } from "./pool";
import { storageMutants } from "./storage";

/** Every mutant. */
export const mutants: readonly Mutant[] = [
  ...storageMutants,
  ...gasMutants,
  ...frameMutants,
  ...memoryMutants,
  ...poolMutants,
  ...recordMutants,
];
