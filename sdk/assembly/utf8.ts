/** Whether `[start, start + length)` is well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
export function isUtf8(start: usize, length: u32): bool {
  let at = start;
  const end = start + <usize>length;
  while (at < end) {
    const first = <u32>load<u8>(at++);
    if (first < 0x80) continue;
    let more: u32, lowest: u32;
    if (first >= 0xC2 && first < 0xE0) { more = 1; lowest = 0x80; }
    else if ((first & 0xF0) == 0xE0) { more = 2; lowest = 0x800; }
    else if (first >= 0xF0 && first < 0xF5) { more = 3; lowest = 0x10000; }
    else return false;
    if (<usize>more > end - at) return false;
    let point = first & (0x3F >> more);
    for (; more != 0; more--) {
      const next = <u32>load<u8>(at++);
      if ((next & 0xC0) != 0x80) return false;
      point = point << 6 | (next & 0x3F);
    }
    if (point < lowest || point > 0x10FFFF || (point & 0xFFFFF800) == 0xD800) return false;
  }
  return true;
}
