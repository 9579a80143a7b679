import type { Definition } from "../define";
import { badInput } from "./bad-input";
import { calls } from "./calls";
import { claims } from "./claims";
import { failure } from "./failure";
import { gas } from "./gas";
import { handles } from "./handles";
import { limits } from "./limits";
import { locks } from "./locks";
import { memory } from "./memory";
import { metering } from "./metering";
import { storage } from "./storage";

/** Every fixture, in the order of the rulings. */
export const definitions: readonly Definition[] = [
  ...gas,
  ...metering,
  ...storage,
  ...failure,
  ...handles,
  ...calls,
  ...memory,
  ...locks,
  ...claims,
  ...limits,
  ...badInput,
];
