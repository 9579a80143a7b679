/** Offsets and sizes of the 64-bit little-endian ELF structures read below. */
const SECTION_HEADER_OFFSET = 0x28;
const SECTION_HEADER_SIZE = 0x3a;
const SECTION_COUNT = 0x3c;
const SECTION_TYPE_VERSION_NEEDS = 0x6fff_fffe;
const VERSION_FLAG_WEAK = 0x2;

/**
 * Finds the byte that makes one required symbol version of a shared library weak.
 *
 * The dynamic loader refuses a library that needs a version the installed C library lacks, unless the requirement
 * is flagged weak; symbols of that version that are weak themselves then resolve to null, which Rust's standard
 * library tests before each use.
 *
 * @param library an ELF64 little-endian shared library
 * @param version such as `"GLIBC_2.39"`
 * @returns offset of the flags byte, or -1 when the library does not need that version
 */
export function weakVersionFlagOffset(library: Uint8Array, version: string): number {
  const view = new DataView(library.buffer, library.byteOffset, library.byteLength);
  const headers = Number(view.getBigUint64(SECTION_HEADER_OFFSET, true));
  const size = view.getUint16(SECTION_HEADER_SIZE, true);
  const count = view.getUint16(SECTION_COUNT, true);
  const sectionAt = (index: number) => {
    const at = headers + index * size;
    return {
      type: view.getUint32(at + 4, true),
      offset: Number(view.getBigUint64(at + 0x18, true)),
      link: view.getUint32(at + 0x28, true),
      entries: view.getUint32(at + 0x2c, true),
    };
  };
  for (let index = 0; index < count; index++) {
    const section = sectionAt(index);
    if (section.type !== SECTION_TYPE_VERSION_NEEDS) continue;
    const strings = sectionAt(section.link).offset;
    let need = section.offset;
    for (let i = 0; i < section.entries; i++) {
      let auxiliary = need + view.getUint32(need + 8, true);
      const auxiliaries = view.getUint16(need + 2, true);
      for (let j = 0; j < auxiliaries; j++) {
        if (stringAt(library, strings + view.getUint32(auxiliary + 8, true)) === version) return auxiliary + 4;
        auxiliary += view.getUint32(auxiliary + 12, true);
      }
      need += view.getUint32(need + 12, true);
    }
  }
  return -1;
}

/** A copy of `library` in which `version` is optional; the same bytes when it was not needed. */
export function withWeakVersion(library: Uint8Array, version: string): Uint8Array {
  const copy = Uint8Array.from(library);
  const offset = weakVersionFlagOffset(copy, version);
  if (offset >= 0) copy[offset] = copy[offset]! | VERSION_FLAG_WEAK;
  return copy;
}

function stringAt(bytes: Uint8Array, offset: number): string {
  const end = bytes.indexOf(0, offset);
  return Buffer.from(bytes.subarray(offset, end)).toString("latin1");
}
