import type { Definition } from "../define";
import { gas } from "./gas";
import { storage } from "./storage";

/** Every fixture, in the order of the rulings. */
export const definitions: readonly Definition[] = [...gas, ...storage];
