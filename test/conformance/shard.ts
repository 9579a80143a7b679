import { definitions } from "./definitions";

/** Test files that share the definitions, so that they are compiled on several processors. */
const SHARDS = 4;

/** Every fourth definition, from the one with this number. */
export function definitionsOfShard(shard: number): typeof definitions {
  return definitions.filter((_, index) => index % SHARDS === shard);
}
