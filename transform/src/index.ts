import { ThreadedContractTransform } from "./transform";

// asc takes `default` of what it imports and needs a class; CommonJS and ESM importers need the same names on it.
export = Object.assign(ThreadedContractTransform, { default: ThreadedContractTransform });
