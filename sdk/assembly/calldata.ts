import { host_sha256 } from "./host";

// @ts-ignore: decorator
@lazy const digest: usize = memory.data(32, 8);

/** The selector of an exported function: the first four bytes of sha256(name), big endian. */
export function selectorOf(name: string): u32 {
  const bytes = String.UTF8.encode(name);
  host_sha256(changetype<usize>(bytes), bytes.byteLength, digest);
  return bswap<u32>(load<u32>(digest));
}
